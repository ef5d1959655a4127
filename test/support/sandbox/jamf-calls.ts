import type { Hono } from 'hono';
import { z } from 'zod';
import { SANDBOX_JAMF_CLIENT, SANDBOX_JAMF_USER } from '../../../src/sandbox/jamf/seed-jamf.ts';

const ORIGIN = 'https://localhost:8444';
const ClientToken = z.object({ access_token: z.string(), expires_in: z.number(), scope: z.string() });

export type ApiCall = (
  method: string,
  path: string,
  body?: unknown,
) => Promise<{ status: number; body: unknown }>;

/** Asks for a client's token with form fields of the caller's choice. */
export async function requestToken(app: Hono, fields: Record<string, string>): Promise<Response> {
  return app.request(`${ORIGIN}/api/v1/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });
}

export const RIGHT_CLIENT = {
  grant_type: 'client_credentials',
  client_id: SANDBOX_JAMF_CLIENT.clientId,
  client_secret: SANDBOX_JAMF_CLIENT.clientSecret,
};

/** The API with a token in hand, or without one. */
export function callerWith(app: Hono, token?: string): ApiCall {
  return async (method, path, body) => {
    const response = await app.request(`${ORIGIN}/api${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

/** The API as the seeded client `jamf-intune`. */
export async function asClient(app: Hono): Promise<ApiCall> {
  const answer = ClientToken.parse(await (await requestToken(app, RIGHT_CLIENT)).json());
  return callerWith(app, answer.access_token);
}

export async function userToken(app: Hono, password: string = SANDBOX_JAMF_USER.password): Promise<Response> {
  const basic = Buffer.from(`${SANDBOX_JAMF_USER.username}:${password}`).toString('base64');
  return app.request(`${ORIGIN}/api/v1/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
  });
}

/** The API as the console's administrator. */
export async function asUser(app: Hono): Promise<ApiCall> {
  const answer = z.object({ token: z.string() }).parse(await (await userToken(app)).json());
  return callerWith(app, answer.token);
}
