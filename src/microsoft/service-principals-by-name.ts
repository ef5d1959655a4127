import { z } from 'zod';
import { collect } from './collect.ts';
import type { Graph } from './graph.ts';
import { text } from './graph-shapes.ts';
import { path, quoted } from './path.ts';

const namedPrincipalSchema = z.object({ id: z.guid(), appId: z.guid(), displayName: text });

/** An application as it is present in the tenant, found by the name that people see. */
export type NamedServicePrincipal = Readonly<z.infer<typeof namedPrincipalSchema>>;

/**
 * All service principals of exactly this name; names are not unique, and a new one may be missing for a while, because
 * the index lags behind (reliability.md §8). Needs Application.Read.All.
 */
export function findServicePrincipalsNamed(
  graph: Graph,
  name: string,
): Promise<readonly NamedServicePrincipal[]> {
  const named = path`/servicePrincipals?$filter=displayName eq ${quoted(name)}&$select=id,appId,displayName`;
  return collect(graph.pages(named, namedPrincipalSchema));
}
