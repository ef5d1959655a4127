import type { SandboxContext } from '../service.ts';
import type { Access } from './access.ts';
import type { Caller } from './caller.ts';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type GraphVersion = 'v1.0' | 'beta';

/** One operation of Microsoft Graph, as data: where it is, who may call it, what it answers. */
export interface Operation {
  readonly method: Method;
  readonly version?: GraphVersion;
  /** Below the version, as Microsoft's reference writes it: `/applications(appId='{appId}')`. Several: alternate keys. */
  readonly paths: readonly string[];
  readonly access: Access;
  readonly answer: (request: GraphRequest) => Answer;
}

export interface GraphRequest {
  readonly context: SandboxContext;
  readonly caller: Caller;
  readonly version: GraphVersion;
  /** Below the version, as it was sent: a next link repeats it. */
  readonly path: string;
  /** A value from the path; undefined where another path of the operation was used. */
  readonly parameter: (name: string) => string | undefined;
  readonly query: URLSearchParams;
  readonly header: (name: string) => string | undefined;
  /** Parsed JSON, undefined without a body. */
  readonly body: unknown;
}

export type Answer =
  | { readonly status: 200 | 201; readonly body: unknown }
  | { readonly status: 200; readonly text: string }
  | { readonly status: 204 };

/** An object as Graph shows it. */
export type Entity = Readonly<Record<string, unknown>>;

export const NO_CONTENT: Answer = { status: 204 };

/** The paths of an object that is addressed by its id or by an alternate key, with what follows. */
export function keyed(collection: string, alternateKeys: readonly string[], rest = ''): readonly string[] {
  return [
    `${collection}/{id}${rest}`,
    ...alternateKeys.map((key) => `${collection}(${key}='{${key}}')${rest}`),
  ];
}
