import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { CHROMIUM, faintTexts, keepPicture, openChromium } from '../support/e2e/browser.ts';
import { openSandboxBeside, type SandboxBeside } from '../support/e2e/sandbox.ts';
import { newHome, runCommand } from '../support/host.ts';

if (CHROMIUM === undefined) {
  process.stderr.write(
    'Skipped: the console page in a browser. There is no Chromium here; JAMF_INTUNE_TEST_CHROMIUM=FILE names one.\n',
  );
}

/** Word for word what Jamf Pro says (jamf.md §13). */
const FAILED =
  'Unable to connect to Microsoft Intune. Check your Microsoft Intune Integration configuration.';

/** Runs in the page: what a reader of screens says about the element that has the focus. */
const LABEL_IN_FOCUS =
  '(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim().replace(/\\s+/g, " ")';

describe.skipIf(CHROMIUM === undefined)('given everything but the settings in Jamf Pro', () => {
  let sandbox: SandboxBeside;
  let browser: Browser;
  let typed: { readonly tenant: string; readonly application: string; readonly secret: string };

  beforeAll(async () => {
    const home = newHome();
    sandbox = await openSandboxBeside(home);
    sandbox.setFaults(['nobody']);
    const argv = ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--wait', '1', '--json'];
    const { stdout } = await runCommand({ argv, home });
    const { application } = z
      .object({ application: z.object({ appId: z.guid() }) })
      .parse(JSON.parse(stdout));
    typed = { tenant: sandbox.access.domain, application: application.appId, secret: secretIn(home) };
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  async function openPage(colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
    const context = await browser.newContext({ ignoreHTTPSErrors: true, colorScheme });
    const page = await context.newPage();
    await page.goto(`${sandbox.access.endpoints.jamf}/ConditionalAccess.html`);
    return page;
  }

  async function signIn(page: Page): Promise<void> {
    const { username, password } = sandbox.access.jamfUser;
    await page.getByLabel('Username').fill(username);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
  }

  async function save(page: Page, secret: string): Promise<void> {
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Enable Intune Integration for macOS').check();
    await page.getByLabel('Sovereign Cloud').selectOption('Global');
    await page.getByLabel('Microsoft Entra tenant Name').fill(typed.tenant);
    await page.getByLabel('Application ID').fill(typed.application);
    await page.getByLabel('Client Secret').fill(secret);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit' }).waitFor();
  }

  const row = () =>
    sandbox.world.deviceManagementPartners.find(({ displayName }) => /jamf/i.test(displayName));

  it('when a wrong secret is saved, then the documented message, and Intune hears nothing', async () => {
    const page = await openPage();
    await signIn(page);
    await save(page, 'not-the-secret');

    expect(await page.getByRole('alert').textContent()).toBe(FAILED);
    expect(await page.getByRole('definition').allInnerTexts()).toContain(typed.application);
    expect(row()?.partnerState).not.toBe('enabled');
    await keepPicture(page, 'console-wrong-secret');
  });

  it('when it is corrected, then it is connected and Intune has heard from Jamf Pro', async () => {
    const page = await openPage();
    await signIn(page);
    await save(page, typed.secret);

    expect(await page.getByRole('status').textContent()).toBe('Connected to Microsoft Intune.');
    expect(row()?.partnerState).toBe('enabled');
    expect(await page.content()).not.toContain(typed.secret);
    await keepPicture(page, 'console-connected');
  });

  it('when only the keyboard is used, then everything is reached in the order in which it is read', async () => {
    const page = await openPage();
    const { keyboard } = page;
    const focused = () => page.evaluate<string>(LABEL_IN_FOCUS);
    /** Tab after Tab until the field has the focus; gives where the focus was on the way. */
    const tabTo = async (label: string): Promise<string[]> => {
      const passed: string[] = [];
      for (let presses = 0; presses < 12; presses += 1) {
        const at = await focused();
        passed.push(at);
        if (at === label) return passed;
        await keyboard.press('Tab');
      }
      throw new Error(`Tab does not reach "${label}", only ${passed.join(', ')}`);
    };

    // The first field has the focus already.
    expect(await focused()).toBe('Username');
    await keyboard.type(sandbox.access.jamfUser.username);
    await tabTo('Password');
    await keyboard.type(sandbox.access.jamfUser.password);
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit' }).waitFor();
    await tabTo('Edit');
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).waitFor();

    const box = page.getByLabel('Enable Intune Integration for macOS');
    await tabTo('Enable Intune Integration for macOS');
    await keyboard.press('Space');
    expect(await box.isChecked()).toBe(false);
    await keyboard.press('Space');
    const order = await tabTo('Save');
    expect(order).toEqual([
      'Enable Intune Integration for macOS',
      'Manual',
      'Sovereign Cloud',
      'Microsoft Entra tenant Name',
      'Application ID',
      'Client Secret',
      'Save',
    ]);
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await keyboard.press('Enter');
    expect(await page.getByRole('status').textContent()).toBe('Connected to Microsoft Intune.');
  });

  it.each(['light', 'dark'] as const)(
    'when the computer is set to %s, then every text can be read, on each of the pages',
    async (scheme) => {
      const page = await openPage(scheme);
      const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(ground).toBe(scheme === 'light' ? 'rgb(244, 245, 247)' : 'rgb(20, 24, 31)');
      expect(await faintTexts(page)).toEqual([]);
      await signIn(page);
      expect(await faintTexts(page)).toEqual([]);
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('button', { name: 'Save' }).waitFor();
      expect(await faintTexts(page)).toEqual([]);
      await keepPicture(page, `console-${scheme}`);
    },
  );

  it('when the window is as narrow as a phone, then nothing is cut off', async () => {
    const page = await openPage();
    await page.setViewportSize({ width: 320, height: 640 });
    await signIn(page);
    const wider = () => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(await wider()).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor();
    expect(await wider()).toBeLessThanOrEqual(0);
  });
});

/** The secret that setup made and kept beside the state. */
function secretIn(home: string): string {
  const { secrets } = z
    .object({ secrets: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(home, 'sandbox/secrets.json'), 'utf8')));
  const [only = ''] = Object.values(secrets);
  return only;
}
