import type { SandboxContext } from '../service.ts';

/** What Entra calls each error in `error`, and with which status it answers (microsoft.md §7). */
const KNOWN = {
  50011: { error: 'invalid_request', status: 400 },
  50027: { error: 'invalid_request', status: 400 },
  50059: { error: 'invalid_request', status: 400 },
  50126: { error: 'invalid_grant', status: 400 },
  54005: { error: 'invalid_grant', status: 400 },
  65001: { error: 'invalid_grant', status: 400, suberror: 'consent_required' },
  65004: { error: 'access_denied', status: 400 },
  70003: { error: 'unsupported_grant_type', status: 400 },
  70008: { error: 'invalid_grant', status: 400 },
  70011: { error: 'invalid_scope', status: 400 },
  70016: { error: 'authorization_pending', status: 400 },
  70018: { error: 'bad_verification_code', status: 400 },
  70019: { error: 'expired_token', status: 400 },
  70021: { error: 'invalid_client', status: 401 },
  90002: { error: 'invalid_tenant', status: 400 },
  90014: { error: 'invalid_request', status: 400 },
  90023: { error: 'invalid_request', status: 400 },
  500011: { error: 'invalid_resource', status: 400 },
  500113: { error: 'invalid_request', status: 400 },
  501481: { error: 'invalid_grant', status: 400 },
  650053: { error: 'invalid_scope', status: 400 },
  700016: { error: 'unauthorized_client', status: 400 },
  700027: { error: 'invalid_client', status: 401 },
  1002012: { error: 'invalid_scope', status: 400 },
  7000215: { error: 'invalid_client', status: 401 },
  7000218: { error: 'invalid_client', status: 401 },
  7000222: { error: 'invalid_client', status: 401 },
  7000229: { error: 'invalid_client', status: 401 },
  9002313: { error: 'invalid_grant', status: 400 },
  9002325: { error: 'invalid_request', status: 400 },
} as const;

/** Number of an `AADSTS…` error that the sandbox knows. */
export type AadstsNumber = keyof typeof KNOWN;

/** Entra's no: thrown by whatever finds the reason, answered by `createEntra` in Entra's own shape. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly number: AadstsNumber;

  /** @param text what stands behind `AADSTS<number>: ` */
  constructor(number: AadstsNumber, text: string) {
    super(`AADSTS${number}: ${text}`);
    this.number = number;
  }

  get status(): 400 | 401 {
    return KNOWN[this.number].status;
  }

  get error(): string {
    return KNOWN[this.number].error;
  }
}

/** The body of a refusal as the token service writes it. */
export function refusalBody(context: SandboxContext, refusal: Refusal, correlationId: string) {
  const known = KNOWN[refusal.number];
  const trace = context.random.uuid();
  const timestamp = `${context.clock.now().toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    error: known.error,
    error_description: `${refusal.message} Trace ID: ${trace} Correlation ID: ${correlationId} Timestamp: ${timestamp}`,
    error_codes: [refusal.number],
    timestamp,
    trace_id: trace,
    correlation_id: correlationId,
    error_uri: `${context.endpoints().entra}/error?code=${refusal.number}`,
    ...('suberror' in known ? { suberror: known.suberror } : {}),
  };
}

/** A parameter that must be there. */
export function required(parameters: URLSearchParams, name: string): string {
  const value = parameters.get(name);
  if (value) return value;
  throw new Refusal(90014, `The required field '${name}' is missing from the request.`);
}
