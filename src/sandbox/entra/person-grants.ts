import { createHash } from 'node:crypto';
import type { SandboxContext } from '../service.ts';
import type { Client } from './client.ts';
import { checkConsent } from './consent.ts';
import { readRefreshToken } from './refresh-token.ts';
import { Refusal, required } from './refusal.ts';
import { readScope } from './scope.ts';
import type { SignInMemory } from './sign-in.ts';
import { personTokens } from './token.ts';

/** Exchanges the code that the browser brought; it works once, and only with the verifier behind its challenge. */
export async function redeemCode(
  context: SandboxContext,
  memory: SignInMemory,
  client: Client,
  form: URLSearchParams,
) {
  const code = required(form, 'code');
  const issued = memory.codes.get(code);
  memory.codes.delete(code);
  if (issued === undefined || issued.request.client.appId !== client.appId) {
    throw new Refusal(
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code.',
    );
  }
  if (issued.expiresAt <= context.clock.now().getTime()) {
    throw new Refusal(
      70008,
      'The provided authorization code or refresh token has expired due to inactivity.',
    );
  }
  if (required(form, 'redirect_uri') !== issued.request.redirectUri) {
    throw new Refusal(50011, 'The redirect URI is not the one that the authorization code was sent to.');
  }
  const verifier = required(form, 'code_verifier');
  if (createHash('sha256').update(verifier).digest('base64url') !== issued.request.codeChallenge) {
    throw new Refusal(
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
  }
  return personTokens(context, client, issued.person, issued.request.scope, issued.request.nonce);
}

/** New tokens for somebody who signed in before; each answer brings a newer refresh token. */
export async function refresh(context: SandboxContext, client: Client, form: URLSearchParams) {
  const person = await readRefreshToken(context, client, required(form, 'refresh_token'));
  const scope = readScope(context, required(form, 'scope'));
  checkConsent(context, client, person, scope);
  return personTokens(context, client, person, { ...scope, refreshToken: true }, undefined);
}

/** What a device gets when it polls. */
export async function redeemDeviceCode(
  context: SandboxContext,
  memory: SignInMemory,
  client: Client,
  form: URLSearchParams,
) {
  const request = memory.devices.get(required(form, 'device_code'));
  if (request === undefined || request.client.appId !== client.appId) {
    throw new Refusal(
      70018,
      'Invalid verification code due to User typing in wrong user code for device code flow.',
    );
  }
  if (request.expiresAt <= context.clock.now().getTime()) {
    throw new Refusal(70019, 'Verification code expired. Have the user retry the sign-in.');
  }
  if (request.outcome === 'pending') {
    throw new Refusal(70016, 'OAuth 2.0 device flow error. Authorization is pending. Continue polling.');
  }
  memory.devices.delete(request.deviceCode);
  if (request.outcome === 'declined') throw new Refusal(65004, 'User declined to consent to access the app.');
  return personTokens(context, client, request.outcome, request.scope, undefined);
}
