import type { SandboxContext } from '../service.ts';
import type { Person } from '../world.ts';
import type { Client } from './client.ts';
import type { ScopeRequest } from './scope.ts';

/** A browser that waits for its answer at the client's redirect URI. */
export interface BrowserRequest {
  readonly kind: 'browser';
  readonly client: Client;
  readonly scope: ScopeRequest;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  /** S256 of the verifier that the client keeps (PKCE). */
  readonly codeChallenge: string;
}

/** A device that polls until somebody typed its code on another machine. */
export interface DeviceRequest {
  readonly kind: 'device';
  readonly client: Client;
  readonly scope: ScopeRequest;
  readonly deviceCode: string;
  readonly userCode: string;
  readonly expiresAt: number;
  outcome: 'pending' | 'declined' | Person;
}

/** A sign-in under way: from the first page to the last one. `person` is known once the password was right. */
export interface SignIn {
  readonly id: string;
  readonly request: BrowserRequest | DeviceRequest;
  person?: Person;
}

/** An authorization code: good for one exchange within ten minutes. */
export interface IssuedCode {
  readonly request: BrowserRequest;
  readonly person: Person;
  readonly expiresAt: number;
}

/**
 * What the sign-in service remembers between two requests. None of it is worth keeping when the sandbox ends: a
 * person who was half signed in begins anew, as after a restart of any browser.
 */
export interface SignInMemory {
  readonly signIns: Map<string, SignIn>;
  readonly codes: Map<string, IssuedCode>;
  readonly devices: Map<string, DeviceRequest>;
}

export function emptyMemory(): SignInMemory {
  return { signIns: new Map(), codes: new Map(), devices: new Map() };
}

export function beginSignIn(
  context: SandboxContext,
  memory: SignInMemory,
  request: SignIn['request'],
): SignIn {
  const signIn: SignIn = { id: context.random.uuid(), request };
  memory.signIns.set(signIn.id, signIn);
  return signIn;
}
