import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { copyOfProject } from '../support/planted/copy.ts';

/** CONTRIBUTING followed to the letter in a copy: what it says to write is written, and then it has to work. */

const { around, copy, remove } = copyOfProject();
afterAll(remove);

const page = readFileSync(join(copy, 'CONTRIBUTING.md'), 'utf8');
const env = { PATH: process.env.PATH, HOME: around, JAMF_INTUNE_HOME: join(around, 'home') };

/** The blocks of TypeScript of a section, in their order. */
function blocksOf(title: string): readonly string[] {
  const section = page.split(/^## /mu).find((one) => one.startsWith(`${title}\n`)) ?? '';
  return [...section.matchAll(/^```ts\n([\s\S]*?)^```/gmu)].map(([, block = '']) => block);
}

/** Puts a text into a file, before or after the one place where another stands. */
function insert(file: string, where: 'before' | 'after', place: string, text: string): void {
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  expect(source.split(place), `${file} has ${place} once`).toHaveLength(2);
  writeFileSync(
    path,
    source.replace(place, () => (where === 'before' ? text + place : place + text)),
  );
}

async function run(command: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, args, { cwd: copy, env, maxBuffer: 1 << 24 });
  return stdout;
}

const program = async (...args: readonly string[]): Promise<unknown> =>
  JSON.parse(await run(process.execPath, 'bin/jamf-intune.js', ...args, '--sandbox', '--json'));

const stepSchema = z.object({ id: z.string(), status: z.string(), lines: z.array(z.string()) });
const setupSchema = z.object({ status: z.string(), steps: z.array(stepSchema) });
const failedSchema = z.object({ error: z.object({ code: z.string(), field: z.string().nullish() }) });
const doctorSchema = z.object({
  checks: z.array(z.object({ id: z.string(), outcome: z.string(), lines: z.array(z.string()) })),
});

describe('given CONTRIBUTING, when it is followed', { timeout: 180_000 }, () => {
  beforeAll(async () => {
    const [rights = '', finding = '', step = '', listed = ''] = blocksOf('Add a step in ten minutes');
    insert('src/inputs/step-ids.ts', 'after', "  'app-registration',\n", "  'cost-centre',\n");
    const [, examined = ''] = /`('cost-centre': \{ room.*\},)`/u.exec(page) ?? [];
    insert('src/wizard/examination/examined-steps.ts', 'before', "  'api-permission': {", `  ${examined}\n`);
    insert('src/steps/conditional-access/rights.ts', 'before', "  'api-permission': {\n", rights);
    insert('src/findings/entra.ts', 'before', '} as const satisfies', finding);
    writeFileSync(join(copy, 'src/steps/conditional-access/cost-centre.ts'), step);
    const list = 'src/steps/conditional-access.ts';
    insert(list, 'before', '  listed(apiPermission),\n  listed(clientSecret),', listed);
    insert(
      list,
      'before',
      'import { type ListedStep',
      "import { costCentre } from './conditional-access/cost-centre.ts';\n",
    );
    for (const name of ['setup', 'status'])
      insert(`schemas/${name}-1.schema.json`, 'after', '"app-registration",\n', '"cost-centre",\n');

    const [entry = '', check = '', inAll = ''] = blocksOf('Add a check in ten minutes');
    insert('src/findings/jamf.ts', 'before', '} as const satisfies', entry);
    writeFileSync(join(copy, 'src/checks/jamf/hosting.ts'), check);
    insert('src/checks/all.ts', 'before', '  server,\n', inAll);
    insert(
      'src/checks/all.ts',
      'before',
      'import { macs }',
      "import { hosting } from './jamf/hosting.ts';\n",
    );

    const [input = '', typed = ''] = blocksOf('Add an input');
    insert('src/inputs/connection-inputs.ts', 'before', '\n];\n', `\n${input.trimEnd()}`);
    insert('src/inputs/setup-inputs.ts', 'after', '    appName: z.string(),\n', typed);

    await run('npm', 'run', 'format');
    await run('npm', 'run', 'typecheck');
    await run('npm', 'run', 'build');
  }, 120_000);

  test('then the linter has nothing to say', async () => {
    // It would end with another code than 0, and this with an error.
    expect(await run('npm', 'run', 'lint')).toContain('biome ci');
  });

  test('then the step is done, once', async () => {
    const first = setupSchema.parse(await program('setup', '--yes', '--acknowledge-unsupported'));
    const own = first.steps.find(({ id }) => id === 'cost-centre');
    expect(own).toEqual({ id: 'cost-centre', status: 'done', lines: ['tagged · cost-centre-4711'] });
    const second = setupSchema.parse(await program('setup', '--yes', '--acknowledge-unsupported'));
    expect(second.status).toBe('nothing-to-do');
  });

  test('then the check tells what it found', async () => {
    const { checks } = doctorSchema.parse(await program('doctor', '--only', 'hosting'));
    expect(checks).toContainEqual({ id: 'hosting', outcome: 'passed', lines: ['hosted by Jamf'] });
  });

  test('then the input has its flag, its variable and its message', async () => {
    expect(await run(process.execPath, 'bin/jamf-intune.js', 'setup', '--help')).toMatch(
      /--cost-centre <text> +who pays for the application/u,
    );
    const wrong = ['setup', '--cost-centre', 'x'.repeat(21), '--sandbox', '--json', '--no-input'];
    const { stdout } = await promisify(execFile)(process.execPath, ['bin/jamf-intune.js', ...wrong], {
      cwd: copy,
      env,
    }).catch((error: { stdout: string }) => error);
    expect(failedSchema.parse(JSON.parse(stdout)).error).toMatchObject({
      code: 'JI-P502',
      field: 'costCentre',
    });
  });

  test('then the laws hold the new step to what every step is held to', async () => {
    const law = ['vitest', 'run', '--project', 'laws', 'test/unit/laws/steps.test.ts'];
    expect(await run('npx', ...law)).toMatch(/Tests .*passed/u);
  });
});
