/** What Graph's error codes mean for this program, and what to do (microsoft.md §5.5). Data only. */

export interface Advice {
  /** What the code means, as the beginning of a sentence, without a full stop. */
  readonly meaning: string;
  /** What to do about it, as an imperative sentence without a full stop. */
  readonly fix: string;
}

const BY_CODE: Readonly<Record<string, Advice>> = {
  CredentialTypeNotAllowedAsPerAppPolicy: {
    meaning: "The tenant's app management policy forbids client secrets",
    fix: 'Ask a Global or Security Administrator to exempt this application from the restriction passwordAddition',
  },
  CredentialInvalidLifetimeAsPerAppPolicy: {
    meaning: "The tenant's app management policy allows only shorter secret lifetimes",
    fix: 'Choose a shorter lifetime with --secret-months',
  },
  SignInAudienceNotAllowedAsPerAppPolicy: {
    meaning: "The tenant's app management policy forbids multi-tenant applications",
    fix: 'Ask a Global or Security Administrator to exempt this application from the restriction on audiences',
  },
  TooManyAppPasswords: {
    meaning: 'The application holds as many client secrets as it may',
    fix: 'Remove an old client secret of the application in the Entra admin centre',
  },
  Authorization_RequestDenied: {
    meaning: 'The signed-in identity lacks a directory role or a Graph permission for this',
    fix: 'Sign in with Application Administrator (or Cloud Application Administrator) and Intune Administrator',
  },
  Forbidden: {
    meaning: 'The signed-in identity lacks an Intune role or a Graph permission for this',
    fix: 'Sign in with Intune Administrator, and consent to DeviceManagementServiceConfig.ReadWrite.All',
  },
  Request_ResourceNotFound: {
    meaning: 'The object is not there, or Entra has not replicated it yet',
    fix: 'Wait a minute and run the command again',
  },
  Request_MultipleObjectsWithSameKeyValue: {
    meaning: 'An object with this key exists already',
    fix: 'Run the command again: it adopts what exists',
  },
  TooManyRequests: {
    meaning: 'Graph is throttling requests',
    fix: 'Wait a few minutes and run the command again',
  },
  activityLimitReached: {
    meaning: 'Graph is throttling requests',
    fix: 'Wait a few minutes and run the command again',
  },
  serviceNotAvailable: {
    meaning: 'The service behind Graph is not available at the moment',
    fix: 'Wait a few minutes and run the command again',
  },
  InvalidAuthenticationToken: {
    meaning: 'Graph does not accept the access token',
    fix: 'Run the command again to sign in anew',
  },
  insufficient_claims: {
    meaning: 'Entra ended this session because the account or a policy changed',
    fix: 'Run the command again to sign in anew',
  },
};

const BY_MESSAGE: readonly (readonly [RegExp, Advice])[] = [
  [
    /not applicable to target tenant/i,
    {
      meaning: 'The tenant has no Intune licence, or Intune was never set up in it',
      fix: 'Assign an Intune licence in the tenant and open https://intune.microsoft.com once',
    },
  ],
  [
    /serviceManagementReference/,
    {
      meaning:
        "The tenant requires a service management reference on every application, which this program doesn't set",
      fix: 'Create the application by hand and take it over with --adopt-app APPID',
    },
  ],
];

/**
 * The meaning of a refusal by Graph, or undefined for a code that says nothing to this program.
 *
 * @param code Graph's `error.code`
 * @param message Graph's `error.message`: some refusals can be told apart by their wording alone
 */
export function explainGraphError(code: string | undefined, message: string): Advice | undefined {
  const byMessage = BY_MESSAGE.find(([wording]) => wording.test(message));
  if (byMessage !== undefined) return byMessage[1];
  return code !== undefined && Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined;
}
