import type { Wanted } from '../../../inputs/wanted.ts';
import { privilegesFor } from '../../../jamf/least-privileges.ts';
import { ROLE_TEMPLATES } from '../../../microsoft/identifiers.ts';
import type { Identity } from '../../../microsoft/sign-in/identity.ts';
import type { Finding, PartId } from '../../step.ts';
import { RIGHTS, type RoleKey } from '../rights.ts';

/** What the signed-in identities may do, as far as it can be told before anything is tried. */
export interface SeenRights {
  readonly identity: Identity;
  /** Template ids of a person's directory roles. */
  readonly roles: readonly string[] | 'unknown';
  /** Jamf Pro privileges; undefined when the server does not tell. */
  readonly jamfPrivileges: readonly string[] | undefined;
}

/**
 * Compares the rights at hand with those each step needs, and names what is missing and who can grant it. Only what is
 * certainly missing blocks: an Intune role may be a custom one that Entra's directory roles do not show, and Jamf Pro
 * does not tell every API client its privileges.
 */
export function judgeRights(seen: SeenRights, wanted: Wanted): readonly Finding[] {
  return [
    ...missingPermissions(seen.identity),
    ...(seen.identity.kind === 'person' && seen.roles !== 'unknown' ? missingRoles(seen.roles, wanted) : []),
    ...missingPrivileges(seen.jamfPrivileges),
  ];
}

function missingPermissions({ kind, permissions }: Identity): readonly Finding[] {
  const held = new Set(permissions);
  const missing = new Map<string, string>();
  for (const { microsoft } of Object.values(RIGHTS)) {
    for (const { scope, application, why } of microsoft) {
      const enough = kind === 'person' ? [scope] : application;
      if (!enough.some((permission) => held.has(permission))) missing.set(enough.join(' or '), why);
    }
  }
  if (missing.size === 0) return [];
  return [
    {
      code: 'JI-E111',
      severity: 'error',
      step: 'prerequisites',
      seen: `the sign-in lacks ${missing.size} permission${missing.size === 1 ? '' : 's'} of Microsoft Graph`,
      details: [...missing].map(([permission, why]) => `${permission}: ${why}`),
      blocks: true,
    },
  ];
}

function missingRoles(roles: readonly string[], wanted: Wanted): readonly Finding[] {
  const held = new Set(roles.map((id) => id.toLowerCase()));
  const has = (keys: readonly RoleKey[]) => keys.some((key) => held.has(ROLE_TEMPLATES[key].id));
  const findings: Finding[] = [];
  if (!has(RIGHTS['app-registration'].oneRoleOf)) {
    findings.push(
      roleFinding('app-registration', 'error', 'register an application and consent to its permission'),
    );
  }
  if (!has(RIGHTS['intune-connector'].oneRoleOf)) {
    findings.push(
      roleFinding(
        'intune-connector',
        'warning',
        'set the Intune connector, unless a custom Intune role allows it',
      ),
    );
  }
  const consentsToGraph: readonly RoleKey[] = ['privilegedRoleAdministrator', 'globalAdministrator'];
  if (wanted.permissions === 'documented' && !has(consentsToGraph)) {
    findings.push({
      code: 'JI-E110',
      severity: 'error',
      step: 'prerequisites',
      seen: 'no role that may consent to a Microsoft Graph permission: Privileged Role Administrator or Global Administrator',
      blocks: true,
    });
  }
  return findings;
}

function roleFinding(step: PartId, severity: 'error' | 'warning', what: string): Finding {
  const names = RIGHTS[step].oneRoleOf.map((key) => ROLE_TEMPLATES[key].name);
  return {
    code: 'JI-E110',
    severity,
    step: 'prerequisites',
    seen: `no role that may ${what}: ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`,
    ...(severity === 'error' && { blocks: true }),
  };
}

/** What Jamf Pro's account may not read is left out of the counts; nothing that `setup` writes goes through it. */
function missingPrivileges(privileges: readonly string[] | undefined): readonly Finding[] {
  if (privileges === undefined) return [];
  const missing = privilegesFor(['setup']).filter(({ name }) => !privileges.includes(name));
  if (missing.length === 0) return [];
  return [
    {
      code: 'JI-J404',
      severity: 'warning',
      step: 'prerequisites',
      seen: `the Jamf Pro account lacks ${missing.map(({ name }) => name).join(', ')}`,
      details: missing.map(({ name, why }) => `${name}: to ${why}`),
    },
  ];
}
