import { Failure } from '../errors/failure.ts';
import type { ServiceError } from '../errors/service-error.ts';

/** The account is an input that is missing, so exit code 2: whoever gives one goes on. */
export function needsUserAccount(): Failure {
  return new Failure({
    code: 'JI-J408',
    exit: 2,
    what: 'An API role and client can be created only with a Jamf Pro user account',
    why: 'An API client that may make API clients could widen its own role',
    fix: [
      'Set JAMF_USERNAME and JAMF_PASSWORD to a local Jamf Pro account with the privileges Create and Read API Roles, Create and Read API Integrations',
      'jamf-intune jamf-role --create --jamf-username NAME  asks for the password',
    ],
    field: 'jamfUsername',
  });
}

/** Jamf Pro made it and nobody saw it, or it did not: a look cannot tell, because it is shown only once. */
export function lostCredentials({ message, target }: ServiceError): Failure {
  return new Failure({
    code: 'JI-J413',
    exit: 1,
    what: 'The secret of the API client did not arrive; role and client are in Jamf Pro',
    why: [message, target].filter(Boolean).join('\n'),
    fix: ['jamf-intune jamf-role --rotate-credentials --jamf-username NAME  makes a new one'],
  });
}
