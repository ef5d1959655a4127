import type { State } from '../../state/state.ts';

/** How far the change of the client secret is, by the state alone: for every command that has to know of one. */
export type RotationState =
  | { readonly kind: 'none' }
  /** Both secrets live; nothing proves yet that Jamf Pro uses the new one. */
  | { readonly kind: 'pending-in-jamf'; readonly since: string; readonly hint: string }
  /** Jamf Pro uses the new one; the old one still has to go. */
  | { readonly kind: 'old-to-remove'; readonly since: string; readonly hint: string };

/** Pure. */
export function rotationState({ resources: { rotation } }: Pick<State, 'resources'>): RotationState {
  if (rotation === undefined) return { kind: 'none' };
  const { since, hint, proved } = rotation;
  return { kind: proved === undefined ? 'pending-in-jamf' : 'old-to-remove', since, hint };
}

/** The rotation in one line, for people; undefined when there is none. */
export function rotationLine(state: Pick<State, 'resources'>): string | undefined {
  const rotation = rotationState(state);
  switch (rotation.kind) {
    case 'none':
      return undefined;
    case 'pending-in-jamf':
      return `new secret ${rotation.hint}… pending in Jamf Pro since ${rotation.since.slice(0, 10)}; the old one stays`;
    case 'old-to-remove':
      return `Jamf Pro uses the new secret ${rotation.hint}…; the old one is still to be removed`;
  }
}

/** The state after the last old secret went. Steps of a rotation are no part of a connection, so they go too. */
export function endRotation(state: State): State {
  const { rotation, ...resources } = state.resources;
  if (rotation?.proved === undefined) return state;
  const { 'new-secret': _new, 'secret-handover': _handover, 'old-secret': _old, ...steps } = state.steps;
  return { ...state, resources, steps };
}
