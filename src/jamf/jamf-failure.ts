import { Failure } from '../errors/failure.ts';
import type { ServiceError } from '../errors/service-error.ts';
import { consolePage } from './deep-links.ts';
import { privilegeFor } from './privileges.ts';
import { NOT_JAMF_PRO } from './refusal.ts';
import { EXPIRED_PASSWORD, WRONG_CLIENT, WRONG_PASSWORD } from './sign-in-refusal.ts';

/**
 * What a refusal of Jamf Pro means for the person and how to mend it. Pure.
 *
 * @param origin of the server that was called
 * @returns undefined for what is no matter of Jamf Pro: networks, and refusals that the caller knows better
 */
export function jamfFailure(error: ServiceError, origin: string): Failure | undefined {
  if (error.code === NOT_JAMF_PRO || error.code?.startsWith('E_REDIRECT_')) return notJamfPro(error, origin);
  if (error.code === WRONG_CLIENT) return wrongClient(error, origin);
  if (error.code === EXPIRED_PASSWORD || error.code === WRONG_PASSWORD) return wrongAccount(error);
  if (error.status === 403) return missingPrivilege(error, origin);
  if (error.status !== undefined && error.status >= 500) return notWell(error, origin);
  return undefined;
}

function notJamfPro(error: ServiceError, origin: string): Failure {
  return new Failure({
    code: 'JI-J406',
    exit: 2,
    field: 'jamfUrl',
    what: `${origin} answers, but not as Jamf Pro`,
    why: error.message,
    fix: [
      `Open ${origin} in a browser: the console of Jamf Pro must appear`,
      'Check the address for the right name and port, and whether a proxy or a sign-in page stands before it',
    ],
  });
}

function wrongClient(error: ServiceError, origin: string): Failure {
  return new Failure({
    code: 'JI-J405',
    exit: 4,
    field: 'jamfClientId',
    what: 'Jamf Pro refused the API client',
    why: error.message,
    fix: [
      'Check JAMF_CLIENT_ID and JAMF_CLIENT_SECRET',
      `See whether the client is enabled: ${consolePage(origin, 'api-roles-and-clients').url}`,
      'jamf-intune jamf-role --create --jamf-username NAME  makes one',
    ],
  });
}

function wrongAccount(error: ServiceError): Failure {
  return new Failure({
    code: 'JI-J405',
    exit: 4,
    field: 'jamfUsername',
    what: 'Jamf Pro refused the user account',
    why: error.message,
    fix: [
      'Check JAMF_USERNAME and JAMF_PASSWORD; the account must be a local one of Jamf Pro',
      'Or use an API client: set JAMF_CLIENT_ID and JAMF_CLIENT_SECRET',
    ],
  });
}

function missingPrivilege(error: ServiceError, origin: string): Failure {
  const path = error.target?.slice(error.target.indexOf('/')) ?? '';
  const privilege = privilegeFor(error.method ?? 'GET', path);
  return new Failure({
    code: 'JI-J404',
    exit: 4,
    what:
      privilege === undefined
        ? 'Jamf Pro refused a request'
        : `The privilege "${privilege}" is missing in Jamf Pro`,
    why: error.message,
    fix: [
      `Add ${privilege === undefined ? 'the privilege' : `"${privilege}"`} to the API role: ${consolePage(origin, 'api-roles-and-clients').url}`,
      'jamf-intune jamf-role  lists all that are needed',
    ],
  });
}

function notWell(error: ServiceError, origin: string): Failure {
  return new Failure({
    code: 'JI-J402',
    exit: 1,
    what: 'Jamf Pro is not answering properly',
    why: error.message,
    fix: [
      `Look at ${origin}/healthCheck.html: [] means that it is well`,
      'Try again when it is; the run goes on where it stopped',
    ],
  });
}
