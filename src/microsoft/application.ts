import { z } from 'zod';
import { listOf, text, textOrNull } from './graph-shapes.ts';
import type { EncodedPiece } from './path.ts';

/** A client secret as Entra lists it: everything but its text. */
export interface PasswordCredential {
  readonly keyId: string;
  readonly displayName: string | null;
  /** The first 3 characters of the text. */
  readonly hint: string | null;
  readonly startDateTime: string | null;
  readonly endDateTime: string | null;
}

/** Permissions that an application asks for, by the service that owns them. */
interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: string }[];
}

/** An app registration, as far as this program reads it. */
export interface Application {
  /** Object id: what paths take. Not the application (client) id. */
  readonly id: string;
  /** Application (client) id: what Jamf Pro and Intune are told. */
  readonly appId: string;
  readonly displayName: string;
  readonly uniqueName: string | null;
  readonly signInAudience: string;
  /** Redirect URIs of the platform Web. */
  readonly redirectUris: readonly string[];
  readonly tags: readonly string[];
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly secrets: readonly PasswordCredential[];
  readonly createdDateTime: string | null;
}

/** What this program sets on an app registration. */
export interface ApplicationBody {
  readonly displayName: string;
  readonly description?: string;
  readonly notes?: string;
  readonly signInAudience: string;
  readonly tags: readonly string[];
  readonly redirectUris: readonly string[];
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
}

/** The properties that `applicationSchema` reads, for `$select`. */
export const APPLICATION_PROPERTIES: EncodedPiece = {
  encoded:
    'id,appId,displayName,uniqueName,signInAudience,web,tags,requiredResourceAccess,passwordCredentials,createdDateTime',
};

const credentialSchema = z.object({
  keyId: z.guid(),
  displayName: textOrNull,
  hint: textOrNull,
  startDateTime: textOrNull,
  endDateTime: textOrNull,
});

const requiredResourceAccessSchema = z.object({
  resourceAppId: z.string(),
  resourceAccess: listOf(z.object({ id: z.guid(), type: z.string() })),
});

export const applicationSchema = z
  .object({
    id: z.guid(),
    appId: z.guid(),
    displayName: text,
    uniqueName: textOrNull,
    signInAudience: text,
    web: z.object({ redirectUris: listOf(z.string()) }).nullish(),
    tags: listOf(z.string()),
    requiredResourceAccess: listOf(requiredResourceAccessSchema),
    passwordCredentials: listOf(credentialSchema),
    createdDateTime: textOrNull,
  })
  .transform(
    ({ web, passwordCredentials, ...rest }): Application => ({
      ...rest,
      redirectUris: web?.redirectUris ?? [],
      secrets: passwordCredentials,
    }),
  );
