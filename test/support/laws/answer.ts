import { expect } from 'vitest';
import { z } from 'zod';
import { lookUp } from '../../../src/findings/book.ts';
import { schemaNamed } from '../documents/published.ts';
import type { CommandRun } from '../host.ts';

const validate = schemaNamed('setup-1');

const answerSchema = z.looseObject({
  status: z.string(),
  error: z
    .looseObject({ code: z.string(), what: z.string(), fix: z.array(z.string()), exit: z.number() })
    .nullable(),
  steps: z.array(
    z.looseObject({
      id: z.string(),
      status: z.string(),
      changes: z.array(z.unknown()),
      findings: z.array(z.looseObject({ code: z.string(), severity: z.string() })),
    }),
  ),
  requests: z.object({ sent: z.number(), writes: z.number() }),
});
export type Answer = z.infer<typeof answerSchema>;

/** The one JSON document that stands alone on stdout, held to its schema. */
export function answerOf(run: Pick<CommandRun, 'stdout'>): Answer {
  const document: unknown = JSON.parse(run.stdout);
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return answerSchema.parse(document);
}

/** A run that did not come to its end says so in the way that was promised: a code of the book, the exit code, no stack. */
export function expectTypedEnd(run: CommandRun, what: string): Answer {
  const answer = answerOf(run);
  expect(run.stderr, what).not.toMatch(/^\s+at .+:\d+:\d+/m);
  expect(run.stdout, what).not.toContain('    at ');
  const codes = [
    answer.error?.code,
    ...answer.steps.flatMap((step) => step.findings.map(({ code }) => code)),
  ];
  for (const code of codes) if (code !== undefined) expect(lookUp(code), `${what}: ${code}`).toBeDefined();
  if (run.code === 0) expect(['done', 'nothing-to-do', 'planned'], what).toContain(answer.status);
  else if (run.code === 5) expect(answer.status, what).toBe('waiting');
  else {
    expect(answer.status, what).toBe('failed');
    // A step that is not right after all is told by its findings; every other end has an error of its own.
    if (answer.error === null) {
      expect(run.code, what).toBe(1);
      expect(codes.length, what).toBeGreaterThan(1);
    } else {
      expect(answer.error.exit, what).toBe(run.code);
      expect(answer.error.code, what).not.toBe('JI-P500');
    }
  }
  return answer;
}
