import type { State } from '../state/state.ts';
import type { EndInIntune } from './disconnect-result.ts';

/** What is known of a connection that has ended. */
export interface EndedConnection {
  readonly at: Date;
  readonly end: EndInIntune | null;
  /** What became of the application: it is there as before, released to whoever had it, or deleted. */
  readonly application: 'kept' | 'released' | 'deleted';
}

/**
 * The state after the connection's end. Its lineage stays, what is gone is forgotten. An application that was kept is
 * remembered with its secret, but nobody counts on Jamf Pro having that secret any more: `setup` delivers it anew.
 */
export function forgetConnection(known: State, { at, end, application }: EndedConnection): State {
  const { leaving: _over, disconnected: earlier, ...rest } = known;
  const { application: recorded } = known.resources;
  const removed = end?.macsRemovedOn ?? earlier?.macsRemovedOn;
  const deleted =
    application === 'deleted' && recorded?.adopted === false
      ? { objectId: recorded.objectId, appId: recorded.appId }
      : earlier?.deleted;
  return {
    ...rest,
    // An application that was only found by looking is nobody's choice.
    answers:
      recorded?.adopted === true && application !== 'deleted' ? known.answers : withoutAdopted(known.answers),
    resources: application === 'kept' ? keptResources(known.resources) : {},
    steps: {},
    intents: [],
    disconnected: {
      at: at.toISOString(),
      ...(removed !== undefined && { macsRemovedOn: new Date(removed).toISOString() }),
      ...(deleted !== undefined && { deleted }),
    },
  };
}

function keptResources(resources: State['resources']): State['resources'] {
  const { connector: _connector, jamfSettings: _settings, rotation: _rotation, secret, ...kept } = resources;
  if (secret === undefined) return kept;
  const { deliveredAt: _delivered, ...undelivered } = secret;
  return { ...kept, secret: undelivered };
}

function withoutAdopted({ adoptApp: _gone, ...answers }: State['answers']): State['answers'] {
  return answers;
}

/** Whether anything of a connection is remembered that is not there any more. */
export function remembersConnection({ resources, steps, intents, leaving }: State): boolean {
  return (
    leaving !== undefined ||
    resources.connector !== undefined ||
    resources.jamfSettings !== undefined ||
    resources.secret?.deliveredAt !== undefined ||
    Object.keys(steps).length > 0 ||
    intents.length > 0
  );
}
