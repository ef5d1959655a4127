import { DISCONNECT_SCHEMA, type DisconnectResult } from '../../engine/disconnect-result.ts';
import { doctorFailed } from '../../engine/doctor-failed.ts';
import type { DoctorResult } from '../../engine/doctor-result.ts';
import { type ReportedError, reportError } from '../../engine/reported.ts';
import { SETUP_SCHEMA, type SetupResult } from '../../engine/result.ts';
import { ROTATE_SECRET_SCHEMA, type RotateSecretResult } from '../../engine/rotate-result.ts';
import { STATUS_SCHEMA, type StatusResult } from '../../engine/status-result.ts';
import type { Failure } from '../../errors/failure.ts';
import type { Host } from '../../host.ts';
import { EXPLAIN_SCHEMA, type ExplainResult } from '../explain/result.ts';
import { type JamfRoleResult, NO_ROLE } from '../jamf-role/result.ts';
import { SANDBOX_SCHEMA, type SandboxFailed } from '../sandbox/result.ts';

type Document =
  | DoctorResult
  | SetupResult
  | StatusResult
  | RotateSecretResult
  | DisconnectResult
  | JamfRoleResult
  | SandboxFailed
  | ExplainResult;

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
const DOCUMENTS = {
  setup: ({ at: _at, program: _program, ...beginning }: Beginning) => ({
    ...NOTHING,
    ...beginning,
    schema: SETUP_SCHEMA,
    connection: 'conditional-access',
  }),
  doctor: doctorFailed,
  status: ({ program: _program, ...beginning }: Beginning) => ({
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
  disconnect: ({ at: _at, program: _program, ...beginning }: Beginning) => ({
    ...NOTHING,
    ...beginning,
    schema: DISCONNECT_SCHEMA,
    leaving: null,
    end: null,
  }),
  'rotate-secret': ({ at: _at, program: _program, ...beginning }: Beginning) => ({
    ...NOTHING,
    ...beginning,
    schema: ROTATE_SECRET_SCHEMA,
    secret: null,
    rotation: null,
  }),
  'jamf-role': ({ error }: Beginning) => ({ ...NO_ROLE, status: 'failed', error }),
  sandbox: ({ error }: Beginning) => ({ schema: SANDBOX_SCHEMA, error }),
  explain: ({ error }: Beginning) => ({ schema: EXPLAIN_SCHEMA, error }),
} satisfies Readonly<Record<string, (beginning: Beginning) => Document>>;

type Promising = keyof typeof DOCUMENTS;

/** Whether `--json` makes the command print one document in every outcome. */
export function promisesDocument(command: string): command is Promising {
  return Object.hasOwn(DOCUMENTS, command);
}

/** The document of a command that could not even begin. */
export function failedDocument(
  command: Promising,
  host: Pick<Host, 'clock' | 'version' | 'nodeVersion' | 'platform'>,
  failure: Failure,
  sandbox: boolean,
): Document {
  return DOCUMENTS[command]({
    status: 'failed',
    sandbox,
    profile: sandbox ? 'sandbox' : 'default',
    at: host.clock.now().toISOString(),
    program: { version: host.version, node: host.nodeVersion, platform: host.platform },
    error: reportError(failure),
  });
}
