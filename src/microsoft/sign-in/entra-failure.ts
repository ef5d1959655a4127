import { AuthError, InteractionRequiredAuthError, ServerError } from '@azure/msal-node';
import { z } from 'zod';
import { Failure } from '../../errors/failure.ts';
import { ServiceError } from '../../errors/service-error.ts';
import { visible } from '../../terminal/visible.ts';
import { explainAadsts } from '../aadsts.ts';

/** Entra's answer when it refuses a sign-in. */
export const refusalSchema = z.object({
  error: z.string().min(1),
  error_description: z.string().optional(),
  error_codes: z.array(z.number()).optional(),
  correlation_id: z.string().optional(),
});
type EntraRefusal = z.infer<typeof refusalSchema>;

/** What went wrong at the last request: MSAL keeps neither the cause of a network error nor the numbers of a refusal. */
export type SignInTrouble =
  | { readonly kind: 'refused'; readonly refusal: EntraRefusal }
  /** A `ServiceError`, or the reason of an interruption. */
  | { readonly kind: 'failed'; readonly error: unknown };

/** Errors by their OAuth name, where no AADSTS number came with them. */
const BY_NAME: Readonly<Record<string, string>> = {
  authorization_declined: 'The sign-in was declined',
  access_denied: 'The sign-in was declined',
  expired_token: 'The device code has expired',
  code_expired: 'The device code has expired',
  device_code_expired: 'The device code has expired',
  no_account_found: 'There is no stored sign-in',
  no_tokens_found: 'There is no stored sign-in',
};

/** The number is in a field of its own where Entra answers us, but only in the text where the browser brings it. */
function aadstsCode(numbers: readonly (number | string)[], description: string): string | undefined {
  const number = numbers[0] ?? /AADSTS(\d+)/.exec(description)?.[1];
  return number === undefined ? undefined : `AADSTS${number}`;
}

function refused(
  name: string,
  numbers: readonly (number | string)[],
  description: string,
  id?: string,
): ServiceError {
  const code = aadstsCode(numbers, description) ?? visible(name, 60);
  const advice = explainAadsts(code);
  const meaning = advice?.meaning ?? (Object.hasOwn(BY_NAME, name) ? BY_NAME[name] : undefined);
  // The first line says it; what follows are trace ids and a timestamp.
  const said = visible(description.split(/[\r\n]| Trace ID:/)[0] ?? '', 240);
  const message =
    meaning === undefined
      ? `Microsoft Entra refused the sign-in with ${code}${said === '' ? '' : `: ${said}`}`
      : `${meaning} (${code})${advice === undefined ? '' : `; ${advice.fix.charAt(0).toLowerCase()}${advice.fix.slice(1)}`}`;
  return new ServiceError({
    service: 'Microsoft Entra',
    message,
    outcome: 'refused',
    code,
    ...(id === undefined || id === '' ? {} : { requestId: visible(id, 60) }),
  });
}

/**
 * What to throw instead of an error of MSAL, which carries tokens and secrets and never the cause.
 *
 * @param trouble what our own network saw last during the same call
 */
export function entraFailure(error: unknown, trouble: SignInTrouble | undefined): unknown {
  if (!(error instanceof AuthError)) return error;
  if (trouble?.kind === 'failed') return trouble.error;
  if (trouble?.kind === 'refused') {
    const { refusal } = trouble;
    const description = refusal.error_description ?? '';
    return refused(refusal.error, refusal.error_codes ?? [], description, refusal.correlation_id);
  }
  const number = error instanceof ServerError ? error.errorNo : undefined;
  return refused(
    error.errorCode === '' ? 'unknown_error' : error.errorCode,
    number === undefined ? [] : [number],
    // MSAL's own words for its own errors may quote the request; those of the server are the server's.
    error instanceof ServerError || error instanceof InteractionRequiredAuthError ? error.errorMessage : '',
    error.correlationId,
  );
}

/** A sign-in that nobody finished in time. */
export function notFinished(limitMs: number, how: 'browser' | 'device-code'): Failure {
  const minutes = Math.max(1, Math.round(limitMs / 60_000));
  return new Failure({
    code: 'JI-E190',
    exit: 4,
    what: `Nobody finished the sign-in to Microsoft within ${minutes} minutes`,
    why:
      how === 'browser'
        ? 'The browser never came back with an answer; it may have been closed, or it runs on another computer'
        : 'The code was not entered before it expired',
    fix:
      how === 'browser'
        ? [
            'Run the command again and finish the sign-in',
            'On a computer without a browser, add --device-code',
          ]
        : [
            'Run the command again and enter the code',
            'Where the tenant blocks device codes, leave out --device-code',
          ],
  });
}
