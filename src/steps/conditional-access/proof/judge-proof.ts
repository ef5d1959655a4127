import { UPDATE_DEVICE_ATTRIBUTES } from '../../../microsoft/identifiers.ts';
import type { DeviceManagementPartner } from '../../../microsoft/partners.ts';
import { visible } from '../../../terminal/visible.ts';
import type { Finding } from '../../step.ts';
import { HEARTBEAT_FAULT_MS, HEARTBEAT_WARNING_MS, heartbeatAge } from '../connector/connector-health.ts';
import { READ_APPLICATIONS } from '../permission/wanted-permissions.ts';

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

/** What is wrong with the proof: at the application's own token, and at what Intune says of Jamf Pro. */
export function judgeProof(
  { appId, token, connector, at }: ObservedProof,
  tenantId: string,
): readonly Finding[] {
  return [...judgeToken(token, appId, tenantId), ...judgeConnector(connector, at)];
}

const ERROR = { step: 'proof', severity: 'error' } as const;

function judgeToken(token: TokenProof, appId: string | undefined, tenantId: string): readonly Finding[] {
  switch (token.kind) {
    case 'not-possible':
    case 'not-tried':
      return [];
    case 'refused': {
      const seen = `Entra refused the application's sign-in: ${visible(token.message)}`;
      return [{ ...ERROR, code: 'JI-E130', seen }];
    }
    case 'token':
      return [...judgeRoles(token.roles), ...judgeOwner(token, appId, tenantId), ...judgeDiscovery(token)];
  }
}

type Token = Extract<TokenProof, { readonly kind: 'token' }>;

function judgeRoles(roles: Token['roles']): readonly Finding[] {
  const expected = UPDATE_DEVICE_ATTRIBUTES.value;
  if (roles.length === 1 && roles[0] === expected) return [];
  const seen = `the token carries ${roles.join(', ') || 'no role'}, ${expected} expected`;
  return [{ ...ERROR, code: 'JI-E131', seen }];
}

function judgeOwner(token: Token, appId: string | undefined, tenantId: string): readonly Finding[] {
  if (token.appId === appId && token.tenantId === tenantId) return [];
  const seen = `the token is for application ${visible(token.appId)} in tenant ${visible(token.tenantId)}`;
  return [{ ...ERROR, code: 'JI-E132', seen }];
}

function judgeDiscovery({ discovery }: Token): readonly Finding[] {
  if (discovery === 'allowed') return [];
  const seen = `service discovery is refused without ${READ_APPLICATIONS.roleValue}`;
  return [{ ...ERROR, severity: 'warning', code: 'JI-E116', seen }];
}

function judgeConnector(connector: DeviceManagementPartner | undefined, at: Date): readonly Finding[] {
  if (connector?.partnerState !== 'enabled') {
    const seen = `the connector says ${connector?.partnerState ?? 'nothing'}, enabled expected`;
    return [{ ...ERROR, code: 'JI-I230', seen }];
  }
  const age = heartbeatAge(connector, at);
  const seen = `last heard from Jamf Pro ${connector.lastHeartbeat?.toISOString() ?? 'never'}`;
  if (age === undefined || age >= HEARTBEAT_FAULT_MS) return [{ ...ERROR, code: 'JI-I231', seen }];
  return age < HEARTBEAT_WARNING_MS ? [] : [{ ...ERROR, severity: 'warning', code: 'JI-I231', seen }];
}
