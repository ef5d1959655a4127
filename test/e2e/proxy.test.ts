import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { PROGRAM } from '../support/e2e/terminal.ts';
import { newHome } from '../support/host.ts';

/** The built program leaves out most of undici: what talks to a proxy has to be in it. */
test('given a proxy that lets nobody through, when the built program signs in, then both sides are asked for there, and it is named', async () => {
  const asked: { readonly to: string | undefined; readonly as: string | undefined }[] = [];
  const proxy = createServer();
  proxy.on('connect', ({ url, headers }, socket) => {
    asked.push({ to: url, as: headers['proxy-authorization'] });
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
  });
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('it listens on a port');
  const home = newHome();
  const env = {
    PATH: process.env.PATH,
    HOME: home,
    JAMF_INTUNE_HOME: home,
    HTTPS_PROXY: `http://mac:admin@127.0.0.1:${address.port}`,
    AZURE_CLIENT_ID: '11111111-1111-4111-8111-111111111111',
    AZURE_CLIENT_SECRET: 'canary-entra',
    JAMF_CLIENT_ID: 'canary-client',
    JAMF_CLIENT_SECRET: 'canary-jamf',
  };
  const sides = ['--tenant', 'contoso.onmicrosoft.com', '--jamf-url', 'https://contoso.jamfcloud.com'];
  const args = ['doctor', '--only', 'entra,jamf', ...sides, '--json', '--no-input'];
  const { code, stdout } = await new Promise<{ code: number; stdout: string }>((resolve) => {
    execFile(process.execPath, [PROGRAM, ...args], { env }, (error, out) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout: out }),
    );
  });
  proxy.close();

  const basic = `Basic ${Buffer.from('mac:admin').toString('base64')}`;
  expect(asked).toContainEqual({ to: 'login.microsoftonline.com:443', as: basic });
  expect(asked).toContainEqual({ to: 'contoso.jamfcloud.com:443', as: basic });
  expect(code, stdout).toBe(4);
  expect(stdout).toContain(`http://mac:***@127.0.0.1:${address.port}`);
  expect(stdout).not.toContain('mac:admin');
});
