import { Hono } from 'hono';
import type { SandboxContext } from '../service.ts';
import { checkRedirectUri, findClient } from './client.ts';
import { Refusal, required } from './refusal.ts';
import { readScope } from './scope.ts';
import { type BrowserRequest, beginSignIn, type SignInMemory } from './sign-in.ts';
import { passwordPage } from './sign-in-pages.ts';
import { checkTenant } from './tenant.ts';

/** Where a client sends the person's browser. */
export function authorize(context: SandboxContext, memory: SignInMemory): Hono {
  const app = new Hono();
  app.get('/:tenant/oauth2/v2.0/authorize', (c) => {
    checkTenant(context, c.req.param('tenant'));
    const parameters = new URL(c.req.url).searchParams;
    const signIn = beginSignIn(context, memory, readRequest(context, parameters));
    return c.html(passwordPage(signIn, parameters.get('login_hint') ?? ''));
  });
  return app;
}

function readRequest(context: SandboxContext, parameters: URLSearchParams): BrowserRequest {
  const client = findClient(context, required(parameters, 'client_id'));
  const redirectUri = required(parameters, 'redirect_uri');
  checkRedirectUri(client, redirectUri);
  expectValue(parameters, 'response_type', 'code');
  // Only form_post: MSAL refuses answers in the URL since its version 7 (microsoft.md §8.2).
  expectValue(parameters, 'response_mode', 'form_post');
  const codeChallenge = parameters.get('code_challenge');
  if (codeChallenge === null || parameters.get('code_challenge_method') !== 'S256') {
    throw new Refusal(9002325, 'Proof Key for Code Exchange with S256 is required.');
  }
  return {
    kind: 'browser',
    client,
    scope: readScope(context, required(parameters, 'scope')),
    redirectUri,
    state: parameters.get('state') ?? undefined,
    nonce: parameters.get('nonce') ?? undefined,
    codeChallenge,
  };
}

function expectValue(parameters: URLSearchParams, name: string, value: string): void {
  const given = required(parameters, name);
  if (given === value) return;
  throw new Refusal(90023, `Unsupported '${name}' value '${given}'; the sandbox knows '${value}'.`);
}
