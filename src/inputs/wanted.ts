import type { CloudName } from '../microsoft/clouds.ts';
import type { SecretStoreKind } from '../secrets/secret-store.ts';

export type ConnectionKind = 'conditional-access' | 'device-compliance';
export type PermissionProfile = 'auto' | 'strict' | 'documented';

/** How a client secret is to be renewed. */
export interface RotationWish {
  /** The person says that Jamf Pro has the new secret. */
  readonly finish: boolean;
  /** The new secret of an unfinished rotation is given up, because its text is lost. */
  readonly startOver: boolean;
}

/** A group that was found in the tenant. */
export interface GroupChoice {
  readonly id: string;
  readonly displayName: string;
}

/** Everything the person decided, complete and checked: what the steps plan towards. */
export interface Wanted {
  readonly profile: string;
  readonly connection: ConnectionKind;
  readonly cloud: CloudName | 'sandbox';
  /** The tenant that was signed in to. */
  readonly tenant: { readonly id: string; readonly domain: string; readonly displayName: string };
  /** Origin of the Jamf Pro server, lower case, without a trailing slash. */
  readonly jamfUrl: string;
  readonly appName: string;
  /** Application (client) id of an existing application to take over, when the person said so. */
  readonly adoptApp?: string;
  readonly permissions: PermissionProfile;
  /** Present when the client secret is to be renewed. */
  readonly rotation?: RotationWish;
  /** Lifetime of a new client secret in months, 1 to 24. */
  readonly secretMonths: number;
  readonly secretStore: SecretStoreKind;
  readonly includeGroups: readonly GroupChoice[];
  readonly excludeGroups: readonly GroupChoice[];
  /** Present when the connection is to be taken down. */
  readonly removal?: Removal;
}

/** How far a connection is to be taken down. */
export interface Removal {
  /** Intune may end the connection itself when nobody switches it off in Jamf Pro. */
  readonly terminate: boolean;
  /** Our secret and our application go too; an adopted application loses what it was given from here. */
  readonly deleteApplication: boolean;
  /** Nobody shall be able to restore the application. */
  readonly purge: boolean;
}
