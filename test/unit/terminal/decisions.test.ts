import { describe, expect, test } from 'vitest';
import { clampWidth } from '../../../src/terminal/screen/clamp-width.ts';
import { colourLevel } from '../../../src/terminal/screen/colour.ts';
import { supportsUnicode } from '../../../src/terminal/screen/marks.ts';
import { decideMode } from '../../../src/terminal/screen/mode.ts';
import { fakeTerminal } from '../../support/terminal/screen.ts';

describe('colour of one stream', () => {
  test.each([
    { given: 'a terminal', flag: undefined, env: {}, isTerminal: true, level: 1 },
    { given: 'a pipe', flag: undefined, env: {}, isTerminal: false, level: 0 },
    { given: '--color on a pipe', flag: true, env: { NO_COLOR: '1' }, isTerminal: false, level: 1 },
    {
      given: '--no-color and FORCE_COLOR',
      flag: false,
      env: { FORCE_COLOR: '3' },
      isTerminal: true,
      level: 0,
    },
    {
      given: 'NO_COLOR',
      flag: undefined,
      env: { NO_COLOR: '1', FORCE_COLOR: '1' },
      isTerminal: true,
      level: 0,
    },
    { given: 'an empty NO_COLOR', flag: undefined, env: { NO_COLOR: '' }, isTerminal: true, level: 1 },
    {
      given: 'FORCE_COLOR on a pipe',
      flag: undefined,
      env: { FORCE_COLOR: '' },
      isTerminal: false,
      level: 1,
    },
    { given: 'FORCE_COLOR=0', flag: undefined, env: { FORCE_COLOR: '0' }, isTerminal: true, level: 0 },
    {
      given: 'FORCE_COLOR=false',
      flag: undefined,
      env: { FORCE_COLOR: 'false' },
      isTerminal: true,
      level: 0,
    },
    {
      given: 'FORCE_COLOR on a dumb terminal',
      flag: undefined,
      env: { FORCE_COLOR: '1', TERM: 'dumb' },
      isTerminal: true,
      level: 1,
    },
    { given: 'a dumb terminal', flag: undefined, env: { TERM: 'dumb' }, isTerminal: true, level: 0 },
  ])('given $given, then level $level', ({ flag, env, isTerminal, level }) => {
    expect(colourLevel({ flag, env, isTerminal })).toBe(level);
  });
});

describe('mode and prompts', () => {
  const no = { plain: false, json: false, noInput: false, colour: undefined };
  const all = { stdin: true, stdout: true, stderr: true };
  test.each([
    { given: 'a terminal', flags: no, env: {}, terminals: all, mode: 'terminal', canPrompt: true },
    {
      given: '--plain',
      flags: { ...no, plain: true },
      env: {},
      terminals: all,
      mode: 'plain',
      canPrompt: true,
    },
    {
      given: '--json',
      flags: { ...no, json: true },
      env: {},
      terminals: all,
      mode: 'json',
      canPrompt: false,
    },
    {
      given: '--json --plain',
      flags: { ...no, json: true, plain: true },
      env: {},
      terminals: all,
      mode: 'json',
      canPrompt: false,
    },
    {
      given: '--no-input',
      flags: { ...no, noInput: true },
      env: {},
      terminals: all,
      mode: 'terminal',
      canPrompt: false,
    },
    {
      given: 'JAMF_INTUNE_PLAIN=1',
      flags: no,
      env: { JAMF_INTUNE_PLAIN: '1' },
      terminals: all,
      mode: 'plain',
      canPrompt: true,
    },
    {
      given: 'JAMF_INTUNE_PLAIN=0',
      flags: no,
      env: { JAMF_INTUNE_PLAIN: '0' },
      terminals: all,
      mode: 'terminal',
      canPrompt: true,
    },
    {
      given: 'ACCESSIBLE=1',
      flags: no,
      env: { ACCESSIBLE: '1' },
      terminals: all,
      mode: 'plain',
      canPrompt: true,
    },
    { given: 'CI=true', flags: no, env: { CI: 'true' }, terminals: all, mode: 'plain', canPrompt: true },
    { given: 'CI=false', flags: no, env: { CI: 'false' }, terminals: all, mode: 'terminal', canPrompt: true },
    { given: 'TERM=dumb', flags: no, env: { TERM: 'dumb' }, terminals: all, mode: 'plain', canPrompt: false },
    {
      given: 'a piped stdin',
      flags: no,
      env: {},
      terminals: { ...all, stdin: false },
      mode: 'terminal',
      canPrompt: false,
    },
    {
      given: 'a piped stdout',
      flags: no,
      env: {},
      terminals: { ...all, stdout: false },
      mode: 'plain',
      canPrompt: true,
    },
    {
      given: 'a piped stderr',
      flags: no,
      env: {},
      terminals: { ...all, stderr: false },
      mode: 'plain',
      canPrompt: false,
    },
  ])('given $given, then $mode, prompts: $canPrompt', ({ flags, env, terminals, mode, canPrompt }) => {
    expect(decideMode({ flags, env, terminals })).toEqual({ mode, canPrompt });
  });
});

describe('marks', () => {
  test.each([
    { env: { LANG: 'en_US.UTF-8' }, platform: 'linux', unicode: true },
    { env: { LANG: 'C.utf8' }, platform: 'linux', unicode: true },
    { env: {}, platform: 'darwin', unicode: true },
    { env: { LC_ALL: 'C', LANG: 'en_US.UTF-8' }, platform: 'linux', unicode: false },
    { env: { LANG: 'de_DE.ISO-8859-1' }, platform: 'linux', unicode: false },
    { env: { TERM: 'linux', LANG: 'en_US.UTF-8' }, platform: 'linux', unicode: false },
    { env: {}, platform: 'win32', unicode: false },
    { env: { WT_SESSION: '1' }, platform: 'win32', unicode: true },
  ] as const)('given $env on $platform, then Unicode: $unicode', ({ env, platform, unicode }) => {
    expect(supportsUnicode(env, platform)).toBe(unicode);
  });

  test('given an ASCII terminal, when our own text is printed, then its signs have stand-ins', () => {
    const terminal = fakeTerminal({ env: { LC_ALL: 'C' } });
    terminal.screen.out.print(['created · 1b4e… → done, Büro']);
    expect(terminal.written().stdout).toBe('created - 1b4e... > done, Büro\n');
  });
});

describe('width', () => {
  test.each([
    [undefined, 80],
    [0, 80],
    [20, 40],
    [40, 40],
    [72, 72],
    [300, 100],
  ])('given %s columns, then %s', (columns, width) => {
    expect(clampWidth(columns)).toBe(width);
  });

  test('given a window that is made narrower, then the next look knows', () => {
    const terminal = fakeTerminal({ columns: 90 });
    expect(terminal.screen.out.look().width).toBe(90);
    terminal.resize(50);
    expect(terminal.screen.out.look().width).toBe(50);
  });
});
