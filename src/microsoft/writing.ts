import { ServiceError } from '../errors/service-error.ts';
import type { WaitingPowers } from '../ports/patience.ts';
import type { Graph } from './graph.ts';

/** The powers of a call that writes and outlasts replication. */
export interface Writing extends WaitingPowers {
  readonly graph: Graph;
}

/** Takes a 404 to a deletion for what it is: the thing is gone. */
export async function goneIsFine(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.status !== 404) throw error;
  }
}
