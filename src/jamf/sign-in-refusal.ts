import { ServiceError } from '../errors/service-error.ts';
import type { JamfCredential } from './credential.ts';
import { isPage, notJamfPro, refusal } from './refusal.ts';
import { type JamfAnswer, type JamfRequest, targetOf } from './request.ts';

/** RFC 6749's word for it; the others are Jamf's own and ours where its answer has none (jamf.md §3). */
export const WRONG_CLIENT = 'invalid_client';
export const WRONG_PASSWORD = 'INVALID_CREDENTIALS';
export const EXPIRED_PASSWORD = 'USER_EXPIRED_PASSWORD';

/**
 * The error of a sign-in that gave no token: a page at another address than Jamf Pro's, a refused credential in plain
 * words, or what the server said.
 */
export function signInRefusal(
  origin: string,
  request: JamfRequest,
  answer: JamfAnswer,
  kind: JamfCredential['kind'],
): ServiceError {
  // Under maintenance a Jamf Pro answers 5xx with a page; below 500 a page, or no such path, means another server.
  const page = isPage(answer) && answer.status < 500;
  if (page || answer.status === 404) return notJamfPro(origin, request, answer);
  const said = refusal(origin, request, answer);
  const refused = answer.status === 401 || said.code === WRONG_CLIENT;
  if (!refused) return said;
  return new ServiceError({
    service: 'Jamf Pro',
    outcome: 'refused',
    method: request.method,
    target: targetOf(origin, request),
    status: answer.status,
    ...(kind === 'client'
      ? CLIENT_REFUSED
      : said.code === EXPIRED_PASSWORD
        ? PASSWORD_EXPIRED
        : USER_REFUSED),
  });
}

const CLIENT_REFUSED = {
  code: WRONG_CLIENT,
  message: 'Jamf Pro does not accept the API client: its ID or secret is wrong, or the client is disabled',
};
const USER_REFUSED = {
  code: WRONG_PASSWORD,
  message:
    'Jamf Pro does not accept this user name and password; accounts that sign in through SSO cannot use the API',
};
const PASSWORD_EXPIRED = {
  code: EXPIRED_PASSWORD,
  message: 'The password of the Jamf Pro account has expired',
};
