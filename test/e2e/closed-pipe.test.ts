import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../bin/jamf-intune.js', import.meta.url));

test('given a reader that goes before the help is written, as in `| head`, then the program ends without a stack', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'setup', '--help']);
  child.stdout.destroy();
  const said: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const [code] = await once(child, 'close');
  expect(Buffer.concat(said).toString()).toBe('');
  expect(code).toBe(0);
});
