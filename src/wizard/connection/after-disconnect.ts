import type { Emit } from '../../engine/event.ts';
import { ServiceError } from '../../errors/service-error.ts';
import { findApplicationByAppId } from '../../microsoft/applications.ts';
import { awaitVisible } from '../../microsoft/replication.ts';
import type { State } from '../../state/state.ts';
import type { Session } from '../../steps/session.ts';

/** What `setup` finds of a connection that was taken down from here. */
export function tellOfDisconnection(earlier: State | undefined, emit: Emit): void {
  if (earlier === undefined) return;
  const { leaving, disconnected, resources } = earlier;
  if (leaving !== undefined) {
    emit({
      type: 'notice',
      level: 'warning',
      title: `A disconnect that was begun on ${leaving.since.slice(0, 10)} did not come to its end`,
      lines: ['What it had taken away is set up again, what it had not is kept'],
    });
    return;
  }
  if (disconnected === undefined) return;
  const { at, macsRemovedOn, deleted } = disconnected;
  const { application } = resources;
  emit({
    type: 'notice',
    level: 'info',
    title: `This connection was taken down on ${at.slice(0, 10)}`,
    lines: [
      ...(application === undefined
        ? []
        : [`The application ${application.appId} was kept: it is taken up again`]),
      ...(application === undefined && deleted !== undefined
        ? [`The application ${deleted.appId} was deleted: a new one is made`]
        : []),
      ...(macsRemovedOn === undefined
        ? []
        : [`Intune removes its Macs on ${macsRemovedOn.slice(0, 10)}, unless Jamf Pro connects again`]),
    ],
  });
}

/** The state of a connection that begins anew: its lineage stays, its end is history. */
export function begunAnew(earlier: State | undefined): State | undefined {
  if (earlier === undefined) return undefined;
  const { leaving: _left, disconnected: _ended, ...state } = earlier;
  return state;
}

/**
 * Waits until Entra shows whether an application is gone whose deletion was interrupted: for a while its readers show
 * one that is deleted already (microsoft.md §5.6), and a set-up would build upon it.
 */
export async function outlastDeletion(
  session: Pick<Session, 'known' | 'graph' | 'clock' | 'signal' | 'replicationMs'>,
  emit: Emit,
): Promise<void> {
  const { intents, resources } = session.known();
  const { application } = resources;
  const interrupted = intents.some(
    ({ operation, key, status }) =>
      operation === 'delete-application' && key === application?.objectId && status === 'pending',
  );
  if (!interrupted || application === undefined) return;
  emit({ type: 'busy', what: 'waiting until Entra shows whether the application was deleted' });
  const isGone = async () =>
    (await findApplicationByAppId(session.graph, application.appId)) === undefined ? true : undefined;
  const limits = { what: 'the deletion', limitMs: session.replicationMs };
  await awaitVisible(session, isGone, limits).catch((error: unknown) => {
    // Still there after all that time: it was never deleted.
    if (!(error instanceof ServiceError) || error.code !== 'not-yet-visible') throw error;
  });
}
