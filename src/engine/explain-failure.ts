import { Failure } from '../errors/failure.ts';
import { ServiceError } from '../errors/service-error.ts';
import { BOOK, type FindingCode } from '../findings/book.ts';
import { NetworkError } from '../http/network-error.ts';
import { jamfFailure } from '../jamf/jamf-failure.ts';

/**
 * Turns whatever ended a piece of work into a failure that a person can act on.
 * @param doing what was being done, for the first line: `App registration`
 */
export function toFailure(error: unknown, doing: string): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof ServiceError) return serviceFailure(error, doing);
  if (error instanceof NetworkError) {
    return new Failure({
      code: 'JI-N300',
      exit: 1,
      what: `${doing}: ${error.host} was not reached`,
      why: error.message,
      ...entryFix('JI-N300'),
    });
  }
  return new Failure({
    code: 'JI-P500',
    exit: 1,
    what: `${doing} ended unexpectedly`,
    // The message of an error that nobody foresaw may hold a token or a secret; `--debug` shows it, without those it knows.
    why: `${error instanceof Error ? error.name : 'Something that is no error'} was thrown where nothing was expected`,
    ...entryFix('JI-P500'),
    cause: error,
  });
}

function serviceFailure(error: ServiceError, doing: string): Failure {
  const jamf = error.service === 'Jamf Pro' ? jamfFailure(error, originOf(error)) : undefined;
  if (jamf !== undefined) return jamf;
  const code = codeFor(error);
  const denied = error.status === 401 || error.status === 403 || code === 'JI-E140' || code === 'JI-J405';
  const technical = [
    error.code,
    error.status && `HTTP ${error.status}`,
    error.target,
    error.requestId && `request ${error.requestId}`,
  ];
  return new Failure({
    code,
    exit: denied ? 4 : 1,
    what: `${doing}: ${error.service} ${code === 'JI-N300' ? 'was not reached' : 'said no'}`,
    why: [error.message, technical.filter(Boolean).join(' · ')].filter(Boolean).join('\n'),
    ...entryFix(code),
    ...(error.code === UNKNOWN_TENANT && { field: 'tenant' }),
  });
}

/** Entra: no such tenant in this cloud. */
const UNKNOWN_TENANT = 'AADSTS90002';

/** The server's origin, from the target that every request names. */
function originOf({ target = '' }: ServiceError): string {
  return `https://${target.split('/')[0] ?? ''}`;
}

/** The book's code for a refusal, by the service and its own code (microsoft.md §5.5, §7; jamf.md §4). */
function codeFor({ service, code, status }: ServiceError): FindingCode {
  const known = code === undefined ? undefined : BY_SERVICE_CODE[code];
  if (known !== undefined) return known;
  if (status === undefined && code?.startsWith('AADSTS') !== true) return 'JI-N300';
  switch (service) {
    case 'Microsoft Entra':
      return 'JI-E140';
    case 'Jamf Pro':
      return 'JI-J407';
    default:
      return 'JI-E141';
  }
}

const BY_SERVICE_CODE: Readonly<Record<string, FindingCode>> = {
  CredentialTypeNotAllowedAsPerAppPolicy: 'JI-E113',
  CredentialInvalidLifetimeAsPerAppPolicy: 'JI-E114',
  SignInAudienceNotAllowedAsPerAppPolicy: 'JI-E115',
};

function entryFix(code: FindingCode): { readonly fix: readonly string[] } {
  return { fix: BOOK[code].fix };
}
