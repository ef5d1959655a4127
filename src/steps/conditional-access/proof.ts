import { ServiceError } from '../../errors/service-error.ts';
import { UPDATE_DEVICE_ATTRIBUTES } from '../../microsoft/identifiers.ts';
import type { DeviceManagementPartner } from '../../microsoft/partners.ts';
import { awaitVisible } from '../../microsoft/replication.ts';
import { visible } from '../../terminal/visible.ts';
import type { Session } from '../session.ts';
import type { Change, Finding, Step } from '../step.ts';
import { probeOwnApplication } from './application-probe.ts';
import { HEARTBEAT_FAULT_MS, HEARTBEAT_WARNING_MS, heartbeatAge, lastHeard } from './connector-health.ts';
import { readApplication, readConnector } from './shared-reads.ts';
import { READ_APPLICATIONS } from './wanted-permissions.ts';

export type TokenProof =
  | {
      readonly kind: 'token';
      readonly appId: string;
      readonly tenantId: string;
      readonly roles: readonly string[];
      readonly discovery: 'allowed' | 'refused';
    }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string }
  /** The secret's text is in Jamf Pro and not here, so this computer cannot sign in as the application. */
  | { readonly kind: 'not-possible' }
  /** Nobody was to sign in as the application. */
  | { readonly kind: 'not-tried' };

export interface ObservedProof {
  readonly appId: string | undefined;
  readonly token: TokenProof;
  readonly connector: DeviceManagementPartner | undefined;
  readonly at: Date;
}

/** Proves by observation that the connection lives: the application's own token, and Intune hearing from Jamf Pro. */
export const proof: Step<ObservedProof> = {
  id: 'proof',
  title: 'Proof',

  async observe(session) {
    const [application, connector, token] = await Promise.all([
      readApplication(session),
      readConnector(session),
      proveToken(session),
    ]);
    return { appId: application?.appId, token, connector, at: session.clock.now() };
  },

  describe({ token, connector, at }) {
    return [
      ...describeToken(token),
      `connector ${connector?.partnerState ?? 'unknown'} · ${lastHeard(connector, at)}`,
    ];
  },

  plan(observed, wanted, known) {
    return proof.diagnose(observed, wanted, known).some(({ severity }) => severity === 'error')
      ? [lookUntilProved()]
      : [];
  },

  diagnose({ appId, token, connector, at }, wanted) {
    return [...judgeToken(token, appId, wanted.tenant.id), ...judgeConnector(connector, at)];
  },

  planRemoval: () => [],
};

function describeToken(token: TokenProof): readonly string[] {
  switch (token.kind) {
    case 'token':
      return [`token carries ${token.roles.join(', ')} · service discovery ${token.discovery}`];
    case 'not-possible':
      return ['token not tried from this computer'];
    case 'refused':
    case 'not-tried':
      return [];
  }
}

async function proveToken(session: Session): Promise<TokenProof> {
  if (session.purpose === 'glance') return { kind: 'not-tried' };
  const probe = await probeOwnApplication(session);
  if (probe === undefined) return { kind: 'not-possible' };
  try {
    const [token, discovery] = await Promise.all([probe.intuneToken(), probe.discovery()]);
    return { kind: 'token', ...token, discovery };
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code === undefined) throw error;
    return { kind: 'refused', code: error.code, message: error.message };
  }
}

function judgeToken(token: TokenProof, appId: string | undefined, tenantId: string): readonly Finding[] {
  const finding = { step: 'proof', severity: 'error' } as const;
  switch (token.kind) {
    case 'not-possible':
    case 'not-tried':
      return [];
    case 'refused':
      return [
        {
          ...finding,
          code: 'JI-E130',
          seen: `Entra refused the application's sign-in: ${visible(token.message)}`,
        },
      ];
    case 'token': {
      const expected: readonly string[] = [UPDATE_DEVICE_ATTRIBUTES.value];
      const right = token.roles.length === 1 && expected.every((role) => token.roles.includes(role));
      return [
        ...(right
          ? []
          : [
              {
                ...finding,
                code: 'JI-E131' as const,
                seen: `the token carries ${token.roles.join(', ') || 'no role'}, ${expected.join()} expected`,
              },
            ]),
        ...(token.appId === appId && token.tenantId === tenantId
          ? []
          : [
              {
                ...finding,
                code: 'JI-E132' as const,
                seen: `the token is for application ${visible(token.appId)} in tenant ${visible(token.tenantId)}`,
              },
            ]),
        ...(token.discovery === 'allowed'
          ? []
          : [
              {
                ...finding,
                severity: 'warning' as const,
                code: 'JI-E116' as const,
                seen: `service discovery is refused without ${READ_APPLICATIONS.roleValue}`,
              },
            ]),
      ];
    }
  }
}

function judgeConnector(connector: DeviceManagementPartner | undefined, at: Date): readonly Finding[] {
  const finding = { step: 'proof', severity: 'error' } as const;
  if (connector?.partnerState !== 'enabled') {
    return [
      {
        ...finding,
        code: 'JI-I230',
        seen: `the connector says ${connector?.partnerState ?? 'nothing'}, enabled expected`,
      },
    ];
  }
  const age = heartbeatAge(connector, at);
  if (age === undefined || age >= HEARTBEAT_FAULT_MS) {
    return [
      {
        ...finding,
        code: 'JI-I231',
        seen: `last heard from Jamf Pro ${connector.lastHeartbeat?.toISOString() ?? 'never'}`,
      },
    ];
  }
  if (age >= HEARTBEAT_WARNING_MS) {
    return [
      {
        ...finding,
        severity: 'warning',
        code: 'JI-I231',
        seen: `last heard from Jamf Pro ${connector.lastHeartbeat?.toISOString()}`,
      },
    ];
  }
  return [];
}

/** New permissions reach tokens only after a while (microsoft.md §5.6), so the first look may be too early. */
function lookUntilProved(): Change {
  return {
    action: 'prove',
    target: 'connection',
    summary: `token carries ${UPDATE_DEVICE_ATTRIBUTES.value}, connector active`,
    by: 'tool',
    destroys: false,
    async apply(session) {
      const look = async () => {
        const fresh: Session = { ...session, once: (_key, read) => read() };
        const observed = await proof.observe(fresh);
        const wrong = proof
          .diagnose(observed, session.wanted, session.known())
          .some(({ severity }) => severity === 'error');
        return wrong ? undefined : observed;
      };
      // What is still wrong when the time is over is reported by the look that follows every change.
      const seen = await awaitVisible(session, look, {
        what: 'the proof',
        limitMs: session.replicationMs,
      }).catch((error: unknown) => {
        if (error instanceof ServiceError && error.code === 'not-yet-visible') return undefined;
        throw error;
      });
      return seen === undefined
        ? 'not proved'
        : proof.describe(seen, session.wanted, session.known()).join(' · ');
    },
  };
}
