import { describe, expect, test } from 'vitest';
import { isProfileName, profileFolder, stateHome } from '../../../src/state/state-home.ts';

describe('the folder of all profiles', () => {
  test.each([
    ['linux', {}, '/home/kim/.local/state/jamf-intune'],
    ['linux', { XDG_STATE_HOME: '/var/xdg' }, '/var/xdg/jamf-intune'],
    ['linux', { XDG_STATE_HOME: 'relative' }, '/home/kim/.local/state/jamf-intune'],
    ['darwin', { XDG_STATE_HOME: '/var/xdg' }, '/home/kim/Library/Application Support/jamf-intune'],
    ['darwin', { JAMF_INTUNE_HOME: '/Volumes/work' }, '/Volumes/work'],
    ['linux', { JAMF_INTUNE_HOME: '' }, '/home/kim/.local/state/jamf-intune'],
  ] as const)('given %s and %o, then it is %s', (platform, env, folder) => {
    expect(stateHome({ platform, env, homeDirectory: '/home/kim' })).toBe(folder);
  });

  test.each([
    [{ LOCALAPPDATA: 'D:\\Local' }, 'D:\\Local\\jamf-intune'],
    [{}, 'C:\\Users\\kim\\AppData\\Local\\jamf-intune'],
  ])('given Windows and %o, then it is %s', (env, folder) => {
    expect(stateHome({ platform: 'win32', env, homeDirectory: 'C:\\Users\\kim' })).toBe(folder);
  });
});

describe('a profile', () => {
  test.each(['default', 'Contoso_2', '-', 'a'.repeat(64)])('given "%s", then it is a name', (name) => {
    expect(isProfileName(name)).toBe(true);
  });

  test.each(['', '.', '..', 'a/b', 'a\\b', 'a.b', 'ä', 'a b', 'a\n', 'nul', 'COM1', 'a'.repeat(65)])(
    'given %j, then it is refused with the field',
    (name) => {
      expect(() => profileFolder('/state', name, 'linux')).toThrow(
        expect.objectContaining({ code: 'JI-P530', exit: 2, field: 'profile' }),
      );
    },
  );

  test('given a good name, then its folder lies directly in the home', () => {
    expect(profileFolder('/state', 'fabrikam', 'linux')).toBe('/state/fabrikam');
  });
});
