import { request } from 'node:http';
import type { NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { ServiceError } from '../../errors/service-error.ts';
import { visible } from '../../terminal/visible.ts';
import type { SignInTrouble } from './entra-failure.ts';
import type { SignInNetwork } from './network-client.ts';

/** Azure's metadata service answers within a second or is not there at all. */
const DEADLINE_MS = 10_000;
const MAX_BYTES = 256 * 1024;
/** Where the platform's own identity endpoints live: this computer and the link to its host. Nothing else is called without TLS. */
const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|169\.254\.\d+\.\d+|\[::1\])$/;

function failed(address: URL, why: string): ServiceError {
  return new ServiceError({
    service: 'Microsoft Entra',
    message: `The managed identity endpoint ${visible(address.host, 100)} ${why}; this computer may have no managed identity`,
    outcome: 'refused',
    method: 'GET',
    target: address.host + address.pathname,
    code: 'managed-identity',
  });
}

function call(
  method: 'GET' | 'POST',
  url: string,
  options: NetworkRequestOptions | undefined,
  signal: AbortSignal,
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  const address = new URL(url);
  if (address.protocol !== 'http:' || !LOCAL.test(address.hostname)) {
    return Promise.reject(failed(address, 'is not on this computer'));
  }
  const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]);
  return new Promise((resolve, reject) => {
    const sending = request(
      address,
      { method, headers: options?.headers ?? {}, signal: deadline },
      (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > MAX_BYTES) sending.destroy(new Error('too large'));
          else chunks.push(chunk);
        });
        response.on('error', () => reject(failed(address, 'did not finish its answer')));
        response.on('end', () => {
          const pairs = Object.entries(response.headers).map(
            ([name, value]) => [name, String(value)] as const,
          );
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(pairs),
            text: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    sending.on('error', () => reject(signal.aborted ? signal.reason : failed(address, 'does not answer')));
    sending.end(method === 'POST' ? (options?.body ?? '') : undefined);
  });
}

function parseJson(text: string, address: URL, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failed(address, `answered ${status} without JSON`);
  }
}

/**
 * The network for managed identity. It cannot be the one way out: the platform's endpoint speaks plain HTTP, on a
 * link that ends at this computer's host, and must never be reached through a proxy.
 */
export function openIdentityEndpoint(signal: AbortSignal): SignInNetwork {
  let trouble: SignInTrouble | undefined;

  // MSAL names the body that it expects and checks it itself; the overload is what its interface asks for.
  async function answer<T>(
    method: 'GET' | 'POST',
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<T>>;
  async function answer(
    method: 'GET' | 'POST',
    url: string,
    options?: NetworkRequestOptions,
  ): Promise<NetworkResponse<unknown>> {
    try {
      const { status, headers, text } = await call(method, url, options, signal);
      return { status, headers, body: parseJson(text, new URL(url), status) };
    } catch (error) {
      trouble = { kind: 'failed', error };
      throw error;
    }
  }

  return {
    sendGetRequestAsync: (url, options) => answer('GET', url, options),
    sendPostRequestAsync: (url, options) => answer('POST', url, options),
    trouble: () => trouble,
    forget() {
      trouble = undefined;
    },
  };
}
