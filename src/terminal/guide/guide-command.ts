import type { Browser } from '../../ports/browser.ts';
import type { Guide, GuideField } from '../../steps/person.ts';
import { visible } from '../visible.ts';
import type { ClipboardPort } from './clipboard-port.ts';

/** What a person can ask for while a guide is open. */
export type GuideCommand =
  | { readonly type: 'open' }
  | { readonly type: 'copy'; readonly field: number }
  | { readonly type: 'leave' }
  | { readonly type: 'interrupt' };

/** A key may come glued to its neighbour; more at once is a paste, and pasting must not press keys. */
const LONGEST_KEYS = 2;

/** Reads what raw mode gives: `o`, `1` to `9`, `q`, Ctrl-C, Ctrl-D. Arrow keys and pastes mean nothing. */
export function commandsOfKeys(keys: string): GuideCommand[] {
  if (keys.includes('\u0003')) return [{ type: 'interrupt' }];
  if (keys.length > LONGEST_KEYS || keys.startsWith('\u001b')) return [];
  return [...keys.toLowerCase()].flatMap((key): GuideCommand[] => {
    if (key === 'o') return [{ type: 'open' }];
    if (key === 'q' || key === '\u0004') return [{ type: 'leave' }];
    return /^[1-9]$/u.test(key) ? [{ type: 'copy', field: Number(key) }] : [];
  });
}

/** Reads a typed line: `open`, `copy 2`, `leave`; undefined when it is none of them. */
export function commandOfLine(line: string): GuideCommand | undefined {
  const words = line.trim().toLowerCase();
  if (words === 'open') return { type: 'open' };
  if (words === 'leave' || words === 'quit') return { type: 'leave' };
  const [, number] = /^copy (\d{1,2})$/u.exec(words) ?? [];
  return number === undefined ? undefined : { type: 'copy', field: Number(number) };
}

/** Opens the guide's page; gives what to tell the person. */
export async function openPage(browser: Browser, guide: Guide): Promise<string> {
  try {
    await browser.open(guide.url);
    return 'opened in the browser';
  } catch {
    return 'no browser could be started; open the address by hand';
  }
}

/**
 * Copies the field with this number, from 1; gives what to tell the person. Here, and nowhere else on the screen's
 * side, a secret's text is taken out, for the clipboard alone.
 */
export async function copyField(clipboard: ClipboardPort, guide: Guide, number: number): Promise<string> {
  const field = guide.fields[number - 1];
  if (field === undefined) return `there is no field ${number}`;
  const label = visible(field.label);
  const { copied, reason } = await clipboard.copy(textOf(field));
  if (copied) return `${label} copied`;
  const why = visible(reason ?? 'no clipboard here');
  return typeof field.value === 'string'
    ? `${label} not copied: ${why}`
    : `${label} not copied: ${why}; --reveal-secret shows it`;
}

function textOf({ value }: GuideField): string {
  return typeof value === 'string' ? value : value.reveal();
}
