import { z } from 'zod';
import { collect } from './collect.ts';
import type { Graph } from './graph.ts';
import { textOrNull } from './graph-shapes.ts';
import { path } from './path.ts';

/** A directory role that the signed-in person holds. */
export interface DirectoryRole {
  /** Null when Graph gave limited information: it names that a role is held, not which. */
  readonly templateId: string | null;
  readonly displayName: string | null;
}

const roleSchema = z
  .object({ roleTemplateId: textOrNull, displayName: textOrNull })
  .transform(
    ({ roleTemplateId, displayName }): DirectoryRole => ({ templateId: roleTemplateId, displayName }),
  );

/**
 * Roles of the signed-in person, through groups too. Roles that wait in Privileged Identity Management are not among
 * them until they are activated; with `User.Read` alone Graph may hide which roles they are (contract README, 11).
 */
export function listMyDirectoryRoles(graph: Graph): Promise<readonly DirectoryRole[]> {
  const mine = path`/me/transitiveMemberOf/microsoft.graph.directoryRole?$select=displayName,roleTemplateId&$count=true`;
  return collect(graph.pages(mine, roleSchema, { eventual: true }));
}
