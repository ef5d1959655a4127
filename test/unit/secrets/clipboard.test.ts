import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type CommandRunner, createCommandRunner } from '../../../src/ports/command-runner.ts';
import { childEnvironment } from '../../../src/secrets/child-environment.ts';
import { openClipboard } from '../../../src/secrets/clipboard.ts';
import { clipboardTools } from '../../../src/secrets/clipboard-tools.ts';
import { Secret } from '../../../src/secrets/secret.ts';
import { standingClock } from '../../support/secrets/clock.ts';
import { temporaryFolder } from '../../support/state/folder.ts';

const namesFor = (platform: NodeJS.Platform, env = {}) =>
  clipboardTools(platform, env).map(({ name }) => name);

/** A desktop with these commands and one clipboard. */
function desktop(installed: readonly string[], { readable = true } = {}) {
  const state = { clipboard: 'what was there', argv: [] as string[] };
  const run: CommandRunner = async (command, args, { stdin = '' } = {}) => {
    state.argv.push([command, ...args].join(' '));
    if (!installed.includes(command)) return { kind: 'missing' };
    const reads = command === 'pbpaste' || args.includes('-out') || args.includes('--output');
    if (reads) return { kind: 'ended', code: readable ? 0 : 1, stdout: readable ? state.clipboard : '' };
    state.clipboard = stdin;
    return { kind: 'ended', code: 0, stdout: '' };
  };
  return { state, run };
}

const MAC = ['pbcopy', 'pbpaste'];

function openOnMac(options?: { readable: boolean }) {
  const { state, run } = desktop(MAC, options);
  const clock = standingClock();
  return { state, clock, clipboard: openClipboard({ tools: clipboardTools('darwin', {}), run, clock }) };
}

describe('the tools', () => {
  test('given a platform and its screen, then those worth trying are named in order', () => {
    expect(namesFor('darwin')).toEqual(['pbcopy']);
    expect(namesFor('win32')).toEqual(['clip.exe']);
    expect(namesFor('linux', { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' })).toEqual([
      'wl-copy',
      'xclip',
      'xsel',
    ]);
    expect(namesFor('linux', { WSL_DISTRO_NAME: 'Debian' })).toEqual(['clip.exe']);
    expect(namesFor('linux')).toEqual([]);
  });

  test('given no screen, when copied, then the answer says why', async () => {
    const clipboard = openClipboard({ tools: [], run: desktop([]).run, clock: standingClock() });
    expect(await clipboard.copy('x')).toEqual({
      copied: false,
      reason: 'there is no clipboard without a screen',
    });
    await clipboard.close();
  });

  test('given only the second tool is installed, when copied, then it is used', async () => {
    const { run } = desktop(['xsel']);
    const clipboard = openClipboard({
      tools: clipboardTools('linux', { DISPLAY: ':0' }),
      run,
      clock: standingClock(),
    });
    expect(await clipboard.copy('x')).toEqual({ copied: true, tool: 'xsel' });
    const none = openClipboard({
      tools: clipboardTools('linux', { DISPLAY: ':0' }),
      run: desktop([]).run,
      clock: standingClock(),
    });
    expect(await none.copy('x')).toEqual({
      copied: false,
      reason: 'xclip is not installed, xsel is not installed',
    });
  });
});

describe('a copied secret', () => {
  test('given a minute has passed, then it is taken off, and it never was an argument', async () => {
    const { state, clock, clipboard } = openOnMac();
    await clipboard.copy(new Secret('q7R~canary'));
    expect(state.clipboard).toBe('q7R~canary');
    await clock.pass(59_999);
    expect(state.clipboard).toBe('q7R~canary');
    await clock.pass(1);
    expect(state.clipboard).toBe('');
    expect(state.argv.join('\n')).not.toContain('canary');
  });

  test('given the person copied something else meanwhile, then that stays', async () => {
    const { state, clock, clipboard } = openOnMac();
    await clipboard.copy(new Secret('q7R~canary'));
    state.clipboard = 'a shopping list';
    await clock.pass(60_000);
    await clipboard.close();
    expect(state.clipboard).toBe('a shopping list');
  });

  test('given nobody can look at the clipboard, then it is emptied all the same', async () => {
    const { state, clock, clipboard } = openOnMac({ readable: false });
    await clipboard.copy(new Secret('q7R~canary'));
    await clock.pass(60_000);
    expect(state.clipboard).toBe('');
  });

  test('given a second copy, then the first one’s minute does not end the second', async () => {
    const { state, clock, clipboard } = openOnMac();
    await clipboard.copy('first');
    await clock.pass(40_000);
    await clipboard.copy('second');
    await clock.pass(40_000);
    expect(state.clipboard).toBe('second');
    await clock.pass(20_000);
    expect(state.clipboard).toBe('');
  });

  test('given the program ends earlier, when closed, then it is taken off at once', async () => {
    const { state, clipboard } = openOnMac();
    await clipboard.copy(new Secret('q7R~canary'));
    await clipboard.close();
    expect(state.clipboard).toBe('');
  });
});

test.skipIf(process.platform === 'win32')(
  'given a real command, then the secret reaches it by standard input alone and its environment is clean',
  async () => {
    const folder = await temporaryFolder();
    const seen = join(folder, 'seen');
    await writeFile(
      join(folder, 'pbcopy'),
      `#!/bin/sh\n{ echo "argv: $*"; env; echo "stdin:"; cat; } > '${seen}'\n`,
    );
    await chmod(join(folder, 'pbcopy'), 0o755);
    const env = childEnvironment({
      PATH: `${folder}:/usr/bin:/bin`,
      JAMF_PASSWORD: 'hunter2',
      HTTPS_PROXY: 'http://u:p@x',
    });
    const clipboard = openClipboard({
      tools: clipboardTools('darwin', {}),
      run: createCommandRunner(env),
      clock: standingClock(),
    });
    expect(await clipboard.copy(new Secret('q7R~canary'))).toEqual({ copied: true, tool: 'pbcopy' });
    const [outside = '', stdin] = (await readFile(seen, 'utf8')).split('stdin:\n');
    expect(stdin).toBe('q7R~canary');
    expect(outside).not.toMatch(/canary|hunter2|u:p@x/);
  },
);
