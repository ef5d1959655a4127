import type { Interference, SandboxRequest } from '../../../src/sandbox/sandbox.ts';

/** Whether the program sent it; what a simulated person or Jamf Pro's own console does is left alone. */
function isOurs({ service, path }: SandboxRequest): boolean {
  switch (service) {
    case 'graph':
      return true;
    case 'jamf':
      return path.startsWith('/api/');
    case 'entra':
      return path.endsWith('/token');
    case 'intune':
      return false;
  }
}

/** What a 429 asks for. */
export const RETRY_AFTER_S = 7;

/** The sandbox's answer of that status, in the shape of its service. */
export function refusal(
  status: number,
  after: 'before-commit' | 'after-commit' = 'before-commit',
): Interference {
  const message = `refused with ${status} for the test`;
  return {
    kind: 'answer',
    status,
    headers: {
      'content-type': 'application/json',
      ...(status === 429 && { 'retry-after': `${RETRY_AFTER_S}` }),
    },
    body: JSON.stringify({ error: { code: `Test${status}`, message }, httpStatus: status, errors: [] }),
    after,
  };
}

type Mishaps = (request: SandboxRequest) => Interference | undefined;

const placeOf = ({ service, method, path }: SandboxRequest) => `${service} ${method} ${path}`;

/** Every writing request goes wrong once; when it is repeated, in the same run or in the next, it is let through. */
export function everyWriteOnce(mishap: Interference): Mishaps {
  const met = new Set<string>();
  return (request) => {
    if (!request.writes) return undefined;
    // Two of them go to the same place: what was let through may be met again.
    if (met.delete(placeOf(request))) return undefined;
    met.add(placeOf(request));
    return mishap;
  };
}

/** The first request to every place goes wrong, reads and sign-ins as well. */
export function everyPlaceOnce(
  mishap: Interference,
  concerns: (request: SandboxRequest) => boolean = () => true,
): Mishaps {
  const met = new Set<string>();
  return (request) => {
    if (!isOurs(request) || !concerns(request) || met.has(placeOf(request))) return undefined;
    met.add(placeOf(request));
    return mishap;
  };
}
