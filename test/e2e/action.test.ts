import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { ROOT } from '../support/architecture/source.ts';

/** The scripts of action.yml, run by the shell that GitHub runs them by, with the files that GitHub hands them. */

const { runs } = z
  .object({
    runs: z.object({
      steps: z.array(z.looseObject({ name: z.string().optional(), run: z.string().optional() })),
    }),
  })
  .parse(parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')));

function newRunner() {
  const folder = mkdtempSync(join(tmpdir(), 'jamf-intune-runner-'));
  const file = (name: string) => join(folder, name);
  for (const name of ['output', 'env', 'summary', 'path']) writeFileSync(file(name), '');
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GITHUB_ACTION_PATH: ROOT,
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_STEP_SUMMARY: file('summary'),
    RUNNER_TEMP: folder,
    JAMF_INTUNE_HOME: file('home'),
    // An input that was not given is an empty text.
    ...{ JAMF_INTUNE_TENANT: '', JAMF_URL: '', AZURE_CLIENT_ID: '', JAMF_CLIENT_ID: '' },
    ...{ ONLY: '', STRICT: 'false', SANDBOX: 'true', FAIL_ON: 'problems' },
  };
  return { file, env, read: (name: string) => readFileSync(file(name), 'utf8') };
}

/** Runs one step as `shell: bash` of GitHub does, and does not wait in this thread: a server of the test may be asked. */
function runStep(name: string, env: Readonly<Record<string, string | undefined>>) {
  const script = runs.steps.find((step) => step.name === name)?.run ?? 'exit 99';
  const args = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script];
  return new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const child = execFile('bash', args, { env: { ...env } }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
  });
}

describe('given the step that looks', () => {
  it('when the connection is well, then summary, SARIF and JSON are there', async () => {
    const { env, read, file } = newRunner();
    const { code, stderr } = await runStep('Look', { ...env, ONLY: 'network' });
    expect(code, stderr).toBe(0);
    expect(read('summary')).toContain('# jamf-intune doctor');
    expect(JSON.parse(read('jamf-intune.sarif'))).toMatchObject({ version: '2.1.0' });
    expect(JSON.parse(read('jamf-intune.json'))).toMatchObject({ schema: 'jamf-intune/doctor@1' });
    expect(read('output').split('\n')).toEqual([
      `sarif=${file('jamf-intune.sarif')}`,
      `json=${file('jamf-intune.json')}`,
      'exit-code=0',
      '',
    ]);
  });

  it('when problems are found, then it fails, unless that was not wanted; the findings are there in any case', async () => {
    const { env, read } = newRunner();
    // Nothing is connected in a new sandbox.
    expect((await runStep('Look', env)).code).toBe(3);
    expect(JSON.parse(read('jamf-intune.sarif')).runs[0].results.length).toBeGreaterThan(0);
    expect(read('output')).toContain('exit-code=3');
    expect((await runStep('Look', { ...env, FAIL_ON: 'never' })).code).toBe(0);
  });

  it('when it cannot look, then it fails whatever was wanted', async () => {
    const { env } = newRunner();
    const { code, stderr } = await runStep('Look', { ...env, ONLY: 'nothing-of-the-kind', FAIL_ON: 'never' });
    expect(code).toBe(2);
    expect(stderr).toContain('nothing-of-the-kind');
  });
});

describe("given the step that fetches GitHub's token", () => {
  const step = "Fetch GitHub's token for Entra";

  it('when the job may have one, then it is kept for us alone, and the program is told where', async () => {
    const asked: { url: string | undefined; authorization: string | undefined }[] = [];
    const server = createServer(({ url, headers }, response) => {
      asked.push({ url, authorization: headers.authorization });
      response.end(JSON.stringify({ value: 'the-token' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { env, read, file } = newRunner();
      const { code, stderr } = await runStep(step, {
        ...env,
        ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2`,
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of-the-run',
      });
      expect(code, stderr).toBe(0);
      expect(asked).toEqual([
        {
          url: '/token?api-version=2&audience=api://AzureADTokenExchange',
          authorization: 'bearer of-the-run',
        },
      ]);
      expect(read('jamf-intune-token')).toBe('the-token');
      expect(statSync(file('jamf-intune-token')).mode & 0o777).toBe(0o600);
      expect(read('env')).toBe(`AZURE_FEDERATED_TOKEN_FILE=${file('jamf-intune-token')}\n`);
    } finally {
      server.close();
    }
  });

  it('when the job may have none, then it says what is missing', async () => {
    const { code, stdout } = await runStep(step, newRunner().env);
    expect(code).toBe(1);
    expect(stdout).toContain('permissions: id-token: write');
  });
});
