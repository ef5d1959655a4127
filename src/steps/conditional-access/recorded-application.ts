import { Failure } from '../../errors/failure.ts';
import type { State } from '../../state/state.ts';

export type RecordedApplication = NonNullable<State['resources']['application']>;

/**
 * The application that the state records; steps after the first rely on it.
 *
 * @throws Failure JI-E100 when there is none: with `--only` a later step can be asked for too early
 */
export function recordedApplication(known: State): RecordedApplication {
  const { application } = known.resources;
  if (application === undefined) {
    throw new Failure({
      code: 'JI-E100',
      exit: 1,
      what: 'This step needs the application, and there is none yet',
      why: 'The step app-registration comes first',
      fix: ['jamf-intune setup  takes all steps in their order', 'jamf-intune setup --only app-registration'],
    });
  }
  return application;
}

/** The recorded application is gone: its principal and secret went with it, so nothing of them is believed any more. */
export function forgetApplication(known: State): State {
  if (known.resources.application === undefined) return known;
  const {
    application: _application,
    servicePrincipal: _principal,
    secret: _secret,
    rotation: _rotation,
    granted: _granted,
    ...rest
  } = known.resources;
  return { ...known, resources: rest };
}
