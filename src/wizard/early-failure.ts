import { DISCONNECT_SCHEMA, type DisconnectResult } from '../engine/disconnect-result.ts';
import { doctorFailed } from '../engine/doctor-failed.ts';
import type { DoctorResult } from '../engine/doctor-result.ts';
import type { ReportedError } from '../engine/reported.ts';
import { SETUP_SCHEMA, type SetupResult } from '../engine/result.ts';
import { ROTATE_SECRET_SCHEMA, type RotateSecretResult } from '../engine/rotate-result.ts';
import { STATUS_SCHEMA, type StatusResult } from '../engine/status-result.ts';
import { type ExitCode, Failure } from '../errors/failure.ts';
import type { Host } from '../host.ts';
import { renderFailure } from '../terminal/render-failure.ts';
import { asDocument } from '../terminal/render-json.ts';
import { visible } from '../terminal/visible.ts';
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

function answerInJson(
  host: Pick<Host, 'argv' | 'stdout' | 'clock' | 'version' | 'nodeVersion' | 'platform'>,
  { code, message, why, fix, field, exit }: Failure,
): void {
  const { argv, stdout, clock, version, nodeVersion, platform } = host;
  const [command = ''] = argv;
  const documentOf = Object.hasOwn(DOCUMENTS, command) ? DOCUMENTS[command] : undefined;
  if (documentOf === undefined || !argv.includes('--json')) return;
  const sandbox = argv.includes('--sandbox');
  const document = documentOf({
    status: 'failed',
    sandbox,
    profile: sandbox ? 'sandbox' : 'default',
    at: clock.now().toISOString(),
    program: { version, node: nodeVersion, platform },
    error: { code, what: message, why: why ?? null, fix, field: field ?? null, exit },
  });
  stdout.write(`${asDocument(document)}\n`);
}

type Document = DoctorResult | SetupResult | StatusResult | RotateSecretResult | DisconnectResult;

/** What is known when a command ends at its own command line. */
interface Beginning {
  readonly status: 'failed';
  readonly sandbox: boolean;
  readonly profile: string;
  readonly at: string;
  readonly program: DoctorResult['program'];
  readonly error: ReportedError;
}

/** What every document says when nothing was looked at. */
const NOTHING = {
  tenant: null,
  jamf: null,
  application: null,
  steps: [],
  next: [],
  requests: { sent: 0, writes: 0 },
  elapsedMs: 0,
} as const;

/** The document of each command that promises one, when it could not even begin. */
const DOCUMENTS: Readonly<Record<string, (beginning: Beginning) => Document>> = {
  setup: ({ at: _at, program: _program, ...beginning }) => ({
    ...NOTHING,
    ...beginning,
    schema: SETUP_SCHEMA,
    connection: 'conditional-access',
  }),
  doctor: doctorFailed,
  status: ({ program: _program, ...beginning }) => ({
    ...NOTHING,
    ...beginning,
    schema: STATUS_SCHEMA,
    connection: 'unknown',
    secret: null,
    heartbeat: null,
    macs: null,
    waiting: [],
    disconnected: null,
  }),
  disconnect: ({ at: _at, program: _program, ...beginning }) => ({
    ...NOTHING,
    ...beginning,
    schema: DISCONNECT_SCHEMA,
    leaving: null,
    end: null,
  }),
  'rotate-secret': ({ at: _at, program: _program, ...beginning }) => ({
    ...NOTHING,
    ...beginning,
    schema: ROTATE_SECRET_SCHEMA,
    secret: null,
    rotation: null,
  }),
};
