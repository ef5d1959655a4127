import type { Advice } from './graph-errors.ts';

/**
 * Entra's sign-in errors by number: what they mean and what to do (microsoft.md §7). Microsoft says to react on the
 * number, never on the text.
 */
const SIGN_IN_AGAIN = 'Run the command again to sign in anew';

export const AADSTS: Readonly<Record<string, Advice>> = {
  '700016': {
    meaning: 'The application was not found in this tenant',
    fix: 'Check --tenant and --cloud; a new application can take a minute to be known',
  },
  '7000215': {
    meaning: 'The client secret is wrong',
    fix: "Use the secret's value, not its id; a new secret can take some minutes to work",
  },
  '7000222': { meaning: 'The client secret has expired', fix: 'Create a new client secret' },
  '7000229': {
    meaning: 'The application has no service principal in this tenant',
    fix: 'Run jamf-intune setup: it creates the service principal; a new one can take a minute to be known',
  },
  '700027': {
    meaning: "Entra doesn't know the certificate or key that signed the request",
    fix: "Upload the certificate to the application, or check the federated credential's issuer and subject",
  },
  '70021': {
    meaning: 'No federated credential of the application matches the token',
    fix: "Check the federated credential's issuer, subject and audience",
  },
  '7000218': {
    meaning: 'The application is not enabled as a public client',
    fix: 'Set "Allow public client flows" to Yes on the application named by --client-id',
  },
  '65001': {
    meaning: 'Nobody has consented to the permissions',
    fix: 'Ask an administrator to grant admin consent',
  },
  '65002': {
    meaning: 'This Microsoft client may not ask for these permissions',
    fix: 'Use another client with --client-id (the Azure CLI cannot manage Intune)',
  },
  '65004': { meaning: 'The consent was declined', fix: 'Sign in again and accept, or ask an administrator' },
  '90094': {
    meaning: 'An administrator must consent first',
    fix: 'Ask an administrator to grant admin consent',
  },
  '90095': {
    meaning: 'Consent was requested and waits for an administrator',
    fix: 'Run the command again after the request was approved',
  },
  '50105': {
    meaning: 'The account is not assigned to the application that signs in',
    fix: 'Ask for the assignment, or use an application of your own with --client-id',
  },
  '50126': { meaning: 'The user name or the password is wrong', fix: SIGN_IN_AGAIN },
  '53003': {
    meaning: 'A Conditional Access policy blocks this sign-in',
    fix: 'Sign in in the browser instead of with --device-code, or from a device that the policy allows',
  },
  '53000': { meaning: 'The device is not compliant', fix: 'Sign in from a compliant device' },
  '530035': {
    meaning: 'Security defaults block this sign-in',
    fix: 'Sign in in the browser instead of with --device-code',
  },
  '530036': {
    meaning: 'A policy on authentication flows refuses the stored sign-in',
    fix: 'Sign in in the browser instead of with --device-code',
  },
  '50076': { meaning: 'Multi-factor authentication is needed', fix: SIGN_IN_AGAIN },
  '50079': { meaning: 'The account must enrol in multi-factor authentication', fix: SIGN_IN_AGAIN },
  '50078': { meaning: 'The multi-factor authentication has expired', fix: SIGN_IN_AGAIN },
  '700082': { meaning: 'The stored sign-in was idle for too long', fix: SIGN_IN_AGAIN },
  '70043': { meaning: 'A sign-in frequency policy ended the session', fix: SIGN_IN_AGAIN },
  '50173': { meaning: 'The stored sign-in was revoked', fix: SIGN_IN_AGAIN },
  '70016': { meaning: 'Nobody has finished the sign-in with the device code yet', fix: SIGN_IN_AGAIN },
  '70018': { meaning: 'The device code is wrong', fix: SIGN_IN_AGAIN },
  '70019': { meaning: 'The device code has expired', fix: SIGN_IN_AGAIN },
  '70020': { meaning: 'The device code has expired', fix: SIGN_IN_AGAIN },
  '90002': { meaning: 'There is no such tenant in this cloud', fix: 'Check --tenant and --cloud' },
  '90038': { meaning: 'The tenant belongs to another national cloud', fix: 'Choose its cloud with --cloud' },
  '500113': {
    meaning: 'The application has no address that the sign-in may return to',
    fix: 'Add the redirect URI http://localhost (Mobile and desktop applications) to it',
  },
  '50011': {
    meaning: 'The application does not list the address that the sign-in returns to',
    fix: 'Add the redirect URI http://localhost (Mobile and desktop applications) to it',
  },
  '500011': {
    meaning: 'The service that the token is for has no service principal in this tenant',
    fix: 'Check the Intune licence; jamf-intune setup creates the service principal of the Intune API',
  },
  '500014': {
    meaning: 'The service that the token is for is disabled in this tenant',
    fix: 'Enable its enterprise application, or check the Intune licence',
  },
  '650052': {
    meaning: 'The tenant has not subscribed to the service that the token is for',
    fix: 'Assign an Intune licence in the tenant',
  },
  '70011': { meaning: 'A requested permission does not exist in this cloud', fix: 'Check --cloud' },
  '28002': { meaning: 'A requested permission does not exist in this cloud', fix: 'Check --cloud' },
  '90055': {
    meaning: 'Entra is throttling this tenant',
    fix: 'Wait a few minutes and run the command again',
  },
  '50196': {
    meaning: 'Entra saw too many sign-ins in a row',
    fix: 'Wait a few minutes and run the command again',
  },
};

/** What an `AADSTS…` code means and what to do, or undefined for one that is not in the table. */
export function explainAadsts(code: string | undefined): Advice | undefined {
  const number = code?.replace(/^AADSTS/, '');
  return number !== undefined && Object.hasOwn(AADSTS, number) ? AADSTS[number] : undefined;
}

/**
 * Where Microsoft explains a code. The page is on the sign-in service of the cloud.
 *
 * @param signIn origin of the sign-in service
 */
export function aadstsPage(signIn: string, code: string): string {
  return `${signIn}/error?code=${encodeURIComponent(code.replace(/^AADSTS/, ''))}`;
}
