/** The parts of a connection by name, in their order: what `--only` takes, and what the steps are called by. */
export const STEP_IDS = [
  'prerequisites',
  'app-registration',
  'api-permission',
  'client-secret',
  'intune-connector',
  'jamf-settings',
  'enrollment-groups',
  'proof',
] as const;
