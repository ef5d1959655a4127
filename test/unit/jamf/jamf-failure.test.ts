import { describe, expect, it } from 'vitest';
import { ServiceError, type ServiceErrorDetails } from '../../../src/errors/service-error.ts';
import { jamfFailure } from '../../../src/jamf/jamf-failure.ts';

const ORIGIN = 'https://contoso.jamfcloud.com';

function failureOf(details: Partial<ServiceErrorDetails>) {
  const error = new ServiceError({
    service: 'Jamf Pro',
    message: 'what the server said',
    outcome: 'refused',
    method: 'GET',
    target: 'contoso.jamfcloud.com/api/v4/computers-inventory',
    ...details,
  });
  return jamfFailure(error, ORIGIN);
}

describe('what a refusal of Jamf Pro means', () => {
  it.each<[Partial<ServiceErrorDetails>, string, number, string | undefined]>([
    [{ code: 'invalid_client', status: 401 }, 'JI-J405', 4, 'jamfClientId'],
    [{ code: 'INVALID_CREDENTIALS', status: 401 }, 'JI-J405', 4, 'jamfUsername'],
    [{ code: 'USER_EXPIRED_PASSWORD', status: 401 }, 'JI-J405', 4, 'jamfUsername'],
    [{ code: 'NOT_JAMF_PRO', status: 200 }, 'JI-J406', 2, 'jamfUrl'],
    [{ code: 'E_REDIRECT_302' }, 'JI-J406', 2, 'jamfUrl'],
    [{ code: 'INVALID_PRIVILEGE', status: 403 }, 'JI-J404', 4, undefined],
    [{ status: 503 }, 'JI-J402', 1, undefined],
  ])('given %j, then the code is %s', (details, code, exit, field) => {
    expect(failureOf(details)).toMatchObject({ code, exit, field, why: 'what the server said' });
  });

  it('given 403 on a known operation, then the fix names the privilege and the page', () => {
    const failure = failureOf({ status: 403 });
    expect(failure?.message).toBe('The privilege "Read Computers" is missing in Jamf Pro');
    expect(failure?.fix[0]).toContain(`"Read Computers" to the API role: ${ORIGIN}/view/settings`);
  });

  it.each([{ code: 'ENOTFOUND' }, { status: 400 }, { status: 409 }])(
    'given %j, then it is no matter of Jamf Pro and left to others',
    (details) => {
      expect(failureOf(details)).toBeUndefined();
    },
  );
});
