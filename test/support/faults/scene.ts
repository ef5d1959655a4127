import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { lookUp } from '../../../src/findings/book.ts';
import type { CommandRun } from '../host.ts';
import { accountSecrets, leaksOf, secretTexts } from '../laws/canary.ts';
import type { LawGround } from '../laws/ground.ts';
import type { WritingCommand } from './commands.ts';
import { idsIn, tenantOf } from './tenant.ts';

/** A command about to be disturbed, in a tenant where all that comes before it is done. */
export interface Scene {
  readonly command: WritingCommand;
  /** The end that an undisturbed run comes to. */
  readonly wanted: readonly string[];
  /** A tenant and a state home as they are before the command, each time anew. */
  begin(): string;
  /** What is not as an undisturbed run would have left it. */
  differences(home: string): readonly string[];
}

export async function setScene(ground: LawGround, command: WritingCommand): Promise<Scene> {
  const first = ground.begin();
  const seedIds = idsIn(ground.world);
  for (const argv of command.after) {
    const run = await ground.run(first, argv);
    if (run.code !== 0) throw new Error(`${argv.join(' ')} ended with ${run.code}: ${run.stderr}`);
  }
  command.without?.(ground.world);
  // All of it was seen long ago, though the ground's clock begins anew.
  const world = { ...structuredClone(ground.world), visibleFrom: {} };
  const begin = () => {
    const home = ground.begin();
    Object.assign(ground.world, structuredClone(world));
    if (command.after.length > 0) cpSync(join(first, 'sandbox'), join(home, 'sandbox'), { recursive: true });
    return home;
  };
  const home = begin();
  const undisturbed = await ground.run(home, command.argv);
  if (undisturbed.code !== 0) throw new Error(`${command.name} ended with ${undisturbed.code}`);
  const wanted = tenantOf(ground.world, home, seedIds);
  return {
    command,
    wanted,
    begin,
    differences(ended) {
      const found = tenantOf(ground.world, ended, seedIds);
      return [
        ...found.filter((line) => !wanted.includes(line)).map((line) => `too much: ${line}`),
        ...wanted.filter((line) => !found.includes(line)).map((line) => `missing: ${line}`),
        ...(found.length === wanted.length ? [] : [`${found.length} things instead of ${wanted.length}`]),
      ];
    },
  };
}

const answerSchema = z.looseObject({
  status: z.string(),
  error: z.looseObject({ code: z.string(), exit: z.number() }).nullable(),
});

/** What is wrong with how a run ended: a stack, a code that is in no book, an exit code that says something else. */
export function judgeEnd({ code, stdout, stderr }: CommandRun): readonly string[] {
  const wrong: string[] = [];
  if (/^\s+at .+:\d+:\d+/m.test(stderr + stdout)) wrong.push(`a stack: ${stderr.slice(-400)}`);
  let answer: z.infer<typeof answerSchema>;
  try {
    answer = answerSchema.parse(JSON.parse(stdout));
  } catch {
    return [...wrong, `stdout is no answer: ${stdout.slice(0, 200)}`];
  }
  const { status, error } = answer;
  if (error !== null) {
    if (lookUp(error.code) === undefined) wrong.push(`${error.code} is in no book`);
    if (error.code === 'JI-P500') wrong.push(`a defect: ${stderr.slice(-400)}`);
    if (error.exit !== code) wrong.push(`${error.code} exits with ${code}`);
  }
  const failed = status === 'failed';
  if ((code === 0) === (failed || status === 'waiting')) wrong.push(`${status} exits with ${code}`);
  return wrong;
}

/** Secrets that got out in a run on this ground. */
export function judgeSecrecy(ground: LawGround, home: string, run: CommandRun): readonly string[] {
  return leaksOf(home, run, [...secretTexts(ground.world, home), ...accountSecrets(ground.access)]);
}
