import { z } from 'zod';
import type { SandboxContext } from '../service.ts';
import type { Application } from '../world.ts';
import type { Entity } from './operation.ts';

/** What a request may set. Key and passwords are not among it: Graph takes neither here (microsoft.md §5.3). */
export const ApplicationBody = z.strictObject({
  displayName: z.string().min(1).max(256),
  description: z.string().max(1024).nullable().optional(),
  notes: z.string().max(1024).nullable().optional(),
  signInAudience: z
    .enum([
      'AzureADMyOrg',
      'AzureADMultipleOrgs',
      'AzureADandPersonalMicrosoftAccount',
      'PersonalMicrosoftAccount',
    ])
    .optional(),
  tags: z.array(z.string().min(1).max(256)).optional(),
  web: z
    .strictObject({
      redirectUris: z.array(z.url()).optional(),
      implicitGrantSettings: z
        .strictObject({ enableIdTokenIssuance: z.boolean(), enableAccessTokenIssuance: z.boolean() })
        .partial()
        .optional(),
    })
    .optional(),
  publicClient: z.strictObject({ redirectUris: z.array(z.string()) }).optional(),
  isFallbackPublicClient: z.boolean().nullable().optional(),
  requiredResourceAccess: z
    .array(
      z.strictObject({
        resourceAppId: z.guid(),
        resourceAccess: z.array(z.strictObject({ id: z.guid(), type: z.enum(['Role', 'Scope']) })),
      }),
    )
    .optional(),
});
export const ApplicationChange = ApplicationBody.partial();

/** An application that was registered just now, with nothing set. */
export function blankApplication(context: SandboxContext, uniqueName: string | null): Application {
  return {
    id: context.random.uuid(),
    appId: context.random.uuid(),
    uniqueName,
    displayName: '',
    description: null,
    notes: null,
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    tags: [],
    web: {
      redirectUris: [],
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    publicClient: { redirectUris: [] },
    isFallbackPublicClient: false,
    requiredResourceAccess: [],
    passwordCredentials: [],
    createdDateTime: context.clock.now().toISOString(),
    deletedDateTime: null,
  };
}

/** Sets what the body names and leaves the rest. */
export function applyBody(application: Application, body: z.infer<typeof ApplicationChange>): void {
  const { web, isFallbackPublicClient, ...plain } = body;
  Object.assign(application, plain);
  if (isFallbackPublicClient !== undefined)
    application.isFallbackPublicClient = isFallbackPublicClient ?? false;
  if (web?.redirectUris !== undefined) application.web.redirectUris = web.redirectUris;
  Object.assign(application.web.implicitGrantSettings, web?.implicitGrantSettings);
}

function inTenDays({ clock }: SandboxContext): string {
  return new Date(clock.now().getTime() + 10 * 86_400_000).toISOString();
}

/** The application as Graph shows it. The text of a password is never shown again, and a new password only after the lag. */
export function showApplication(context: SandboxContext, application: Application): Entity {
  const initial = context.world.tenant.domains.find((domain) => domain.isInitial);
  return {
    id: application.id,
    deletedDateTime: application.deletedDateTime,
    appId: application.appId,
    uniqueName: application.uniqueName,
    displayName: application.displayName,
    description: application.description,
    notes: application.notes,
    createdDateTime: application.createdDateTime,
    publisherDomain: initial?.name ?? null,
    signInAudience: application.signInAudience,
    isFallbackPublicClient: application.isFallbackPublicClient,
    identifierUris: [],
    tags: application.tags,
    appRoles: [],
    keyCredentials: [],
    requiredResourceAccess: application.requiredResourceAccess,
    publicClient: application.publicClient,
    spa: { redirectUris: [] },
    web: { homePageUrl: null, logoutUrl: null, ...application.web },
    passwordCredentials: application.passwordCredentials
      .filter((password) => context.visible(password.keyId))
      .map(({ sha256: _, ...password }) => ({
        customKeyIdentifier: null,
        secretText: null,
        ...password,
        ...(context.has('secret-expires-soon') && { endDateTime: inTenDays(context) }),
      })),
    serviceManagementReference: null,
    disabledByMicrosoftStatus: null,
  };
}
