import type { State } from '../../state/state.ts';

export type RecordedApplication = NonNullable<State['resources']['application']>;

/** The application that the state records; steps after this one rely on it. */
export function recordedApplication(known: State): RecordedApplication {
  const { application } = known.resources;
  if (application === undefined) throw new Error('no application is recorded: app-registration comes first');
  return application;
}

/** The recorded application is gone: its principal and secret went with it, so nothing of them is believed any more. */
export function forgetApplication(known: State): State {
  if (known.resources.application === undefined) return known;
  const {
    application: _application,
    servicePrincipal: _principal,
    secret: _secret,
    ...rest
  } = known.resources;
  return { ...known, resources: rest };
}
