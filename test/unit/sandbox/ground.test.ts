import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { Hono } from 'hono';
import { Agent, fetch } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import type { SandboxAnswer } from '../../../src/sandbox/harness.ts';
import type { Sandbox, SandboxRequest } from '../../../src/sandbox/sandbox.ts';
import type { SandboxService } from '../../../src/sandbox/service.ts';
import { worldFile } from '../../../src/sandbox/world-file.ts';
import { newFolder, openTestGround } from '../../support/sandbox/ground.ts';

/** A Graph whose POST renames the tenant, so that a commit can be seen. */
const renamingGraph: SandboxService = (context) =>
  new Hono()
    .get('/name', (c) => c.text(context.world.tenant.displayName))
    .post('/name', async (c) => {
      context.world.tenant.displayName = await c.req.text();
      return c.body(null, 204);
    })
    .post('/crash', () => {
      throw new Error('the handler fell over');
    });

const open: Sandbox[] = [];
async function opened(...args: Parameters<typeof openTestGround>): Promise<Sandbox> {
  const sandbox = await openTestGround(...args);
  open.push(sandbox);
  return sandbox;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

async function call(sandbox: Sandbox, path: string, body?: string) {
  const agent = new Agent({ connect: { ca: sandbox.access.endpoints.caCertificate } });
  try {
    const response = await fetch(`${sandbox.access.endpoints.graph}${path}`, {
      dispatcher: agent,
      ...(body === undefined ? {} : { method: 'POST', body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } finally {
    await agent.destroy();
  }
}

const nameOnDisk = (folder: string) => JSON.parse(readFileSync(worldFile(folder), 'utf8')).tenant.displayName;

describe('the world between two runs', () => {
  test('given a closed sandbox, when it opens again, then world, CA and ports are the same', async () => {
    const folder = newFolder();
    const first = await opened({ folder }, { graph: renamingGraph });
    await call(first, '/name', 'Fabrikam');
    await first.close();
    const second = await opened({ folder }, { graph: renamingGraph });
    expect(second.access).toEqual(first.access);
    expect((await call(second, '/name')).text).toBe('Fabrikam');
  });

  test('given a port that somebody took, when it opens again, then only that service moves, with the world', async () => {
    const folder = newFolder();
    const first = await opened({ folder });
    const { ports } = first.world;
    const application = first.world.applications[0];
    if (application === undefined) throw new Error('The seed has no application');
    application.web.redirectUris = [first.access.endpoints.jamf];
    first.setFaults([]);
    await first.close();
    const squatter = createServer().listen(ports.jamf, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    try {
      const second = await opened({ folder });
      expect(second.world.ports).toEqual({ ...ports, jamf: expect.any(Number) });
      expect(second.world.ports.jamf).not.toBe(ports.jamf);
      expect(second.world.applications[0]?.web.redirectUris).toEqual([second.access.endpoints.jamf]);
    } finally {
      squatter.close();
    }
  });

  test('given persist false, when requests change the world, then nothing is written', async () => {
    const folder = newFolder();
    const sandbox = await opened({ folder, persist: false }, { graph: renamingGraph });
    await call(sandbox, '/name', 'Fabrikam');
    expect(() => statSync(worldFile(folder))).toThrow(/ENOENT/);
  });

  test('given wishes, when it opens, then the world has them and keeps them', async () => {
    const folder = newFolder();
    const first = await opened({ folder, faults: ['throttled'], jamfVariant: 'extended', lagMs: 7 });
    await first.close();
    const { world } = await opened({ folder, lagMs: 7 });
    expect(world).toMatchObject({ faults: ['throttled'], lagMs: 7, jamf: { variant: 'extended' } });
  });

  test.skipIf(process.platform === 'win32')(
    'given a new world, when it is written, then only its owner may read it',
    async () => {
      const folder = `${newFolder()}/deep/down`;
      await opened({ folder });
      expect(statSync(worldFile(folder)).mode & 0o777).toBe(0o600);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    },
  );

  test.each([
    ['half a file', '{"version":1,'],
    ['a later version', '{"version":2}'],
  ])(
    'given %s, when it opens, then it says so and how to begin anew, and keeps the file',
    async (_name, text) => {
      const folder = newFolder();
      writeFileSync(worldFile(folder), text);
      await expect(openTestGround({ folder })).rejects.toMatchObject({
        code: 'JI-P551',
        fix: [expect.stringContaining('jamf-intune sandbox reset')],
      });
      expect(readFileSync(worldFile(folder), 'utf8')).toBe(text);
    },
  );
});

describe('the harness', () => {
  test('given a writing request, when its answer arrives, then the change is on the disk', async () => {
    const folder = newFolder();
    const sandbox = await opened({ folder }, { graph: renamingGraph });
    await call(sandbox, '/name', 'Fabrikam');
    expect(nameOnDisk(folder)).toBe('Fabrikam');
  });

  test('given requests of all kinds, when they are counted, then only changes to Graph and Jamf Pro are writes', async () => {
    const seen: SandboxRequest[] = [];
    const sandbox = await opened({ onRequest: (request) => seen.push(request) }, { graph: renamingGraph });
    await call(sandbox, '/name');
    await call(sandbox, '/name?x=1', 'one');
    await call(sandbox, '/v1.0/me/checkMemberGroups', '{}');
    await call(sandbox, '/name', 'two');
    expect(
      seen.map(({ path, ordinal, writeOrdinal, writes }) => [path, ordinal, writeOrdinal, writes]),
    ).toEqual([
      ['/name', 1, 0, false],
      ['/name', 2, 1, true],
      ['/v1.0/me/checkMemberGroups', 3, 1, false],
      ['/name', 4, 2, true],
    ]);
  });

  test.each([
    ['before-commit', 'Contoso'],
    ['after-commit', 'Fabrikam'],
  ] as const)(
    'given a connection cut %s, when the client looks again, then the tenant is %s',
    async (after, name) => {
      const folder = newFolder();
      const answers: SandboxAnswer['status'][] = [];
      const sandbox = await opened(
        {
          folder,
          interfere: ({ writeOrdinal, writes }) =>
            writes && writeOrdinal === 1 ? { kind: 'cut', after } : undefined,
          onRequest: (_request, { status }) => answers.push(status),
        },
        { graph: renamingGraph },
      );
      await expect(call(sandbox, '/name', 'Fabrikam')).rejects.toThrow();
      expect((await call(sandbox, '/name')).text).toBe(name);
      expect(nameOnDisk(folder)).toBe(name);
      expect(answers).toEqual(['cut', 200]);
    },
  );

  test.each([
    [undefined, 'Contoso'],
    ['after-commit', 'Fabrikam'],
  ] as const)('given an answer made up (%s), when it arrives, then the tenant is %s', async (after, name) => {
    const sandbox = await opened(
      {
        interfere: ({ writes }) =>
          writes
            ? {
                kind: 'answer',
                status: 429,
                headers: { 'Retry-After': '1' },
                body: 'slow down',
                ...(after === undefined ? {} : { after }),
              }
            : undefined,
      },
      { graph: renamingGraph },
    );
    const answer = await call(sandbox, '/name', 'Fabrikam');
    expect([answer.status, answer.headers.get('retry-after'), answer.text]).toEqual([429, '1', 'slow down']);
    expect((await call(sandbox, '/name')).text).toBe(name);
  });

  test('given a handler that falls over, when it is called, then the answer is JSON and the crash is reported', async () => {
    const answers: SandboxAnswer[] = [];
    const sandbox = await opened(
      { onRequest: (_request, answer) => answers.push(answer) },
      { graph: renamingGraph },
    );
    const answer = await call(sandbox, '/crash', '');
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.text)).toEqual({
      error: { code: 'SandboxCrash', message: 'the handler fell over' },
    });
    expect(answers).toEqual([{ status: 500, crash: expect.any(Error) }]);
  });
});
