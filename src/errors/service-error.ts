export type Service = 'Microsoft Entra' | 'Microsoft Graph' | 'Microsoft Intune' | 'Jamf Pro';

/**
 * What became of a request that failed:
 * - `refused`: it was not carried out (it never left, or the service said no);
 * - `unknown`: it may have been carried out although no proper answer came (answer lost, deadline, 5xx).
 *   Only a look-up by key can tell; a create must never be repeated without one (facts: reliability.md §8).
 */
export type Outcome = 'refused' | 'unknown';

export interface ServiceErrorDetails {
  readonly service: Service;
  /** One sentence; text from outside has already had its control characters made visible. */
  readonly message: string;
  readonly outcome: Outcome;
  readonly method?: string;
  /** Host and path without query values: safe to print. */
  readonly target?: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** The service's own code: `Authorization_RequestDenied`, `AADSTS7000215`, `INVALID_PRIVILEGE`; or a network code. */
  readonly code?: string;
  readonly requestId?: string;
  /** Seconds the service asked us to wait. */
  readonly retryAfterSeconds?: number;
}

/** A service said no, or could not be reached. Adapters throw only this: SDK errors carry secrets and stop there. */
export class ServiceError extends Error {
  readonly service: Service;
  readonly outcome: Outcome;
  readonly method: string | undefined;
  readonly target: string | undefined;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(details: ServiceErrorDetails) {
    super(details.message);
    this.name = 'ServiceError';
    this.service = details.service;
    this.outcome = details.outcome;
    this.method = details.method;
    this.target = details.target;
    this.status = details.status;
    this.code = details.code;
    this.requestId = details.requestId;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
