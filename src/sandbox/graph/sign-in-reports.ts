import type { SandboxContext } from '../service.ts';
import { uuidFrom } from '../uuid-from.ts';
import type { World } from '../world.ts';
import { answerList } from './collection.ts';
import type { Entity, Operation } from './operation.ts';
import { READ_SIGN_INS } from './permissions.ts';
import { GraphRefusal } from './refusal.ts';

/** Which secret was used, and when last: beta only (microsoft.md §6, "Which secret was used"). */
export const SIGN_IN_REPORT_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    version: 'beta',
    paths: ['/reports/appCredentialSignInActivities'],
    access: READ_SIGN_INS,
    answer: (request) => {
      demandPremium(request.context);
      return answerList(request, {
        set: 'reports/appCredentialSignInActivities',
        type: 'appCredentialSignInActivity',
        items: request.context.world.credentialActivity.map((activity) =>
          showActivity(request.context, activity),
        ),
      });
    },
  },
  {
    method: 'GET',
    version: 'beta',
    paths: ['/auditLogs/signIns'],
    access: READ_SIGN_INS,
    answer: (request) => {
      demandPremium(request.context);
      return answerList(request, {
        set: 'auditLogs/signIns',
        type: 'signIn',
        items: request.context.world.credentialActivity.map((activity) => ({
          id: uuidFrom(`sign-in ${activity.keyId} ${activity.lastSignInDateTime}`),
          appId: activity.appId,
          createdDateTime: activity.lastSignInDateTime,
          resourceId: activity.resourceAppId,
          servicePrincipalCredentialKeyId: activity.keyId,
          signInEventTypes: ['servicePrincipal'],
          status: { errorCode: 0, failureReason: null, additionalDetails: null },
        })),
      });
    },
  },
];

/** Graph's own words to a tenant without Entra ID P1. */
function demandPremium({ has }: SandboxContext): void {
  if (!has('no-sign-in-reports')) return;
  throw new GraphRefusal(
    403,
    'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    "Neither tenant is B2C or tenant doesn't have premium license",
  );
}

function showActivity({ world }: SandboxContext, activity: World['credentialActivity'][number]): Entity {
  const application = world.applications.find((each) => each.appId === activity.appId);
  const password = application?.passwordCredentials.find((each) => each.keyId === activity.keyId);
  return {
    id: uuidFrom(`activity ${activity.keyId}`),
    appId: activity.appId,
    appObjectId: application?.id ?? null,
    createdDateTime: password?.startDateTime ?? null,
    credentialOrigin: 'application',
    expirationDateTime: password?.endDateTime ?? null,
    keyId: activity.keyId,
    keyType: 'clientSecret',
    keyUsage: 'verify',
    resourceId: activity.resourceAppId,
    servicePrincipalObjectId: null,
    signInActivity: { lastSignInDateTime: activity.lastSignInDateTime },
  };
}
