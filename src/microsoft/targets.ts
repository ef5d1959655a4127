import { z } from 'zod';

/** Whom an assignment in Intune is for. Exclude wins over include (microsoft.md §4.3). */
export type Target =
  | { readonly kind: 'include' | 'exclude'; readonly groupId: string }
  | { readonly kind: 'all-licensed-users' }
  | { readonly kind: 'all-devices' }
  /** A kind that this program does not set; `type` is Graph's name of it. */
  | { readonly kind: 'other'; readonly type: string };

const wireSchema = z.object({ '@odata.type': z.string(), groupId: z.string().nullish() });

/** Reads a `deviceAndAppManagementAssignmentTarget`. */
export const targetSchema = wireSchema.transform((wire): Target => {
  const type = wire['@odata.type'].replace(/^#?microsoft\.graph\./, '');
  const groupId = wire.groupId ?? undefined;
  if (type === 'groupAssignmentTarget' && groupId !== undefined) return { kind: 'include', groupId };
  if (type === 'exclusionGroupAssignmentTarget' && groupId !== undefined) return { kind: 'exclude', groupId };
  if (type === 'allLicensedUsersAssignmentTarget') return { kind: 'all-licensed-users' };
  if (type === 'allDevicesAssignmentTarget') return { kind: 'all-devices' };
  return { kind: 'other', type };
});

/**
 * A target in Graph's own shape.
 *
 * @throws RangeError for a target of another kind: not all of it was read, so writing it back would change it
 */
export function graphTarget(target: Target): Readonly<Record<string, string>> {
  const type = (name: string) => ({ '@odata.type': `#microsoft.graph.${name}` });
  switch (target.kind) {
    case 'include':
      return { ...type('groupAssignmentTarget'), groupId: target.groupId };
    case 'exclude':
      return { ...type('exclusionGroupAssignmentTarget'), groupId: target.groupId };
    case 'all-licensed-users':
      return type('allLicensedUsersAssignmentTarget');
    case 'all-devices':
      return type('allDevicesAssignmentTarget');
    case 'other':
      throw new RangeError(
        'An assignment target of a kind that this program does not know cannot be written back',
      );
  }
}
