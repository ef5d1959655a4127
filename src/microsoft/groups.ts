import { z } from 'zod';
import { collect } from './collect.ts';
import type { Graph } from './graph.ts';
import { text, textOrNull } from './graph-shapes.ts';
import { guid, path, quoted } from './path.ts';

const groupSchema = z.object({ id: z.guid(), displayName: text, description: textOrNull });

/** A group of the tenant. */
export type Group = Readonly<z.infer<typeof groupSchema>>;

const memberSchema = z.object({ id: z.guid(), userPrincipalName: textOrNull, mail: textOrNull });

/** A person in a group; names are null where Graph gives limited information. */
export type GroupPerson = Readonly<z.infer<typeof memberSchema>>;

const firstPageSchema = z.object({ value: z.array(groupSchema) });

/** A group by its object id; undefined when there is none. */
export function findGroup(graph: Graph, id: string): Promise<Group | undefined> {
  return graph.find(path`/groups/${guid(id)}?$select=id,displayName,description`, groupSchema);
}

/** All groups with exactly this name: names are not unique. */
export function findGroupsNamed(graph: Graph, name: string): Promise<readonly Group[]> {
  const named = path`/groups?$filter=displayName eq ${quoted(name)}&$select=id,displayName,description`;
  return collect(graph.pages(named, groupSchema));
}

/**
 * The first groups by name.
 *
 * @param limit at most this many, 1 to 999
 */
export async function listGroups(graph: Graph, limit: number): Promise<readonly Group[]> {
  const address = path`/groups?$select=id,displayName,description&$top=${limit}&$orderby=displayName&$count=true`;
  // Graph sorts groups only as an advanced query.
  const { value } = await graph.get(address, firstPageSchema, { eventual: true });
  return value;
}

/**
 * Groups whose name contains words that begin with the words of `words`, sorted by name; the server searches, because
 * a tenant may have 100,000 groups.
 *
 * @param limit at most this many, 1 to 999
 */
export async function searchGroups(graph: Graph, words: string, limit: number): Promise<readonly Group[]> {
  // Inside the quotes of $search only the quote and the backslash have a meaning.
  const term = `"displayName:${words.replace(/[\\"]/g, '\\$&')}"`;
  const address = path`/groups?$search=${term}&$select=id,displayName,description&$top=${limit}&$orderby=displayName&$count=true`;
  const { value } = await graph.get(address, firstPageSchema, { eventual: true });
  return value;
}

/** How many people are in a group, through nested groups too. */
export function countPeople(graph: Graph, groupId: string): Promise<number> {
  return graph.count(path`/groups/${guid(groupId)}/transitiveMembers/microsoft.graph.user/$count`);
}

/** How many devices are in a group: in an enrolment group they have no effect (microsoft.md §4.3). */
export function countDevices(graph: Graph, groupId: string): Promise<number> {
  return graph.count(path`/groups/${guid(groupId)}/transitiveMembers/microsoft.graph.device/$count`);
}

/** The people of a group, through nested groups too, page by page: a group may have 100,000. */
export function pagesOfPeople(graph: Graph, groupId: string): AsyncIterable<GroupPerson> {
  const people = path`/groups/${guid(groupId)}/transitiveMembers/microsoft.graph.user?$select=id,userPrincipalName,mail&$count=true&$top=999`;
  return graph.pages(people, memberSchema, { eventual: true });
}
