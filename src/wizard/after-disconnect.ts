import type { Emit } from '../engine/event.ts';
import type { State } from '../state/state.ts';

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
