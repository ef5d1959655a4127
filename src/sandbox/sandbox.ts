import type { Fault } from './faults.ts';
import type { SandboxEndpoints } from './service.ts';
import type { World } from './world.ts';

export type ServiceName = 'entra' | 'graph' | 'intune' | 'jamf';

/** A request as a test sees it before the service does. `ordinal` counts all requests, `writeOrdinal` the writing ones to Graph and Jamf Pro. */
export interface SandboxRequest {
  readonly service: ServiceName;
  readonly method: string;
  readonly path: string;
  readonly writes: boolean;
  readonly ordinal: number;
  readonly writeOrdinal: number;
}

/** What a test does to a request: nothing, an answer of its own, or the connection cut before or after the service committed it. */
export type Interference =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
      readonly after?: 'before-commit' | 'after-commit';
    }
  | { readonly kind: 'cut'; readonly after: 'before-commit' | 'after-commit' }
  | { readonly kind: 'delay'; readonly milliseconds: number };

/** What anybody needs who talks to a sandbox: addresses and the accounts that exist in it. Written to `running.json`. */
export interface SandboxAccess {
  readonly endpoints: SandboxEndpoints;
  readonly tenantId: string;
  readonly domain: string;
  /** Signs in with browser or device code. */
  readonly administrator: { readonly username: string; readonly password: string };
  /** Signs in with client credentials, for unattended runs. */
  readonly automation: { readonly clientId: string; readonly clientSecret: string };
  readonly jamfClient: { readonly clientId: string; readonly clientSecret: string };
  readonly jamfUser: { readonly username: string; readonly password: string };
}

export interface Sandbox {
  readonly access: SandboxAccess;
  readonly world: World;
  setFaults(faults: readonly Fault[]): void;
  close(): Promise<void>;
}
