import type { Failure } from '../../errors/failure.ts';

/**
 * The way on from a run that failed. An input that cannot be used is mended in the command itself, so there the
 * failure's own fix is the way on.
 * @param goOn the command that goes on from here
 */
export function afterFailure(failure: Failure | undefined, goOn: string): readonly string[] {
  switch (failure?.exit) {
    case 2:
      return [];
    case 7:
      return [`${goOn}  asks again`];
    case 130:
    case 143:
      return [`${goOn}  goes on from here`];
    default:
      return [`${goOn}  goes on from here when the cause is mended`];
  }
}
