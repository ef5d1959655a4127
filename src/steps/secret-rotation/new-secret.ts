import type { Application } from '../../microsoft/applications.ts';
import type { DeviceManagementPartner } from '../../microsoft/partners.ts';
import type { Rotation, State } from '../../state/state.ts';
import { visible } from '../../terminal/visible.ts';
import { clientSecret } from '../conditional-access/secret/client-secret.ts';
import type { ObservedSecrets } from '../conditional-access/secret/current-secret.ts';
import { readApplication, readConnector } from '../conditional-access/shared-reads.ts';
import type { Finding, Step } from '../step.ts';
import { createBeside, discardSecret, trySecret } from './new-secret-changes.ts';

export interface ObservedNewSecret {
  readonly application: Application | undefined;
  readonly connector: DeviceManagementPartner | undefined;
  readonly secrets: ObservedSecrets;
}

/** Makes a secret beside the one that Jamf Pro uses, and tries it; a rotation that was begun is taken up. */
export const newSecret: Step<ObservedNewSecret> = {
  id: 'new-secret',
  title: 'New client secret',

  async observe(session) {
    const [application, connector, secrets] = await Promise.all([
      readApplication(session),
      readConnector(session),
      clientSecret.observe(session),
    ]);
    return { application, connector, secrets };
  },

  describe(_observed, _wanted, known) {
    const { rotation } = known.resources;
    if (rotation === undefined) return [];
    const { hint, endDateTime, since } = rotation;
    return [`exists since ${since.slice(0, 10)} · hint ${hint} · expires ${endDateTime.slice(0, 10)}`];
  },

  plan(observed, wanted, known) {
    const { rotation } = known.resources;
    const make = [createBeside(wanted.secretMonths, wanted.secretStore, observed.secrets.at), trySecret()];
    if (rotation?.proved !== undefined) return [];
    const there = rotation && listed(observed, rotation);
    if (rotation === undefined || there === undefined) return make;
    const reason = reasonToDiscard(observed, rotation, wanted.rotation?.startOver === true);
    if (reason !== undefined) return [discardSecret(there, reason), ...make];
    return rotation.triedAt === undefined && isKept(observed, rotation) ? [trySecret()] : [];
  },

  diagnose(observed, _wanted, known) {
    const unfinished = noConnection(observed, known);
    if (unfinished !== undefined) return [unfinished];
    const { rotation } = known.resources;
    if (rotation !== undefined && (rotation.proved || listed(observed, rotation))) return [];
    const seen = rotation === undefined ? 'there is no new secret yet' : 'the new secret is not there';
    return [{ code: 'JI-E124', severity: 'error', step: 'new-secret', seen }];
  },

  planRemoval: () => [],

  learn(observed, wanted, known) {
    const { application } = observed;
    if (application === undefined) return known;
    const recorded =
      known.resources.application?.appId === application.appId
        ? known
        : withApplication(known, application, wanted.adoptApp === application.appId);
    return clientSecret.learn?.(observed.secrets, wanted, recorded) ?? recorded;
  },
};

function listed({ secrets: { secrets, at } }: ObservedNewSecret, { keyId }: Rotation) {
  return secrets.find(
    (secret) => secret.keyId === keyId && (secret.endDateTime === null || new Date(secret.endDateTime) > at),
  );
}

function isKept({ secrets: { kept } }: ObservedNewSecret, { keyId }: Rotation): boolean {
  return kept.has(keyId);
}

/**
 * A text that is lost can be replaced as long as nobody was shown it. After that Jamf Pro may have it, and taking the
 * secret away could cut the connection: then only a person may say so.
 */
function reasonToDiscard(
  observed: ObservedNewSecret,
  rotation: Rotation,
  startOver: boolean,
): string | undefined {
  if (rotation.offeredAt === undefined) return isKept(observed, rotation) ? undefined : 'its text is lost';
  return startOver ? 'begun anew' : undefined;
}

/** A secret is renewed where Jamf Pro has one: everything before is `setup`'s. */
function noConnection({ application, connector }: ObservedNewSecret, known: State): Finding | undefined {
  const finding = { code: 'JI-E126', severity: 'error', step: 'new-secret', blocks: true } as const;
  if (application === undefined) return { ...finding, seen: 'Entra has no application for this Jamf Pro' };
  if (connector?.singleTenantAppId !== application.appId) {
    const named = connector?.singleTenantAppId ?? 'no application';
    return { ...finding, seen: `Intune's connector names ${visible(named)}, not ${application.appId}` };
  }
  const { secret, rotation } = known.resources;
  if (rotation === undefined && secret !== undefined && secret.deliveredAt === undefined) {
    return { ...finding, seen: `Jamf Pro was not seen to use the present secret, ${secret.hint}…` };
  }
  return undefined;
}

function withApplication(known: State, { id, appId }: Application, adopted: boolean): State {
  return {
    ...known,
    resources: { ...known.resources, application: { objectId: id, appId, adopted } },
  };
}
