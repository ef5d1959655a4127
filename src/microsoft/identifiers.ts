/**
 * Identifiers that Microsoft and Jamf fixed for every tenant (facts: microsoft.md §2, §8.1; jamf.md §13). Roles are
 * looked up by their value in the tenant's own service principal; the ids here only confirm what was found.
 */

/** "Microsoft Intune API": the resource that owns the role. Not "Microsoft Intune" (0000000a-…), which lists the endpoints. */
export const INTUNE_API_APP_ID = 'c161e42e-d4df-4a3d-9b42-e7a3c31f59d4';
/** The one role that the manual connection needs: "Send device attributes to Microsoft Intune". */
export const UPDATE_DEVICE_ATTRIBUTES = {
  value: 'update_device_attributes',
  id: '7b3c62c0-bbe4-4ceb-971b-ecc50a191b3e',
} as const;

/** "Microsoft Intune": its service principal lists the endpoints that a partner discovers. */
export const INTUNE_SERVICE_APP_ID = '0000000a-0000-0000-c000-000000000000';

/** Microsoft Graph and its role `Application.Read.All`, which service discovery may need (microsoft.md §6). */
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
export const APPLICATION_READ_ALL = {
  value: 'Application.Read.All',
  id: '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
} as const;

/** "Microsoft Graph Command Line Tools": the public client that people sign in with unless `--client-id` names another. */
export const GRAPH_COMMAND_LINE_TOOLS = '14d82eec-204b-4c2f-b7e8-296a70dab67e';

/** Entra role templates whose holders may do what the steps need (microsoft.md §5.2). */
export const ROLE_TEMPLATES = {
  globalAdministrator: { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator' },
  privilegedRoleAdministrator: {
    id: 'e8611ab8-c189-46e8-94e1-60213ab1f814',
    name: 'Privileged Role Administrator',
  },
  applicationAdministrator: { id: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', name: 'Application Administrator' },
  cloudApplicationAdministrator: {
    id: '158c047a-c907-4556-b7ef-446551a6b5f7',
    name: 'Cloud Application Administrator',
  },
  intuneAdministrator: { id: '3a2c62db-5318-420d-8d74-23affee5d9d5', name: 'Intune Administrator' },
} as const;
