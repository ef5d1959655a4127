import { INTUNE_API_APP_ID, UPDATE_DEVICE_ATTRIBUTES } from '../../microsoft/identifiers.ts';
import { readToken } from '../entra/verify-token.ts';
import type { SandboxContext } from '../service.ts';
import type { DeviceManagementPartner } from '../world.ts';
import { jamfRow } from './partner-row.ts';

/** Whether Intune listens to a partner; `reason` is what the answer says. */
export type Admission =
  | { readonly row: DeviceManagementPartner }
  | { readonly status: 401 | 403; readonly reason: string };

/**
 * Decides whether a partner's call is heard: a token of the Intune API with exactly one role, of the very application
 * that the connector names, for this tenant, which has a licence (microsoft.md §4.6, failures-and-users.md §2).
 *
 * @param tenantId the tenant that the path names
 */
export async function admitPartner(
  context: SandboxContext,
  authorization: string | undefined,
  tenantId: string,
): Promise<Admission> {
  const token = await readToken(context, authorization, INTUNE_API_APP_ID);
  if (token.kind === 'problem') return { status: 401, reason: token.message };
  const refuse = (reason: string): Admission => ({ status: 403, reason });
  if (token.kind === 'person') return refuse('Only an application may report.');
  if (token.roles.length === 0) return refuse('The token has no role: admin consent is missing.');
  if (token.roles.length > 1 || token.roles[0] !== UPDATE_DEVICE_ATTRIBUTES.value) {
    return refuse(`The token must have the role ${UPDATE_DEVICE_ATTRIBUTES.value} and no other.`);
  }
  if (token.tenantId !== tenantId || tenantId !== context.world.tenant.id) {
    return refuse('The token belongs to another tenant.');
  }
  if (context.has('no-licence')) return refuse('The tenant has no Intune licence.');
  const row = context.has('connector-missing') ? undefined : jamfRow(context);
  if (row?.isConfigured !== true) return refuse('No connector is configured for the partner.');
  if (row.singleTenantAppId !== token.appId) return refuse("The application is not the connector's.");
  return { row };
}
