import { z } from 'zod';

/**
 * The state file's shape: what this program made in a tenant, and what it was about to make. Ids, hints and dates;
 * never a secret. `strictObject` everywhere, so that nothing is carried along that nobody understands. Made when a
 * state is read or written: a hundred schemas take longer than the first question does.
 */

export const STATE_FORMAT = 'jamf-intune-state';
export const STATE_VERSION = 1;

const instant = () => z.iso.datetime();
const guid = () => z.guid();

const intent = () =>
  z.strictObject({
    /** Random; its first 8 characters name what was created (`jamf-intune 1b4e28ba`). */
    id: z.uuid(),
    step: z.string(),
    /** What was about to be done: `create-application`, `add-password`, … */
    operation: z.string(),
    /** The key by which the result can be found again, chosen before the request left. */
    key: z.string(),
    status: z.enum(['pending', 'done', 'failed']),
    at: instant(),
  });
export type Intent = z.infer<ReturnType<typeof intent>>;

const group = () => z.strictObject({ id: guid(), displayName: z.string() });

/** Whom the connector was for; kinds that this program cannot write back are not kept. */
const target = () =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.enum(['include', 'exclude']), groupId: z.string() }),
    z.strictObject({ kind: z.literal('all-licensed-users') }),
    z.strictObject({ kind: z.literal('all-devices') }),
  ]);

const listedPermissions = () =>
  z.array(
    z.strictObject({
      resourceAppId: z.string(),
      resourceAccess: z.array(z.strictObject({ id: guid(), type: z.string() })),
    }),
  );

const answers = () =>
  z.strictObject({
    appName: z.string().optional(),
    adoptApp: guid().optional(),
    permissions: z.enum(['auto', 'strict', 'documented']).optional(),
    secretMonths: z.int().min(1).max(24).optional(),
    secretStore: z.enum(['keychain', 'file', 'none']).optional(),
    includeGroups: z.array(group()).optional(),
    excludeGroups: z.array(group()).optional(),
  });

const rotation = () =>
  z.strictObject({
    keyId: guid(),
    hint: z.string(),
    endDateTime: instant(),
    label: z.string(),
    store: z.enum(['keychain', 'file', 'none']),
    since: instant(),
    /** The secret that it takes the place of. */
    replaces: guid().optional(),
    /** When it was tried: Entra gave a token for it. */
    triedAt: instant().optional(),
    /** From when on Jamf Pro may have it: then it cannot be taken back without knowing. */
    offeredAt: instant().optional(),
    /** When Jamf Pro was proved to use it: only then the old one may go. */
    proved: z.strictObject({ at: instant(), by: z.enum(['entra', 'heartbeat', 'person']) }).optional(),
  });
export type Rotation = z.infer<ReturnType<typeof rotation>>;

const resources = () =>
  z.strictObject({
    application: z
      .strictObject({
        objectId: guid(),
        appId: guid(),
        /** True when it existed before and the person chose to take it over. */
        adopted: z.boolean(),
        /** What an adopted application was like before, so that `disconnect` can leave it as it was. */
        before: z
          .strictObject({
            displayName: z.string(),
            signInAudience: z.string(),
            redirectUris: z.array(z.string()),
            requiredResourceAccess: listedPermissions().optional(),
          })
          .optional(),
      })
      .optional(),
    servicePrincipal: z.strictObject({ id: guid(), createdByUs: z.boolean() }).optional(),
    /** App roles that were granted from here: what an adopted application loses again. */
    granted: z.array(guid()).optional(),
    secret: z
      .strictObject({
        /** Also the label under which its text is kept. */
        keyId: guid(),
        hint: z.string(),
        endDateTime: instant(),
        /** Its display name in Entra, which names the intent. */
        label: z.string(),
        store: z.enum(['keychain', 'file', 'none']),
        /** When Jamf Pro was seen to use it. */
        deliveredAt: instant().optional(),
      })
      .optional(),
    /** A new secret beside the one above, until Jamf Pro is proved to use it and the old one is gone. */
    rotation: rotation().optional(),
    connector: z
      .strictObject({
        id: z.string(),
        /** What stood there before the first change from here. */
        before: z.strictObject({
          singleTenantAppId: z.string().nullable(),
          targets: z.array(target()).optional(),
        }),
      })
      .optional(),
    /** `auto` found that service discovery needs Graph's `Application.Read.All`. */
    discoveryNeedsPermission: z.boolean().optional(),
    jamfSettings: z.strictObject({ savedBy: z.enum(['tool', 'you']), seenAt: instant() }).optional(),
  });

const wholeState = () =>
  z.strictObject({
    format: z.literal(STATE_FORMAT),
    version: z.literal(STATE_VERSION),
    /** Chosen once, when the profile begins: two files with different lineages never were the same connection. */
    lineage: z.uuid(),
    /** Counts the saves. */
    serial: z.int().min(0),
    savedBy: z.string(),
    savedAt: instant(),
    profile: z.string(),
    connection: z.enum(['conditional-access', 'device-compliance']),
    cloud: z.enum(['global', 'usgov', 'usgov-dod', 'china', 'sandbox']).optional(),
    tenant: z.strictObject({ id: guid(), domain: z.string(), displayName: z.string() }).optional(),
    jamfUrl: z.string().optional(),
    answers: answers(),
    resources: resources(),
    steps: z.record(
      z.string(),
      z.strictObject({ status: z.enum(['todo', 'running', 'done', 'failed', 'waiting']), at: instant() }),
    ),
    intents: z.array(intent()),
    /** `disconnect` has begun and is not at its end. */
    leaving: z.strictObject({ since: instant() }).optional(),
    /** What `disconnect` left behind, until `setup` begins anew. */
    disconnected: z
      .strictObject({
        at: instant(),
        /** When Intune removes the Macs, where it told. */
        macsRemovedOn: instant().optional(),
        /** Our application that was deleted; Entra keeps it for 30 days. */
        deleted: z.strictObject({ objectId: guid(), appId: guid() }).optional(),
      })
      .optional(),
  });
export type State = z.infer<ReturnType<typeof wholeState>>;

/** What a state file must look like; zod makes it at the first use and keeps it. */
export const stateSchema = z.lazy(wholeState);
