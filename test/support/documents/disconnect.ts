import { expect } from 'vitest';
import { z } from 'zod';
import { lookUp } from '../../../src/findings/book.ts';
import type { CommandRun } from '../host.ts';
import { publishedSchema } from './published.ts';

const published = publishedSchema('disconnect-1');

const document = z.looseObject({
  status: z.string(),
  tenant: z.looseObject({ domain: z.string() }).nullable(),
  application: z.looseObject({ appId: z.string() }).nullable(),
  leaving: z
    .looseObject({
      jamf: z.looseObject({ total: z.number(), registered: z.number(), people: z.number() }).nullable(),
      intune: z.looseObject({ macs: z.number(), people: z.number() }).nullable(),
      policies: z.array(z.string()).nullable(),
    })
    .nullable(),
  end: z
    .looseObject({ partnerState: z.string().nullable(), macsRemovedOn: z.string().nullable() })
    .nullable(),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      status: z.string(),
      lines: z.array(z.string()),
      changes: z.array(z.looseObject({ target: z.string(), details: z.array(z.string()) })),
      findings: z.array(z.looseObject({ code: z.string() })),
    }),
  ),
  next: z.array(z.string()),
  error: z
    .looseObject({
      code: z.string(),
      what: z.string(),
      fix: z.array(z.string()),
      field: z.string().nullable(),
      exit: z.number(),
    })
    .nullable(),
  requests: z.looseObject({ sent: z.number(), writes: z.number() }),
});
export type DisconnectDocument = z.infer<typeof document>;

/** The one document on stdout; throws when there is anything beside it or when it does not fit the published schema. */
export function disconnectOf(run: Pick<CommandRun, 'stdout'>): DisconnectDocument {
  return document.parse(published(run.stdout));
}

/** What became of each part: `jamf-settings: done`. */
export function fatesOf({ steps }: DisconnectDocument): readonly string[] {
  return steps.map(({ id, status }) => `${id}: ${status}`);
}

/** A run that did not come to its end says so as promised: a code of the book, the exit code, no stack. */
export function expectTypedDisconnect(run: CommandRun, what: string): DisconnectDocument {
  const answer = disconnectOf(run);
  expect(run.stderr, what).not.toMatch(/^\s+at .+:\d+:\d+/m);
  if (run.code === 0) expect(['done', 'nothing-to-do', 'planned'], what).toContain(answer.status);
  else if (run.code === 5) expect(answer.status, what).toBe('waiting');
  else {
    expect(answer.status, what).toBe('failed');
    expect(answer.error?.exit, what).toBe(run.code);
    expect(answer.error?.code, `${what}: ${run.stdout}`).not.toBe('JI-P500');
    expect(lookUp(answer.error?.code ?? ''), what).toBeDefined();
  }
  return answer;
}
