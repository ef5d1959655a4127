import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createProgram } from '../../../src/cli/program.ts';
import { runCommand, testHost } from '../../support/host.ts';

/** `--json` promises exactly one document, also where nothing could even begin. */

const program = createProgram(testHost({ argv: [] }).host, () => {});
const PROMISING = program.commands
  .filter(({ options }) => options.some(({ long }) => long === '--json'))
  .map((command) => command.name());

/** Each is refused before anybody is asked for anything. */
const REFUSED: readonly (readonly [what: string, argv: readonly string[]])[] = [
  ['an option that does not exist', ['--no-such-option']],
  ['an argument too many', ['JI-E000', 'another']],
];

function validatorOf(command: string): ValidateFunction {
  const file = new URL(`../../../schemas/${command}-1.schema.json`, import.meta.url);
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true, strictRequired: false });
  addFormats.default(ajv);
  return ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8'))));
}

const failed = z.looseObject({ error: z.looseObject({ exit: z.number(), what: z.string() }) });

test('given the command tree, then the commands that promise a document are these', () => {
  expect(PROMISING.toSorted()).toEqual([
    'disconnect',
    'doctor',
    'explain',
    'jamf-role',
    'rotate-secret',
    'sandbox',
    'setup',
    'status',
  ]);
});

describe.each(PROMISING)('given %s --json', (command) => {
  test.each(REFUSED)('when it has %s, then its document says so', async (_what, argv) => {
    const { code, stdout } = await runCommand({ argv: [command, ...argv, '--json'] });
    const document: unknown = JSON.parse(stdout);
    const validate = validatorOf(command);
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
    expect([code, failed.parse(document).error.exit]).toEqual([2, 2]);
  });
});

test('given jamf-role without --create, when an input cannot be used, then it is refused all the same', async () => {
  const { code, stdout } = await runCommand({ argv: ['jamf-role', '--jamf-url', 'http://x', '--json'] });
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ status: 'failed', error: { field: 'jamfUrl' } });
});

test('given jamf-role --create, then the document has the client, and a second run has nothing to do', async () => {
  const argv = ['jamf-role', '--sandbox', '--create', '--rotate-credentials', '--yes', '--json'];
  const first = await runCommand({ argv });
  const validate = validatorOf('jamf-role');
  const document: unknown = JSON.parse(first.stdout);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  expect(document).toMatchObject({ status: 'done', client: { clientId: expect.any(String) } });
  const second = await runCommand({
    argv: ['jamf-role', '--sandbox', '--create', '--yes', '--json'],
    home: first.home,
  });
  expect(JSON.parse(second.stdout)).toMatchObject({ status: 'nothing-to-do', client: null });
  const { home } = first;
  const told = await runCommand({ argv: ['jamf-role', '--sandbox', '--create', '--yes'], home });
  expect(told.stdout).toContain('jamf-role --rotate-credentials');
});

test('given explain, then the entry of a code, and an error for one that is in no book', async () => {
  const validate = validatorOf('explain');
  for (const [code, exit] of [['JI-E102', 0] as const, ['JI-E999', 2] as const]) {
    const run = await runCommand({ argv: ['explain', code, '--json'] });
    expect(validate(JSON.parse(run.stdout)), JSON.stringify(validate.errors)).toBe(true);
    expect(run.code).toBe(exit);
  }
});
