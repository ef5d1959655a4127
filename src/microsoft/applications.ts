import {
  APPLICATION_PROPERTIES,
  type Application,
  type ApplicationBody,
  applicationSchema,
  type PasswordCredential,
} from './application.ts';
import { collect } from './collect.ts';
import type { Graph } from './graph.ts';
import { guid, path, quoted } from './path.ts';
import { awaitVisible } from './replication.ts';
import { goneIsFine, type Writing } from './writing.ts';

export type { Application, ApplicationBody, PasswordCredential };

/** The body as Graph takes it (microsoft.md §5.1): what is not given is not sent, so that Graph leaves it alone. */
function graphShape({ redirectUris, ...rest }: Partial<ApplicationBody>): Record<string, unknown> {
  return redirectUris === undefined ? rest : { ...rest, web: { redirectUris } };
}

/** The application that an upsert made under this key; a negative answer can be believed (reliability.md §8). */
export function findApplicationByUniqueName(
  graph: Graph,
  uniqueName: string,
): Promise<Application | undefined> {
  const byKey = path`/applications(uniqueName=${quoted(uniqueName)})?$select=${APPLICATION_PROPERTIES}`;
  return graph.find(byKey, applicationSchema);
}

/** @param appId the application (client) id */
export function findApplicationByAppId(graph: Graph, appId: string): Promise<Application | undefined> {
  const byKey = path`/applications(appId='${guid(appId)}')?$select=${APPLICATION_PROPERTIES}`;
  return graph.find(byKey, applicationSchema);
}

/** All applications with exactly this name. A list lags behind writes, so an empty one proves nothing. */
export function listApplicationsNamed(graph: Graph, displayName: string): Promise<readonly Application[]> {
  const named = path`/applications?$filter=displayName eq ${quoted(displayName)}&$select=${APPLICATION_PROPERTIES}`;
  return collect(graph.pages(named, applicationSchema));
}

/**
 * Creates the application under `uniqueName` or brings the existing one to `body`; however often it is repeated,
 * there is one (microsoft.md §5.3). Waits until it can be read back.
 *
 * @param uniqueName letters, digits and hyphens; the same for the same connection for ever
 * @returns `created` is false when it existed, also when an earlier attempt whose answer was lost had made it
 */
export async function upsertApplication(
  writing: Writing,
  uniqueName: string,
  body: ApplicationBody,
): Promise<{ readonly application: Application; readonly created: boolean }> {
  const { graph } = writing;
  const web = {
    redirectUris: body.redirectUris,
    implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
  };
  const answer = await graph.write(
    'PATCH',
    path`/applications(uniqueName=${quoted(uniqueName)})`,
    { ...graphShape(body), web },
    { idempotent: true, headers: { Prefer: 'create-if-missing' } },
  );
  const application = await awaitVisible(writing, () => findApplicationByUniqueName(graph, uniqueName), {
    what: 'the application',
  });
  return { application, created: answer.status === 201 };
}

/** Sets the given properties and leaves all others as they are. */
export async function changeApplication(
  graph: Graph,
  objectId: string,
  change: Partial<ApplicationBody>,
): Promise<void> {
  await graph.write('PATCH', path`/applications/${guid(objectId)}`, graphShape(change), { idempotent: true });
}

/** Deletes it, and with it its service principal in the home tenant. No error when it is gone already. */
export async function deleteApplication(graph: Graph, objectId: string): Promise<void> {
  await goneIsFine(
    graph.write('DELETE', path`/applications/${guid(objectId)}`, undefined, { idempotent: true }),
  );
}
