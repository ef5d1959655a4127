import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { read } from '../../support/docs/files.ts';
import { schemaNamed } from '../../support/documents/published.ts';
import { runCommand } from '../../support/host.ts';

/** What of the document does not depend on the day, the ids and the ports. */
const lasting = z.object({
  schema: z.string(),
  status: z.string(),
  sandbox: z.boolean(),
  steps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      status: z.string(),
      changes: z.array(
        z.object({ action: z.string(), target: z.string(), by: z.string(), destroys: z.boolean() }),
      ),
      findings: z.array(z.object({ code: z.string(), severity: z.string() })),
    }),
  ),
  next: z.array(z.string()),
  error: z.null(),
  requests: z.object({ writes: z.number() }),
});

const fits = schemaNamed('setup-1');

it('given a first run against the sandbox, then it answers what docs/setup-sample.json shows', async () => {
  const { stdout } = await runCommand({
    argv: ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--json'],
  });
  const sample: unknown = JSON.parse(read('docs/setup-sample.json'));
  expect(fits(sample), JSON.stringify(fits.errors)).toBe(true);
  expect(lasting.parse(JSON.parse(stdout))).toEqual(lasting.parse(sample));
});

const schemas = readdirSync(new URL('../../../schemas', import.meta.url));
const promised = z.union([
  z.looseObject({ required: z.array(z.string()) }).transform(({ required }) => required),
  z
    .looseObject({ oneOf: z.array(z.looseObject({ required: z.array(z.string()) })) })
    .transform(({ oneOf }) => oneOf.flatMap(({ required }) => required)),
]);

it.each(schemas)('given docs/json.md, then it explains every key of %s', (file) => {
  const page = read('docs/json.md');
  const sections = page.split(/^## /mu);
  const command = file.replace(/-\d+\.schema\.json$/u, '');
  const own = sections.find((section) => section.startsWith(`${command}\n`)) ?? '';
  const ofAll = sections.find((section) => section.startsWith('What most')) ?? '';
  const explained = [...`${ofAll}\n${own}`.matchAll(/^\| (.*?) \|/gmu)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([a-zA-Z]+)(?:\[\])?`/gu)].map(([, key]) => key),
  );
  const required = promised.parse(JSON.parse(read(`schemas/${file}`)));
  expect(required.filter((key) => !explained.includes(key))).toEqual([]);
  expect(page).toContain(`(../schemas/${file})`);
});
