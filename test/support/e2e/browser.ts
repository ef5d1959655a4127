import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';

/** Chromium on this computer; undefined where there is none. `JAMF_INTUNE_TEST_CHROMIUM` names another. */
export const CHROMIUM: string | undefined = [
  process.env.JAMF_INTUNE_TEST_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find((file) => file !== '' && existsSync(file));

/** Opens Chromium without a window. */
export function openChromium() {
  // Root, as in a container, has no sandbox of Chromium's; the pages are our own.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ args, ...(CHROMIUM !== undefined && { executablePath: CHROMIUM }) });
}

const PICTURES = fileURLToPath(new URL('../../../test-results/', import.meta.url));

/** Keeps a picture for whoever wants to look. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}${name}.png`, fullPage: true });
}

const FAINT_TEXTS = readFileSync(new URL('./faint-texts.js', import.meta.url), 'utf8');

/** Texts that are too faint to be read by everybody, with their contrast. */
export async function faintTexts(page: Page): Promise<readonly string[]> {
  return z.array(z.string()).parse(await page.evaluate(FAINT_TEXTS));
}
