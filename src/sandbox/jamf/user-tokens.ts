import { type Call, noContent, type Operation } from './operation.ts';
import { PRIVILEGES } from './privileges.ts';
import { Refusal } from './refusal.ts';
import type { Caller } from './tokens.ts';

const USER_TOKEN_SECONDS = 20 * 60;

function issueUserToken(call: Call, caller: Caller): Response {
  const { token, expires } = call.tokens.issue(caller, USER_TOKEN_SECONDS);
  return Response.json({ token, expires: expires.toISOString() });
}

function signIn(call: Call): Response {
  const basic = /^Basic ([\w+/=]+)$/i.exec(call.authorization ?? '')?.[1] ?? '';
  const [username = '', ...rest] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  const password = rest.join(':');
  const user = call.context.world.jamf.users.find(
    (candidate) => candidate.username === username && candidate.password === password,
  );
  if (user === undefined) throw new Refusal(401);
  return issueUserToken(call, { kind: 'user', name: user.username, privileges: user.privileges });
}

/** A new token for a user; the old one dies. API clients have no refresh of any kind (jamf.md §3). */
function keepAlive(call: Call): Response {
  if (call.caller?.kind !== 'user')
    throw new Refusal(403, { code: 'INVALID_PRIVILEGE', description: 'Forbidden' });
  call.tokens.revoke(call.authorization);
  return issueUserToken(call, call.caller);
}

function whoAmI({ caller }: Call): Response {
  const privileges = caller?.privileges ?? [];
  return Response.json({
    account: {
      id: '1',
      username: caller?.name ?? '',
      accessLevel: 'FullAccess',
      privilegeSet: privileges.length === PRIVILEGES.length ? 'ADMINISTRATOR' : 'CUSTOM',
      privilegesBySite: { '-1': privileges },
      currentSiteId: '-1',
    },
    accountGroups: [],
    sites: [],
    authenticationType: caller?.kind === 'client' ? 'CLIENT_CREDENTIALS' : 'JSS',
  });
}

const tag = 'api-authentication';

export const USER_TOKENS: readonly Operation[] = [
  {
    method: 'post',
    path: '/v1/auth/token',
    tag,
    summary: 'Token for a user account, by Basic authentication',
    access: 'anyone',
    success: 200,
    handle: signIn,
  },
  {
    method: 'post',
    path: '/v1/auth/keep-alive',
    tag,
    summary: 'New token for a user account in place of the old one',
    access: 'any token',
    success: 200,
    handle: keepAlive,
  },
  {
    method: 'post',
    path: '/v1/auth/invalidate-token',
    tag,
    summary: 'Gives the token back',
    access: 'any token',
    success: 204,
    handle: (call) => {
      call.tokens.revoke(call.authorization);
      return noContent();
    },
  },
  {
    method: 'get',
    path: '/v1/auth',
    tag,
    summary: 'Who the token stands for',
    access: 'any token',
    success: 200,
    handle: whoAmI,
  },
];
