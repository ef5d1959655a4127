import { z } from 'zod';
import type { Graph } from './graph.ts';
import { text, textOrNull } from './graph-shapes.ts';
import { guid, path } from './path.ts';
import { goneIsFine } from './writing.ts';

const deletedApplicationSchema = z.object({
  id: z.guid(),
  appId: z.guid(),
  displayName: text,
  deletedDateTime: textOrNull,
});

/** An app registration among the tenant's deleted items, where it stays for 30 days (microsoft.md §5.7). */
export type DeletedApplication = Readonly<z.infer<typeof deletedApplicationSchema>>;

/**
 * The application among the deleted items. Reads the list, because there is no look-up by appId: like every list, a
 * negative answer lags.
 */
export async function findDeletedApplication(
  graph: Graph,
  appId: string,
): Promise<DeletedApplication | undefined> {
  const all = path`/directory/deletedItems/microsoft.graph.application?$select=id,appId,displayName,deletedDateTime`;
  for await (const application of graph.pages(all, deletedApplicationSchema)) {
    if (application.appId.toLowerCase() === appId.toLowerCase()) return application;
  }
  return undefined;
}

/** Brings a deleted application back, with its service principal and its secrets. */
export async function restoreApplication(graph: Graph, objectId: string): Promise<void> {
  const item = path`/directory/deletedItems/${guid(objectId)}/restore`;
  await graph.write('POST', item, undefined, { idempotent: true });
}

/** Deletes a deleted application for good. No error when it is gone already. */
export async function purgeApplication(graph: Graph, objectId: string): Promise<void> {
  const item = path`/directory/deletedItems/${guid(objectId)}`;
  await goneIsFine(graph.write('DELETE', item, undefined, { idempotent: true }));
}
