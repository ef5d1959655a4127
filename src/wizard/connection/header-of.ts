import type { Header } from '../../engine/event.ts';
import { ServiceError } from '../../errors/service-error.ts';
import type { SetupInputs } from '../../inputs/setup-inputs.ts';
import { readVersion } from '../../jamf/version.ts';
import { listMyDirectoryRoles } from '../../microsoft/directory-roles.ts';
import type { SignedIn } from '../sign-in/open-session.ts';

/** The first lines of every run: which tenant, which cloud, which server, and who is signed in with which roles. */
export async function headerOf(title: string, inputs: SetupInputs, signedIn: SignedIn): Promise<Header> {
  const { microsoft, graph, organization, jamf, cloud } = signedIn;
  const [version, roles] = await Promise.all([
    signedIn.once('jamf-version', () => readVersion(jamf)),
    rolesOf(microsoft.identity.kind, signedIn, graph),
  ]);
  const initial = organization.domains.find(({ isInitial }) => isInitial) ?? organization.domains[0];
  return {
    title,
    profile: inputs.profile,
    sandbox: inputs.sandbox,
    microsoft: {
      tenant: organization.displayName,
      domain: initial?.name ?? organization.id,
      cloud: cloud.title,
      signedInAs: microsoft.identity.name,
      roles,
    },
    jamf: {
      url: inputs.jamfUrl,
      version: version.text,
      signedInAs: `${WHO[jamf.identity.kind]} ${jamf.identity.name}`,
    },
  };
}

const WHO = { client: 'API client', user: 'user' } as const;

async function rolesOf(
  kind: 'person' | 'application',
  signedIn: SignedIn,
  graph: SignedIn['graph'],
): Promise<readonly string[]> {
  if (kind === 'application') return signedIn.microsoft.identity.permissions;
  try {
    const roles = await signedIn.once('directory-roles', () => listMyDirectoryRoles(graph));
    return roles.map(
      ({ displayName, templateId }) => displayName ?? templateId ?? 'a role whose name may not be read',
    );
  } catch (error) {
    // Roles are shown where they may be read; the preflight judges what is missing.
    if (error instanceof ServiceError && error.status === 403) return [];
    throw error;
  }
}
