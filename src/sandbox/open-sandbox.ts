import { rmSync } from 'node:fs';
import { SANDBOX_ACCOUNTS } from './accounts.ts';
import { createEntra } from './entra/create-entra.ts';
import { createGraph } from './graph/create-graph.ts';
import { openGround, type SandboxOptions } from './ground.ts';
import { createIntune } from './intune/create-intune.ts';
import { createJamf } from './jamf/create-jamf.ts';
import { startHeartbeat } from './jamf/microsoft-connection.ts';
import { SANDBOX_JAMF_CLIENT, SANDBOX_JAMF_USER } from './jamf/seed-jamf.ts';
import { runningFile } from './running.ts';
import type { Sandbox } from './sandbox.ts';
import { seedWorld } from './seed.ts';
import { worldFile } from './world-file.ts';

/**
 * Opens the whole sandbox: Entra, Graph, Intune and Jamf Pro on loopback over TLS, with the world that `folder`
 * keeps. Two processes must not open the same folder at once; `findRunning` (`running.ts`) tells of the first.
 *
 * @throws Failure JI-P551 when the kept world cannot be used
 */
export function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  return openGround(options, {
    seed: seedWorld,
    services: { entra: createEntra, graph: createGraph, intune: createIntune, jamf: createJamf },
    startHeartbeat,
    accounts: { ...SANDBOX_ACCOUNTS, jamfClient: SANDBOX_JAMF_CLIENT, jamfUser: SANDBOX_JAMF_USER },
  });
}

/** Forgets the world that `folder` keeps; the next sandbox begins anew. Not while one runs there. */
export function resetSandbox(folder: string): void {
  for (const file of [worldFile(folder), runningFile(folder)]) rmSync(file, { force: true });
}
