import { connectionAlerts, newAlerts } from '../../jamf/alerts.ts';
import type { SecretUse } from '../../microsoft/secret-uses.ts';
import {
  type Baseline,
  judgeConnection,
  type Sight,
} from '../conditional-access/settings/connection-watch.ts';
import type { Finding } from '../step.ts';

/** Who says that Jamf Pro uses the new secret. */
export type ProvedBy = 'entra' | 'heartbeat' | 'person';

/** What is known of the two secrets while the new one is on its way to Jamf Pro. */
export interface Secrets {
  readonly appId: string;
  readonly fresh: { readonly keyId: string; readonly hint: string };
  /** The others that can still sign in. */
  readonly others: readonly { readonly keyId: string; readonly hint: string | null }[];
}

/** One look at everything that can tell. */
export interface HandoverSight extends Sight {
  /** Sign-ins for the Intune API since the new secret was made. */
  readonly uses: readonly SecretUse[] | 'not-readable';
}

/** What stood there before somebody pressed Save. */
export interface HandoverBaseline extends Baseline {
  readonly uses: HandoverSight['uses'];
}

export type HandoverVerdict =
  | { readonly kind: 'proved'; readonly by: ProvedBy; readonly at: Date }
  | {
      readonly kind: 'not-yet';
      readonly text: string;
      readonly findings: readonly Finding[];
      /** Nothing that could be seen will ever tell the two secrets apart, and Jamf Pro is connected. */
      readonly unprovable: boolean;
    };

/**
 * Judges whether Jamf Pro uses the new secret. While another one lives, a heartbeat tells nothing: Jamf Pro may have
 * sent it with the old one. Entra tells: a sign-in for the Intune API with the new secret is Jamf Pro's, since this
 * program tries it against Microsoft Graph alone (microsoft.md §6, "Which secret was used"). A new alert of Jamf Pro
 * disproves, until Entra sees the new secret again later than it did when the alert came up.
 *
 * @param disproved last use of the new secret when a new alert was first seen, as milliseconds; see `noteDisproof`
 */
export function judgeHandover(
  before: HandoverBaseline,
  now: HandoverSight,
  { appId, fresh, others }: Secrets,
  disproved: number | undefined,
): HandoverVerdict {
  const connection = judgeConnection(before, now, appId);
  const alerts = connectionAlerts(newAlerts(before.alerts, now.alerts));
  if (others.length === 0 && connection.kind === 'connected' && alerts.length === 0) {
    return { kind: 'proved', by: 'heartbeat', at: connection.heartbeat };
  }
  const used = lastUse(now.uses, fresh.keyId);
  const enabled = now.row?.partnerState === 'enabled' && now.row.singleTenantAppId === appId;
  if (used !== undefined && enabled && used.getTime() > (disproved ?? Number.NEGATIVE_INFINITY)) {
    return { kind: 'proved', by: 'entra', at: used };
  }
  if (connection.kind === 'not-yet' && connection.findings.length > 0) {
    return { ...connection, unprovable: false };
  }
  if (now.uses === 'not-readable') {
    const text = `Intune hears from Jamf Pro, but Entra may not be asked which secret it uses`;
    return connection.kind === 'connected'
      ? { kind: 'not-yet', text, findings: [unprovable(fresh.hint)], unprovable: true }
      : { ...connection, unprovable: false };
  }
  return stillOld(before, now.uses, fresh, others);
}

function stillOld(
  before: HandoverBaseline,
  uses: readonly SecretUse[],
  fresh: Secrets['fresh'],
  others: Secrets['others'],
): HandoverVerdict {
  const old = others
    .map((one) => ({ ...one, at: lastUse(uses, one.keyId), earlier: lastUse(before.uses, one.keyId) }))
    .find(({ at, earlier }) => at !== undefined && (earlier === undefined || at > earlier));
  if (old?.at === undefined) {
    const text = `Entra has not seen Jamf Pro use the new secret ${fresh.hint}… yet`;
    return { kind: 'not-yet', text, findings: [], unprovable: false };
  }
  const text = `Jamf Pro still uses the old secret ${old.hint ?? '?'}… (${old.at.toISOString()} by Entra)`;
  const finding = { code: 'JI-E125', severity: 'warning', step: 'secret-handover', seen: text } as const;
  return { kind: 'not-yet', text, findings: [finding], unprovable: false };
}

function unprovable(hint: string): Finding {
  return {
    code: 'JI-E128',
    severity: 'warning',
    step: 'secret-handover',
    seen: `both secrets live, and nothing here can tell whether Jamf Pro has the new one, ${hint}…`,
  };
}

/**
 * What a new alert means for proofs that come later: it stands in the console until somebody dismisses it, so only a
 * use that is newer than the one known when it came up counts against it. Both times are Entra's.
 */
export function noteDisproof(
  before: HandoverBaseline,
  now: HandoverSight,
  keyId: string,
  known: { readonly alerts: ReadonlySet<string>; readonly at: number | undefined },
): { readonly alerts: ReadonlySet<string>; readonly at: number | undefined } {
  const fresh = connectionAlerts(newAlerts(before.alerts, now.alerts)).map(({ type, id }) => `${type} ${id}`);
  if (fresh.every((alert) => known.alerts.has(alert))) return known;
  const used = lastUse(now.uses, keyId)?.getTime() ?? Number.NEGATIVE_INFINITY;
  return { alerts: new Set([...known.alerts, ...fresh]), at: Math.max(used, known.at ?? used) };
}

/** The youngest sign-in with one secret; undefined when Entra knows of none, or may not be asked. */
function lastUse(uses: HandoverSight['uses'], keyId: string): Date | undefined {
  if (uses === 'not-readable') return undefined;
  return uses
    .filter((use) => use.keyId === keyId)
    .map(({ at }) => at)
    .toSorted((one, other) => other.getTime() - one.getTime())[0];
}
