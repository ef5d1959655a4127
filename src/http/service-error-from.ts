import { type Service, ServiceError } from '../errors/service-error.ts';
import type { NetworkError } from './network-error.ts';

export interface FailedRequest {
  readonly service: Service;
  readonly method: string;
  /** Host and path without query values. */
  readonly target: string;
}

/** A NetworkError as the rest of the program knows it: with the service that was called, and what became of the request. */
export function serviceErrorFrom(error: NetworkError, request: FailedRequest): ServiceError {
  return new ServiceError({
    ...request,
    message: error.message,
    code: error.code,
    outcome: error.mayHaveArrived ? 'unknown' : 'refused',
  });
}
