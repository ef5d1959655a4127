import { GRAPH_APP_ID, INTUNE_API_APP_ID } from '../../microsoft/identifiers.ts';
import { SANDBOX_ACCOUNTS } from '../accounts.ts';
import type { Fault } from '../faults.ts';
import { USER_READ_SCOPE_ID } from '../seed/published-roles.ts';
import type { SandboxContext } from '../service.ts';
import type { Application } from '../world.ts';

/**
 * Lets the faults that somebody makes in the tenant take effect on the applications that are there. Called around every
 * Graph request. Consent is taken away as often as it is given; the other two happen once to an application, so that
 * what the tool does about them lasts, and again after the fault was switched off and on.
 */
export function afflict(context: SandboxContext): void {
  const { world } = context;
  world.afflicted = (world.afflicted ?? []).filter((mark) =>
    world.faults.some((fault) => mark.startsWith(`${fault} `)),
  );
  for (const application of world.applications) {
    if (application.appId === SANDBOX_ACCOUNTS.automation.clientId) continue;
    if (context.has('no-consent')) takeConsentAway(context, application);
    once(context, 'extra-permission', application, addUserRead);
    once(context, 'secret-expired', application, expireSecrets);
  }
}

function once(
  context: SandboxContext,
  fault: Fault,
  application: Application,
  befall: (context: SandboxContext, application: Application) => boolean,
): void {
  const marks = context.world.afflicted ?? [];
  const mark = `${fault} ${application.id}`;
  if (!context.has(fault) || marks.includes(mark)) return;
  if (befall(context, application)) context.world.afflicted = [...marks, mark];
}

function takeConsentAway({ world }: SandboxContext, application: Application): void {
  const client = world.servicePrincipals.find((each) => each.appId === application.appId);
  const intune = world.servicePrincipals.find((each) => each.appId === INTUNE_API_APP_ID);
  world.appRoleAssignments = world.appRoleAssignments.filter(
    (each) => each.principalId !== client?.id || each.resourceId !== intune?.id,
  );
}

/** The portal's default `User.Read`, the usual leftover (failures-and-users.md §2, 4). */
function addUserRead({ world, random }: SandboxContext, application: Application): boolean {
  const client = world.servicePrincipals.find((each) => each.appId === application.appId);
  const graph = world.servicePrincipals.find((each) => each.appId === GRAPH_APP_ID);
  if (client === undefined || graph === undefined) return false;
  application.requiredResourceAccess = [
    ...application.requiredResourceAccess.filter((each) => each.resourceAppId !== GRAPH_APP_ID),
    { resourceAppId: GRAPH_APP_ID, resourceAccess: [{ id: USER_READ_SCOPE_ID, type: 'Scope' }] },
  ];
  world.permissionGrants.push({
    id: random.uuid(),
    clientId: client.id,
    consentType: 'AllPrincipals',
    principalId: null,
    resourceId: graph.id,
    scope: 'User.Read',
  });
  return true;
}

function expireSecrets({ clock }: SandboxContext, application: Application): boolean {
  const yesterday = new Date(clock.now().getTime() - 86_400_000).toISOString();
  for (const password of application.passwordCredentials) password.endDateTime = yesterday;
  return application.passwordCredentials.length > 0;
}
