import type { Response } from 'undici';
import { z } from 'zod';
import { INTUNE_SERVICE_APP_ID } from '../../microsoft/identifiers.ts';
import type { SandboxEndpoints } from '../service.ts';
import { PartnerRefusal, type PartnerStage } from './partner-refusal.ts';
import type { TrustingFetch } from './trusting-fetch.ts';

/** The settings that decide whether Microsoft lets Jamf Pro in. */
export interface PartnerCredentials {
  readonly tenantName: string;
  readonly applicationId: string;
  readonly clientSecret: string;
}

/** Signed in to Intune as the application, with the service's address discovered. */
export interface PartnerSession {
  readonly tenantId: string;
  readonly service: string;
  readonly token: string;
}

const Discovery = z.object({ issuer: z.url(), token_endpoint: z.url() });
const Token = z.object({ access_token: z.string() });
const Refused = z.object({ error_codes: z.array(z.number()) });
const Endpoints = z.object({
  value: z.array(z.object({ providerName: z.string().nullable(), uri: z.string() })),
});

/**
 * The way of a compliance partner to Intune, as far as it is known (microsoft.md §4.6): tenant by its name, token
 * for Graph, service discovery, token for Intune.
 * @throws PartnerRefusal with the stage that said no
 */
export async function openPartnerSession(
  fetch: TrustingFetch,
  { entra, graph }: SandboxEndpoints,
  credentials: PartnerCredentials,
): Promise<PartnerSession> {
  const tenant = encodeURIComponent(credentials.tenantName);
  const discovery = await ask('tenant', Discovery, () =>
    fetch(`${entra}/${tenant}/v2.0/.well-known/openid-configuration`),
  );
  const tokenFor = (scope: string): Promise<{ access_token: string }> =>
    ask('sign-in', Token, () =>
      fetch(discovery.token_endpoint, { method: 'POST', body: tokenRequest(credentials, scope) }),
    );

  const { access_token: graphToken } = await tokenFor('https://graph.microsoft.com/.default');
  const endpoints = await ask('discovery', Endpoints, () =>
    fetch(`${graph}/v1.0/servicePrincipals(appId='${INTUNE_SERVICE_APP_ID}')/endpoints`, {
      headers: { authorization: `Bearer ${graphToken}` },
    }),
  );
  const service = endpoints.value.find(({ providerName }) => providerName === 'PartnerTenantDataSyncService');
  if (service === undefined) throw new PartnerRefusal('discovery');

  // The double slash is right: the resource's own name ends in one (microsoft.md §6).
  const { access_token: token } = await tokenFor('https://api.manage.microsoft.com//.default');
  const tenantId = new URL(discovery.issuer).pathname.split('/')[1] ?? '';
  return { tenantId, service: service.uri, token };
}

function tokenRequest(credentials: PartnerCredentials, scope: string): URLSearchParams {
  return new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: credentials.applicationId,
    client_secret: credentials.clientSecret,
    scope,
  });
}

/** Tells Intune that this Jamf Pro serves the tenant (`provisioned`), or no longer does. */
export async function provision(
  fetch: TrustingFetch,
  session: PartnerSession,
  options: { readonly provisioned: boolean; readonly jamfOrigin: string },
): Promise<void> {
  await put(fetch, session, 'PartnerTenants', '1.4', {
    Provisioned: options.provisioned ? 1 : 2,
    PartnerEnrollmentUrl: `${options.jamfOrigin}/DeviceRegistration.html`,
    PartnerRemediationUrl: `${options.jamfOrigin}/DeviceRegistration.html`,
  });
}

/** Tells Intune that this Jamf Pro is alive. */
export async function beat(fetch: TrustingFetch, session: PartnerSession, now: Date): Promise<void> {
  await put(fetch, session, 'PartnerTenantHeartbeat', '1.3', { Timestamp: now.toISOString() });
}

async function put(
  fetch: TrustingFetch,
  { service, tenantId, token }: PartnerSession,
  entity: string,
  apiVersion: string,
  body: object,
): Promise<void> {
  await ask('intune', z.unknown(), () =>
    fetch(`${service.replace(/\/$/, '')}/${entity}(guid'${tenantId}')?api-version=${apiVersion}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}

async function ask<T>(stage: PartnerStage, schema: z.ZodType<T>, send: () => Promise<Response>): Promise<T> {
  const answered = await send().then(
    async (response) => ({ status: response.status, text: await response.text() }),
    () => undefined,
  );
  if (answered === undefined) throw new PartnerRefusal(stage);
  const body = jsonOf(answered.text);
  if (answered.status >= 400) {
    const entraCode = Refused.safeParse(body).data?.error_codes[0];
    throw new PartnerRefusal(stage, {
      status: answered.status,
      ...(entraCode === undefined ? {} : { entraCode }),
    });
  }
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new PartnerRefusal(stage, { status: answered.status });
  return parsed.data;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
