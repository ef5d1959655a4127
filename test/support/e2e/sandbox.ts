import { SANDBOX_ACCOUNTS } from '../../../src/sandbox/accounts.ts';
import { SANDBOX_JAMF_CLIENT, SANDBOX_JAMF_USER } from '../../../src/sandbox/jamf/seed-jamf.ts';
import { openSandbox } from '../../../src/sandbox/open-sandbox.ts';
import { announce } from '../../../src/sandbox/running.ts';
import type { Interference, Sandbox, SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import { simulatedAdministrator } from '../../../src/sandbox/simulated-administrator.ts';
import { loadWorld } from '../../../src/sandbox/world-file.ts';
import type { Guide } from '../../../src/steps/person.ts';
import { sandboxFolder } from '../../../src/wizard/sandbox/ground.ts';
import { realClock, realRandom } from '../sandbox/ground.ts';

/** A sandbox in the test's own process that the program finds as if `jamf-intune sandbox` ran in another window. */
export interface SandboxBeside extends Sandbox {
  /** Does this to every request that `which` names, until it is replaced. */
  interfere(which: (request: SandboxRequest) => Interference | undefined): void;
  /** Requests so far. */
  readonly seen: readonly SandboxRequest[];
}

/** @param home the program's state home */
export async function openSandboxBeside(home: string): Promise<SandboxBeside> {
  const seen: SandboxRequest[] = [];
  let hand: (request: SandboxRequest) => Interference | undefined = () => undefined;
  const folder = sandboxFolder(home);
  const sandbox = await openSandbox({
    folder,
    clock: realClock,
    random: realRandom,
    lagMs: 0,
    interfere: (request) => {
      seen.push(request);
      return hand(request);
    },
  });
  const silence = announce(folder, { pid: process.pid, startedAt: new Date(), access: sandbox.access });
  return {
    ...sandbox,
    seen,
    interfere(which) {
      hand = which;
    },
    async close() {
      silence();
      await sandbox.close();
    },
  };
}

/** Fills in the console page, as the person does whom the guide on the screen guides. */
export function fillInPage({ access }: Pick<Sandbox, 'access'>, guide: Guide): void {
  simulatedAdministrator({ access, clock: realClock, has: () => false }).begin(guide);
}

/** How to reach the sandbox that the program itself has opened: from the world that it keeps. */
export function sandboxOf(home: string): Pick<Sandbox, 'access'> {
  const world = loadWorld(sandboxFolder(home));
  if (world === undefined) throw new Error(`No sandbox keeps its world in ${home}`);
  const { ports, tenant, ca } = world;
  const at = (port: number) => `https://localhost:${port}`;
  return {
    access: {
      endpoints: {
        entra: at(ports.entra),
        graph: at(ports.graph),
        intune: at(ports.intune),
        jamf: at(ports.jamf),
        caCertificate: ca.certificate,
      },
      tenantId: tenant.id,
      domain: tenant.domains.find(({ isInitial }) => isInitial)?.name ?? '',
      ...SANDBOX_ACCOUNTS,
      jamfClient: SANDBOX_JAMF_CLIENT,
      jamfUser: SANDBOX_JAMF_USER,
    },
  };
}
