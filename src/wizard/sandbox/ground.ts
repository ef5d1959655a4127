import { join } from 'node:path';
import type { Host } from '../../host.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import type { Cloud } from '../../microsoft/clouds.ts';
import type { SignInPrompt } from '../../microsoft/sign-in/prompt.ts';
import type { Browser } from '../../ports/browser.ts';
import type { Fault } from '../../sandbox/faults.ts';
import type { SandboxAccess } from '../../sandbox/sandbox.ts';
import { Secret } from '../../secrets/secret.ts';
import type { Person } from '../../steps/person.ts';
import type { SimulatedNetwork } from './internet.ts';

/** How long the sandbox's new objects may stay invisible before they count as missing; its own lag is a fraction of it. */
const REPLICATION_MS = 12_000;
const LOOK_EVERY_MS = 250;

/** The sandbox as one run of a command uses it. */
export interface SandboxGround {
  readonly access: SandboxAccess;
  readonly cloud: Cloud;
  /** Values that the sandbox gives to inputs, so that nobody has to be asked. */
  readonly preset: RawValues;
  readonly browser: Browser;
  /** Enters a device code as the sandbox's administrator would. */
  readonly answer: (prompt: SignInPrompt) => void;
  readonly administrator: (patienceMs: number) => Person;
  readonly replicationMs: number;
  /** Opens the simulated internet around the sandbox, for whoever probes it. */
  readonly internet: () => Promise<SimulatedNetwork>;
  readonly lookEveryMs: number;
  close(): Promise<void>;
}

export interface SandboxWish {
  readonly home: string;
  readonly variant: 'published' | 'extended';
}

/** Where the sandbox keeps its world: beside the profiles, not in one of them. */
export function sandboxFolder(home: string): string {
  return join(home, 'sandbox-world');
}

/**
 * Takes the sandbox that already runs (`jamf-intune sandbox`), or starts one for the length of this command. The only
 * place of the program that loads the sandbox's code, besides its own command.
 */
export async function openSandboxGround(host: Host, wish: SandboxWish): Promise<SandboxGround> {
  const [
    { openSandbox },
    { findRunning },
    { simulatedBrowser, signInAsAdministrator },
    { simulatedAdministrator },
    { loadWorld },
  ] = await Promise.all([
    import('../../sandbox/open-sandbox.ts'),
    import('../../sandbox/running.ts'),
    import('../../sandbox/simulated-person.ts'),
    import('../../sandbox/simulated-administrator.ts'),
    import('../../sandbox/world-file.ts'),
  ]);
  const folder = sandboxFolder(wish.home);
  const running = await findRunning(folder, host.isAlive);
  const own =
    running === undefined
      ? await openSandbox({ folder, clock: host.clock, random: host.random, jamfVariant: wish.variant })
      : undefined;
  const access = running ?? own?.access;
  if (access === undefined) throw new Error('a sandbox is either found or opened');
  const faults = () => own?.world.faults ?? loadWorld(folder)?.faults ?? [];
  const has = (fault: Fault) => faults().includes(fault);
  const closers: (() => Promise<void>)[] = [];
  return {
    access,
    cloud: sandboxCloud(access),
    preset: presetOf(access),
    browser: simulatedBrowser(access),
    answer: (prompt) => {
      if (prompt.kind !== 'device-code') return;
      // What goes wrong on the page shows where the program polls: nobody enters the code.
      void signInAsAdministrator(access, prompt.verificationUri, prompt.userCode).catch(() => undefined);
    },
    administrator: (patienceMs) =>
      simulatedAdministrator({
        access,
        clock: host.clock,
        has,
        patienceMs,
      }),
    replicationMs: REPLICATION_MS,
    lookEveryMs: LOOK_EVERY_MS,
    internet: async () => {
      const { openSandboxInternet } = await import('./internet.ts');
      const { caCertificate } = access.endpoints;
      const { network, close } = await openSandboxInternet({ ...host, has, caCertificate });
      closers.push(close);
      return network;
    },
    close: async () => {
      await Promise.all([own?.close(), ...closers.map((close) => close())]);
    },
  };
}

function sandboxCloud({ endpoints }: SandboxAccess): Cloud {
  return {
    name: 'sandbox',
    title: 'Sandbox',
    signIn: endpoints.entra,
    graph: endpoints.graph,
    intunePortal: endpoints.intune,
    azurePortal: endpoints.entra,
  };
}

function presetOf(access: SandboxAccess): RawValues {
  return {
    profile: 'sandbox',
    connection: 'conditional-access',
    cloud: 'global',
    tenant: access.domain,
    jamfUrl: access.endpoints.jamf,
    jamfClientId: access.jamfClient.clientId,
    jamfClientSecret: new Secret(access.jamfClient.clientSecret),
    secretStore: 'file',
    includeGroups: ['Mac users'],
    excludeGroups: ['Kiosk'],
    // The simulated person signs in, so there is somebody at a browser even without a terminal.
    managedIdentity: false,
    wait: 60,
  };
}
