import { SETUP_SCHEMA, type SetupResult } from '../engine/result.ts';
import { type ExitCode, Failure } from '../errors/failure.ts';
import type { Host } from '../host.ts';
import { renderFailure } from '../terminal/render-failure.ts';
import { asDocument } from '../terminal/render-json.ts';
import { openRun, runWish } from './open-run.ts';

/**
 * Tells of a failure that came before the command could open its screen; throws what is none.
 * @returns the exit code
 */
export async function tellEarlyFailure(host: Host, failure: unknown): Promise<ExitCode> {
  if (!(failure instanceof Failure)) throw failure;
  const { argv, env } = host;
  const flags = { json: argv.includes('--json'), plain: argv.includes('--plain') };
  const run = openRun(host, { ...runWish(flags, env), trace: undefined });
  renderFailure(run.screen, failure, { changed: [], goOn: [] }, false);
  await run.close();
  answerInJson(host, failure);
  return failure.exit;
}

/**
 * The mistake of a command line as commander words it: `error: unknown option '--plam'`, a suggestion beneath.
 * commander has printed it already; whoever asked `setup` for JSON gets a document for it too.
 */
export function tellUsageError(host: Host, message: string): void {
  const [what = '', ...suggestions] = message.replace(/^error: /u, '').split('\n');
  const fix = [...suggestions, 'jamf-intune setup --help  shows what is possible'];
  answerInJson(host, new Failure({ code: 'JI-P502', exit: 2, what, fix }));
}

function answerInJson(
  { argv, stdout }: Pick<Host, 'argv' | 'stdout'>,
  { code, message, why, fix, field, exit }: Failure,
): void {
  if (argv[0] !== 'setup' || !argv.includes('--json')) return;
  const sandbox = argv.includes('--sandbox');
  const result: SetupResult = {
    schema: SETUP_SCHEMA,
    status: 'failed',
    sandbox,
    profile: sandbox ? 'sandbox' : 'default',
    connection: 'conditional-access',
    tenant: null,
    jamf: null,
    application: null,
    steps: [],
    next: [],
    error: { code, what: message, why: why ?? null, fix, field: field ?? null, exit },
    requests: { sent: 0, writes: 0 },
    elapsedMs: 0,
  };
  stdout.write(`${asDocument(result)}\n`);
}
