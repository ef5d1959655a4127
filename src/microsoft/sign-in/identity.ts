import type { Secret } from '../../secrets/secret.ts';

/** Who the program acts as towards Microsoft. */
export interface Identity {
  readonly kind: 'person' | 'application';
  /** `admin@contoso.com`, or the application's id. */
  readonly name: string;
  /** The tenant that was really signed in to: a wrong tenant is a documented cause of failure. */
  readonly tenantId: string;
  /** Delegated scopes or application roles of the Graph token, sorted. */
  readonly permissions: readonly string[];
}

/** A signed-in identity; tokens stay inside and in memory only. */
export interface SignIn {
  readonly identity: Identity;
  /**
   * A valid access token for Microsoft Graph; renews it silently when it is about to expire, and at once with
   * `fresh`, after Graph has refused the one that was given.
   */
  graphToken(options?: { readonly fresh?: boolean }): Promise<Secret>;
}

/** What the connection's own application can do with its secret: the proof of steps `api-permission` and `proof`. */
export interface ApplicationProbe {
  /**
   * A fresh token for the Intune API (client credentials, never from a cache) and what its payload claims. Throws
   * `ServiceError` with an `AADSTS…` code when Entra refuses (microsoft.md §7).
   */
  intuneToken(): Promise<{
    readonly appId: string;
    readonly tenantId: string;
    readonly roles: readonly string[];
  }>;
  /** Tries Intune's service discovery as a partner does: `allowed` on 200, `refused` on 401 or 403 (microsoft.md §6). */
  discovery(): Promise<'allowed' | 'refused'>;
}

export interface ApplicationCredential {
  readonly tenantId: string;
  readonly appId: string;
  readonly secret: Secret;
  /** Resource of the Intune API, from the service principal's `servicePrincipalNames`; `/.default` is appended. */
  readonly intuneResource: string;
}
