import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A desk with a clipboard and a browser that only write down what they were given. */
export interface Desk {
  /** Lets the program find them. */
  readonly env: Readonly<Record<string, string>>;
  /** What was copied last. */
  readonly clipboard: () => string;
  /** The address that was opened last. */
  readonly opened: () => string;
}

/**
 * @param home where the desk's programs and notes are put
 * @param clearing what the clipboard does before it is cleared: a shell command
 */
export function setUpDesk(home: string, clearing = ':'): Desk {
  const folder = join(home, 'desk');
  mkdirSync(folder, { recursive: true });
  const install = (name: string, script: string): void => {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  };
  // Whole notes only: one is read while the program writes the next.
  const keep = (command: string): string => `${command} >"$0.new" && mv "$0.new" "$0.note"`;
  install('wl-copy', `if [ "$1" = --clear ]; then ${clearing}; rm -f "$0.note"; else ${keep('cat')}; fi`);
  install('wl-paste', `cat ${JSON.stringify(join(folder, 'wl-copy.note'))}`);
  install('xdg-open', keep('printf %s "$1"'));
  const note = (name: string) => () => {
    const file = join(folder, `${name}.note`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  return {
    env: { PATH: `${folder}:${process.env.PATH ?? ''}`, WAYLAND_DISPLAY: 'wayland-e2e' },
    clipboard: note('wl-copy'),
    opened: note('xdg-open'),
  };
}
