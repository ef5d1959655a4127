import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Agent, fetch } from 'undici';
import { z } from 'zod';
import type { SandboxAccess } from './sandbox.ts';
import { writeWholeFile } from './write-whole-file.ts';

const credentials = z.strictObject({ username: z.string(), password: z.string() });
const client = z.strictObject({ clientId: z.string(), clientSecret: z.string() });

const Running = z.strictObject({
  pid: z.int().positive(),
  startedAt: z.iso.datetime(),
  access: z.strictObject({
    endpoints: z.strictObject({
      entra: z.url(),
      graph: z.url(),
      intune: z.url(),
      jamf: z.url(),
      caCertificate: z.string(),
    }),
    tenantId: z.guid(),
    domain: z.string(),
    administrator: credentials,
    automation: client,
    jamfClient: client,
    jamfUser: credentials,
  }),
});

const ANSWER_WITHIN_MS = 2000;

/**
 * Tells other commands that a sandbox runs here, in `running.json` (mode 0600).
 *
 * @returns a function that takes the word back; call it when the sandbox closes
 */
export function announce(
  folder: string,
  running: { readonly pid: number; readonly startedAt: Date; readonly access: SandboxAccess },
): () => void {
  const file = runningFile(folder);
  const { pid, startedAt, access } = running;
  writeWholeFile(
    file,
    `${JSON.stringify({ pid, startedAt: startedAt.toISOString(), access }, undefined, 2)}\n`,
  );
  return () => rmSync(file, { force: true });
}

/**
 * The sandbox that runs in `folder`, if one does: its process lives, and its Entra answers with a certificate of the
 * world's own CA, which nobody else has.
 *
 * @param isAlive whether a process with that number exists
 */
export async function findRunning(
  folder: string,
  isAlive: (pid: number) => boolean,
): Promise<SandboxAccess | undefined> {
  const running = readRunning(folder);
  if (running === undefined || !isAlive(running.pid)) return undefined;
  return (await answers(running.access)) ? running.access : undefined;
}

export function runningFile(folder: string): string {
  return join(folder, 'running.json');
}

function readRunning(folder: string): z.infer<typeof Running> | undefined {
  try {
    return Running.safeParse(JSON.parse(readFileSync(runningFile(folder), 'utf8'))).data;
  } catch {
    // Missing or half readable: nobody announced anything that could be used.
    return undefined;
  }
}

async function answers({ endpoints, tenantId }: SandboxAccess): Promise<boolean> {
  const agent = new Agent({ connect: { ca: endpoints.caCertificate } });
  try {
    const response = await fetch(`${endpoints.entra}/${tenantId}/v2.0/.well-known/openid-configuration`, {
      dispatcher: agent,
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  } finally {
    await agent.destroy();
  }
}
