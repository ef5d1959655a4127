import { request as httpRequest } from 'node:http';
import type { WayOut } from '../../../src/http/way-out.ts';
import type { Browser } from '../../../src/ports/browser.ts';
import { realClock } from './clocks.ts';
import { type SeenRequest, serveTest, type TestAnswer, type TestService, testWayOut } from './server.ts';

export const TENANT = '5c2a1b7e-0d8f-4a43-9a5c-6f1f7f0f9b11';
export const PUBLIC_CLIENT = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

/** A JWT that nobody signed: MSAL and this program read claims and leave the signature to the service. */
export function unsignedJwt(claims: Readonly<Record<string, unknown>>): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`;
}

/** A token answer for a person, as Entra gives it. `scope` is what the token is good for. */
export function personTokens(accessToken: string, scope: string, expiresIn = 3600): TestAnswer {
  const seconds = Math.floor(Date.now() / 1000);
  return {
    json: {
      token_type: 'Bearer',
      scope,
      expires_in: expiresIn,
      access_token: accessToken,
      refresh_token: `refresh-of-${accessToken}`,
      id_token: unsignedJwt({
        aud: PUBLIC_CLIENT,
        iss: `https://localhost/${TENANT}/v2.0`,
        iat: seconds,
        exp: seconds + expiresIn,
        oid: 'oid-1',
        sub: 'sub-1',
        tid: TENANT,
        preferred_username: 'admin@contoso.com',
      }),
      client_info: Buffer.from(JSON.stringify({ uid: 'oid-1', utid: TENANT })).toString('base64url'),
    },
  };
}

/** A refusal of Entra by number. */
export function refusedBy(error: string, number: number, text: string, status = 400): TestAnswer {
  return {
    status,
    json: {
      error,
      error_description: `AADSTS${number}: ${text} Trace ID: 1 Correlation ID: 2`,
      error_codes: [number],
      correlation_id: '2',
    },
  };
}

export interface EntraBench {
  readonly service: TestService;
  readonly wayOut: WayOut;
  readonly signal: AbortSignal;
  abort(reason: Error): void;
  /** Requests to the token endpoint, by their form. */
  forms(): readonly URLSearchParams[];
  close(): Promise<void>;
}

/** A sign-in service that answers discovery by itself, and everything else by one function. */
export async function entraBench(
  answer: (form: URLSearchParams, request: SeenRequest, number: number) => TestAnswer | Promise<TestAnswer>,
): Promise<EntraBench> {
  let asked = 0;
  const service: TestService = await serveTest((request) => {
    if (request.path.endsWith('/.well-known/openid-configuration')) {
      const base = `${service.origin}/${request.path.split('/')[1]}`;
      return {
        json: {
          issuer: `${base}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
        },
      };
    }
    asked += 1;
    return answer(new URLSearchParams(request.body), request, asked);
  });
  const ending = new AbortController();
  const wayOut = await testWayOut(service, realClock, ending.signal);
  return {
    service,
    wayOut,
    signal: ending.signal,
    abort: (reason) => ending.abort(reason),
    forms: () =>
      service.seen.filter(({ path }) => path.endsWith('/token')).map(({ body }) => new URLSearchParams(body)),
    async close() {
      await wayOut.close();
      await service.close();
    },
  };
}

/** What a signed-in browser does: posts the code, or an error, back to MSAL's listener. */
export function answeringBrowser(fields: Readonly<Record<string, string>>): Browser & { opened: string[] } {
  const opened: string[] = [];
  return {
    opened,
    async open(url) {
      opened.push(url);
      const parameters = new URL(url).searchParams;
      const redirect = new URL(parameters.get('redirect_uri') ?? '');
      const body = new URLSearchParams({ state: parameters.get('state') ?? '', ...fields }).toString();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      httpRequest({ host: '127.0.0.1', port: redirect.port, method: 'POST', headers })
        .on('response', (response) => response.resume())
        .on('error', () => {})
        .end(body);
    },
  };
}
