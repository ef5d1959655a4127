/** What the program does with a Jamf Pro, as the privileges differ. */
export const JAMF_USES = ['setup', 'doctor', 'smart-groups', 'disconnect'] as const;
export type JamfUse = (typeof JAMF_USES)[number];

export interface NeededPrivilege {
  /** As Jamf Pro's console calls it. */
  readonly name: string;
  readonly uses: readonly JamfUse[];
  /** What is read or written with it, in words that follow "to". */
  readonly why: string;
  /** Without it the program works and says what it could not see. */
  readonly optional: boolean;
}

/**
 * The least privileges for each use (jamf.md §11). `Update Conditional Access` is not among them: no published operation
 * needs it, it belongs to the console's page (jamf.md §1).
 */
export const NEEDED_PRIVILEGES: readonly NeededPrivilege[] = [
  {
    name: 'Read Computers',
    uses: ['setup', 'doctor'],
    why: 'count the Macs that a group would enroll, and see which are registered',
    optional: false,
  },
  {
    name: 'Read JSS URL',
    uses: ['setup', 'doctor'],
    why: 'compare the address that Jamf Pro believes it has with the redirect URI',
    optional: true,
  },
  {
    name: 'Read Conditional Access',
    uses: ['doctor'],
    why: 'see whether Device Compliance is switched on',
    optional: false,
  },
  {
    name: 'Read Device Compliance Information',
    uses: ['doctor'],
    why: 'see the compliance state that Microsoft reported for a Mac',
    optional: false,
  },
  {
    name: 'Read Smart Computer Groups',
    uses: ['doctor', 'smart-groups', 'disconnect'],
    why: 'find the smart groups of Device Compliance and count their Macs',
    optional: false,
  },
  {
    name: 'Create Smart Computer Groups',
    uses: ['smart-groups'],
    why: 'create the smart groups of Device Compliance',
    optional: false,
  },
  {
    name: 'Update Smart Computer Groups',
    uses: ['smart-groups'],
    why: 'correct the smart groups of Device Compliance',
    optional: false,
  },
  {
    name: 'Delete Smart Computer Groups',
    uses: ['disconnect'],
    why: 'remove the smart groups that this program created',
    optional: false,
  },
];

/** The privileges that `uses` need together, each once, in the order of the table. */
export function privilegesFor(uses: readonly JamfUse[]): readonly NeededPrivilege[] {
  return NEEDED_PRIVILEGES.filter((privilege) => privilege.uses.some((use) => uses.includes(use)));
}
