import { type ExitCode, Failure } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import { renderFailure } from '../../terminal/render/render-failure.ts';
import { asDocument } from '../../terminal/render/render-json.ts';
import { visible } from '../../terminal/visible.ts';
import { failedDocument, promisesDocument } from './failed-document.ts';
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
  renderFailure(run.screen, failure, { changed: [], goOn: [] }, undefined);
  await run.close();
  answerInJson(host, failure);
  return failure.exit;
}

/**
 * The mistake of a command line as commander words it: `error: unknown option '--plam'`, a suggestion beneath.
 * commander has printed it already; whoever asked for JSON gets a document for it too.
 */
export function tellUsageError(host: Host, message: string): void {
  const [what = '', ...suggestions] = message.replace(/^error: /u, '').split('\n');
  const fix = [...suggestions, `jamf-intune ${visible(host.argv[0] ?? '')} --help  shows what is possible`];
  answerInJson(host, new Failure({ code: 'JI-P502', exit: 2, what, fix }));
}

/** A command that promises a document gives it in this case too. */
function answerInJson(host: Host, failure: Failure): void {
  const [command = ''] = host.argv;
  if (!host.argv.includes('--json') || !promisesDocument(command)) return;
  const sandbox = host.argv.includes('--sandbox');
  host.stdout.write(`${asDocument(failedDocument(command, host, failure, sandbox))}\n`);
}
