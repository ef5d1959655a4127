import type { World } from '../../../src/sandbox/world.ts';
import { SETUP } from '../laws/ground.ts';

/** A command that changes something outside, as the suites of this room try it. */
export interface WritingCommand {
  readonly name: string;
  readonly argv: readonly string[];
  /** What is done before it, undisturbed. */
  readonly after: readonly (readonly string[])[];
  /** What the tenant is without, besides. */
  readonly without?: (world: World) => void;
  /** Secrets that there may be at any one moment. */
  readonly mostSecrets: number;
}

const SANDBOX = ['--sandbox', '--yes', '--json'] as const;
const DISCONNECT = ['disconnect', ...SANDBOX] as const;

/** Every command that writes. A new one is in all suites by one line here. */
export const WRITING_COMMANDS: readonly WritingCommand[] = [
  { name: 'setup', argv: SETUP, after: [], mostSecrets: 1 },
  { name: 'rotate-secret', argv: ['rotate-secret', ...SANDBOX], after: [SETUP], mostSecrets: 2 },
  { name: 'disconnect', argv: DISCONNECT, after: [SETUP], mostSecrets: 1 },
  { name: 'disconnect --purge', argv: [...DISCONNECT, '--purge'], after: [SETUP], mostSecrets: 1 },
  { name: 'setup after disconnect', argv: SETUP, after: [SETUP, DISCONNECT], mostSecrets: 1 },
  {
    name: 'jamf-role --create',
    argv: ['jamf-role', '--create', ...SANDBOX],
    after: [],
    // Jamf Pro as it is before anybody has made the role.
    without: ({ jamf }) => void Object.assign(jamf, { apiRoles: [], apiIntegrations: [] }),
    mostSecrets: 1,
  },
];
