import { mkdirSync } from 'node:fs';
import { runProgram } from '../../../src/cli/program.ts';
import type { Host } from '../../../src/host.ts';
import type { Interfere } from '../../../src/sandbox/harness.ts';
import { openSandbox } from '../../../src/sandbox/open-sandbox.ts';
import { announce } from '../../../src/sandbox/running.ts';
import type { SandboxAccess, SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { sandboxFolder } from '../../../src/wizard/sandbox/ground.ts';
import { type CommandRun, newHome, testHost } from '../host.ts';
import { newFolder, realClock, realRandom } from '../sandbox/ground.ts';
import { fastClock } from './clock.ts';

/** A hand in the traffic of one run. `end` ends the run as a signal would. */
export type Hand = (
  request: SandboxRequest,
  end: (reason: unknown) => void,
) => ReturnType<Interfere> | undefined;

export interface LawRun extends CommandRun {
  readonly requests: readonly SandboxRequest[];
  readonly writes: readonly SandboxRequest[];
}

/** One sandbox in this process for a whole file of tests, and commands that use it. */
export interface LawGround {
  readonly access: SandboxAccess;
  readonly world: World;
  readonly clock: ReturnType<typeof fastClock>;
  /** A new tenant and a new state home; what happened before is forgotten. */
  begin(): string;
  /** Lets a hand into the traffic from now on, and gives the requests since. */
  watch(hand?: Interfere): readonly SandboxRequest[];
  run(home: string, argv: readonly string[], hand?: Hand, overrides?: Partial<Host>): Promise<LawRun>;
  /**
   * The most that stood in the tenant at any request since `begin`, of what there must be one of: applications,
   * principals, grants, secrets.
   */
  most(): number;
  close(): Promise<void>;
}

export const SETUP = ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--json'] as const;

export interface LawGroundOptions {
  /** Milliseconds for which new objects are invisible, on the fast clock. */
  readonly lagMs?: number;
  /** Which Jamf Pro; the published one unless told. */
  readonly jamfVariant?: 'published' | 'extended';
}

export async function openLawGround({ lagMs = 400, jamfVariant }: LawGroundOptions = {}): Promise<LawGround> {
  const clock = fastClock();
  let interfere: Interfere = () => undefined;
  let seen: SandboxRequest[] = [];
  let most = 0;
  const sandbox = await openSandbox({
    folder: newFolder(),
    // The same time of day, but nobody leaps because the sandbox's heart beats once in a minute.
    clock: { now: clock.now, sleep: realClock.sleep },
    random: realRandom,
    lagMs,
    persist: false,
    ...(jamfVariant !== undefined && { jamfVariant }),
    interfere: (request) => {
      most = Math.max(most, mostOf(sandbox.world));
      seen.push(request);
      return interfere(request);
    },
  });
  const { world, access } = sandbox;
  const firstDay = structuredClone(world);

  const watch: LawGround['watch'] = (hand = () => undefined) => {
    seen = [];
    interfere = hand;
    return seen;
  };
  return {
    access,
    world,
    clock,
    watch,
    begin() {
      watch();
      clock.reset();
      delete world.afflicted;
      Object.assign(world, structuredClone(firstDay));
      most = 0;
      const home = newHome();
      announceAt(home, access, clock.now());
      return home;
    },
    async run(home, argv, hand, overrides) {
      const { host, end, stdout, stderr } = testHost({ argv, home, overrides: { clock, ...overrides } });
      const requests = watch(hand && ((request) => hand(request, (reason) => end.abort(reason))));
      const code = await runProgram(host);
      watch();
      const writes = requests.filter((request) => request.writes);
      return {
        code,
        stdout: stdout(),
        stderr: stderr(),
        requests,
        writes,
      };
    },
    most: () => Math.max(most, mostOf(world)),
    close: () => sandbox.close(),
  };
}

function mostOf({ applications, servicePrincipals, appRoleAssignments }: World): number {
  const ours = applications.filter(({ uniqueName }) => uniqueName?.startsWith('jamf-intune-') === true);
  const principals = servicePrincipals.filter(({ appId }) => ours.some((each) => each.appId === appId));
  const grants = appRoleAssignments.filter(({ principalId }) =>
    principals.some(({ id }) => id === principalId),
  );
  const secrets = ours.flatMap(({ passwordCredentials }) => passwordCredentials);
  return Math.max(ours.length, principals.length, grants.length, secrets.length);
}

/** Lets every command with this state home use the sandbox that runs in the test's process. */
function announceAt(home: string, access: SandboxAccess, startedAt: Date): void {
  const folder = sandboxFolder(home);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  announce(folder, { pid: process.pid, startedAt, access });
}
