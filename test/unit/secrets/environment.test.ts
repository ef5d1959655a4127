import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { childEnvironment } from '../../../src/secrets/child-environment.ts';
import { takeFromEnvironment } from '../../../src/secrets/take-from-environment.ts';

const NAMES = ['AZURE_CLIENT_SECRET', 'JAMF_PASSWORD'];

describe('secrets in the environment', () => {
  test('given secret variables, then they come as secrets and the environment has them no more', () => {
    const taken = takeFromEnvironment(
      { PATH: '/bin', AZURE_CLIENT_SECRET: 'q7R~canary', JAMF_PASSWORD: '' },
      NAMES,
      'linux',
    );
    expect(taken.secrets.get('AZURE_CLIENT_SECRET')?.reveal()).toBe('q7R~canary');
    expect(taken.secrets.has('JAMF_PASSWORD')).toBe(false);
    expect(taken.env).toEqual({ PATH: '/bin' });
    expect(taken.taken).toEqual(['AZURE_CLIENT_SECRET', 'JAMF_PASSWORD']);
    expect(inspect(taken, { depth: 9 })).not.toContain('canary');
  });

  test('given another case of the name, then only Windows takes it for the same', () => {
    const env = { azure_client_secret: 'q7R~canary' };
    const onWindows = takeFromEnvironment(env, NAMES, 'win32');
    expect(onWindows.secrets.get('AZURE_CLIENT_SECRET')?.reveal()).toBe('q7R~canary');
    expect(onWindows.taken).toEqual(['azure_client_secret']);
    expect(takeFromEnvironment(env, NAMES, 'linux').env).toEqual(env);
  });

  test('given any other variable, then a child does not get it', () => {
    const env = {
      Path: 'C:\\',
      HOME: '/home/kim',
      HTTPS_PROXY: 'http://u:p@x',
      GITHUB_TOKEN: 'x',
      TMP: undefined,
    };
    expect(childEnvironment(env)).toEqual({ Path: 'C:\\', HOME: '/home/kim' });
  });
});
