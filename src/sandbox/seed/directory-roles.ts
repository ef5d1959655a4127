import { ROLE_TEMPLATES } from '../../microsoft/identifiers.ts';

/** The directory roles that the sandbox knows: those the product looks for, and the one that reads sign-in reports. */
export const DIRECTORY_ROLES = {
  ...ROLE_TEMPLATES,
  reportsReader: { id: '4a5d8f65-41da-4de4-8968-e035b65339cf', name: 'Reports Reader' },
} as const;

export type DirectoryRole = keyof typeof DIRECTORY_ROLES;
