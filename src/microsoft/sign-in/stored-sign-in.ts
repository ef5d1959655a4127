import type { AccountInfo, PublicClientApplication } from '@azure/msal-node';
import { ServiceError } from '../../errors/service-error.ts';
import { callMsal } from './call-msal.ts';
import { readResult, type SignedIn } from './msal-result.ts';
import type { SignInNetwork } from './network-client.ts';
import type { PersonSignIn } from './person-sign-in.ts';

/** A person at MSAL: the application, its network and what was asked for. */
export interface MsalSession {
  readonly options: PersonSignIn;
  readonly msal: PublicClientApplication;
  readonly network: SignInNetwork;
}

/**
 * Renews an account's tokens with its refresh token.
 *
 * @throws ServiceError with an `AADSTS…` code when Entra wants the person to sign in again
 */
export async function renewSilently(session: MsalSession, account: AccountInfo): Promise<SignedIn> {
  const { options, msal, network } = session;
  const authority = `${options.cloud.signIn}/${account.tenantId}`;
  const request = { account, authority, scopes: [...options.scopes], forceRefresh: true };
  return readResult(await callMsal(network, () => msal.acquireTokenSilent(request)));
}

function belongsTo(account: AccountInfo, tenant: string | undefined): boolean {
  if (tenant === undefined) return true;
  const wanted = tenant.toLowerCase();
  return account.tenantId.toLowerCase() === wanted || account.username.toLowerCase().endsWith(`@${wanted}`);
}

/** The sign-in that an earlier run kept, when there is one for this tenant and Entra still takes it. */
export async function takeUpStored(session: MsalSession): Promise<SignedIn | undefined> {
  const accounts = await session.msal.getTokenCache().getAllAccounts();
  const account = accounts.find((candidate) => belongsTo(candidate, session.options.tenant));
  if (account === undefined) return undefined;
  try {
    return await renewSilently(session, account);
  } catch (error) {
    // What Entra has against a stored sign-in, a new one cures; a request that failed (it has a target) it does not.
    if (error instanceof ServiceError && error.target === undefined) return undefined;
    throw error;
  }
}
