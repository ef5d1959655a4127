import { Hono } from 'hono';
import { SANDBOX_ACCOUNTS } from '../../../src/sandbox/accounts.ts';
import { createEntra } from '../../../src/sandbox/entra/create-entra.ts';
import { createGraph } from '../../../src/sandbox/graph/create-graph.ts';
import { openGround } from '../../../src/sandbox/ground.ts';
import { createIntune } from '../../../src/sandbox/intune/create-intune.ts';
import { createJamf } from '../../../src/sandbox/jamf/create-jamf.ts';
import { startHeartbeat } from '../../../src/sandbox/jamf/microsoft-connection.ts';
import { SANDBOX_JAMF_CLIENT, SANDBOX_JAMF_USER } from '../../../src/sandbox/jamf/seed-jamf.ts';
import { announce } from '../../../src/sandbox/running.ts';
import type { Sandbox, ServiceName } from '../../../src/sandbox/sandbox.ts';
import { seedWorld } from '../../../src/sandbox/seed.ts';
import type { SandboxService } from '../../../src/sandbox/service.ts';
import { sandboxFolder } from '../../../src/wizard/sandbox/ground.ts';
import { realClock, realRandom } from '../sandbox/ground.ts';

/** A request that reached the sandbox, with what the sandbox answered. */
export interface Exchange {
  readonly service: ServiceName;
  readonly method: string;
  /** Path with query. */
  readonly url: string;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly status: number;
  readonly answer: string;
}

export interface RecordingSandbox extends Sandbox {
  readonly exchanges: readonly Exchange[];
}

/** The whole sandbox beside the program, with a recorder in front of each service. */
export async function openRecordingSandbox(home: string): Promise<RecordingSandbox> {
  const exchanges: Exchange[] = [];
  const recorded =
    (service: ServiceName, create: SandboxService): SandboxService =>
    (context) => {
      const app = create(context);
      return new Hono().all('*', async ({ req: { raw: request } }) => {
        const asked = request.clone();
        const response = await app.fetch(request);
        const { pathname, search } = new URL(asked.url);
        exchanges.push({
          service,
          method: asked.method,
          url: pathname + search,
          contentType: asked.headers.get('content-type') ?? undefined,
          body: await asked.text(),
          status: response.status,
          answer: await response.clone().text(),
        });
        return response;
      });
    };
  const folder = sandboxFolder(home);
  const sandbox = await openGround(
    { folder, clock: realClock, random: realRandom, lagMs: 50 },
    {
      seed: seedWorld,
      services: {
        entra: createEntra,
        graph: recorded('graph', createGraph),
        intune: createIntune,
        jamf: recorded('jamf', createJamf),
      },
      startHeartbeat,
      accounts: { ...SANDBOX_ACCOUNTS, jamfClient: SANDBOX_JAMF_CLIENT, jamfUser: SANDBOX_JAMF_USER },
    },
  );
  const silence = announce(folder, { pid: process.pid, startedAt: new Date(), access: sandbox.access });
  return {
    ...sandbox,
    exchanges,
    async close() {
      silence();
      await sandbox.close();
    },
  };
}
