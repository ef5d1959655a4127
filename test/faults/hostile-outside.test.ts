import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { issueServerCertificate } from '../../src/sandbox/certificates.ts';
import type { Interference, SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { WRITING_COMMANDS } from '../support/faults/commands.ts';
import { openTrap, type Trap } from '../support/faults/listening.ts';
import { runMeasured } from '../support/faults/processes.ts';
import { runThrough } from '../support/faults/run-through.ts';
import { judgeEnd, type Scene, setScene } from '../support/faults/scene.ts';
import { openTable } from '../support/faults/table.ts';
import { serveTls, testAuthority } from '../support/http/servers.ts';
import { copyProgram } from '../support/laws/child.ts';
import { type LawGround, openLawGround, SETUP } from '../support/laws/ground.ts';
import { everyPlaceOnce } from '../support/laws/mishaps.ts';

/** Names, pages, bodies and servers that mean no good. Single layers are held to it in test/unit/http and microsoft. */

const table = openTable('hostile-outside');

const program = copyProgram();
let ground: LawGround;
let trap: Trap;
let setup: Scene;
beforeAll(async () => {
  ground = await openLawGround();
  trap = await openTrap();
  const [command] = WRITING_COMMANDS;
  if (command === undefined) throw new Error('setup writes');
  setup = await setScene(ground, command);
});
afterAll(async () => {
  await trap.close();
  await ground.close();
});

const NAMES: readonly (readonly [string, string])[] = [
  ['quotes', `O'Brien's "R&D" \`id\` $(reboot)`],
  ['an address', '?#%00&a=b;../../%2e%2e'],
  ['a zero byte', 'Mac\0users'],
  ['right to left', '\u202egnp.exe\u2066 \u200f'],
  [
    'escape sequences',
    '\u001b]0;owned\u0007\u001b[2J\u001b]8;;https://evil.invalid\u0007\u009b31m\u009dq\u009c',
  ],
  ['lines', 'one\r\ntwo\u2028three\bfour'],
  ['10,000 characters', 'x'.repeat(10_000)],
  ['half a character', '\ud800 \udfff'],
];

// What a terminal obeys: all that is left of C0 and C1 but line feeds, and the marks that turn text round.
const OBEYED =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/u;

describe('given names that are commands to somebody', () => {
  test.each(NAMES)(
    'when tenant, group, people and Macs are called by %s, then the set-up is the same',
    async (what, name) => {
      const found: string[] = [];
      const commands = [
        ['setup', '--sandbox', '--yes', '--acknowledge-unsupported', '--plain'],
        ['status', '--sandbox', '--plain'],
        ['doctor', '--sandbox', '--plain'],
      ];
      const home = setup.begin();
      const { world } = ground;
      world.tenant.displayName = name;
      const [group] = world.groups;
      if (group === undefined) throw new Error('there are groups');
      group.displayName = name;
      for (const mac of world.macs.slice(0, 20)) mac.name = name;
      for (const person of world.people.slice(0, 20)) person.displayName = name;
      for (const argv of commands) {
        const chosen = argv[0] === 'setup' ? [...argv, '--include-group', group.id] : argv;
        const run = await ground.run(home, chosen);
        if (argv[0] === 'setup' && run.code !== 0)
          found.push(`setup: ${run.code}: ${run.stderr.slice(-500)}`);
        const bad = OBEYED.exec(run.stdout + run.stderr);
        if (bad !== null) found.push(`${argv[0]}: U+${bad[0].codePointAt(0)?.toString(16)} got through`);
        if (/^\s+at .+:\d+:\d+/m.test(run.stdout + run.stderr)) found.push(`${argv[0]}: a stack`);
      }
      const row = world.deviceManagementPartners.find(({ displayName }) => displayName === 'Jamf');
      const included = row?.groupsRequiringPartnerEnrollment.filter(
        ({ target }) => target.groupId === group.id,
      );
      if (included?.length !== 1) found.push('the group was not included');
      table.row(`names: ${what}`, commands.length, found);
    },
  );
});

const JSON_TYPE = { 'content-type': 'application/json' };
const ok = (body: string, headers: Record<string, string> = JSON_TYPE): Interference => ({
  kind: 'answer',
  status: 200,
  headers,
  body,
});

const BODIES: readonly (readonly [string, Interference])[] = [
  ['JSON 100,000 levels deep', ok('['.repeat(100_000) + ']'.repeat(100_000))],
  ['objects 20,000 levels deep', ok(`${'{"value":'.repeat(20_000)}1${'}'.repeat(20_000)}`)],
  ['numbers where texts belong', ok('{"value":[{"id":17,"displayName":3,"appId":{}}],"id":17,"version":11}')],
  ['an empty object', ok('{}')],
  ['null', ok('null')],
  ['an empty body', ok('')],
  ['JSON that calls itself HTML', ok('{"value":[]}', { 'content-type': 'text/html' })],
  ['a prototype', ok('{"__proto__":{"value":[]},"constructor":{"prototype":{}}}')],
];

describe('given answers that make no sense', () => {
  test.each(BODIES)(
    'when %s comes in each place once, then the same end is reached',
    async (what, mishap) => {
      // A list that is empty is an answer; only Graph's reads are lists.
      const isRead = ({ path, writes }: SandboxRequest) => !writes && !path.endsWith('/endpoints');
      const { met, found } = await runThrough(ground, setup, everyPlaceOnce(mishap, isRead));
      table.row(`answers: ${what}`, met, found);
    },
  );
});

describe('given lists that go on elsewhere', () => {
  const linked = (place: RegExp, link: string) => (request: SandboxRequest) =>
    request.method === 'GET' && place.test(request.path)
      ? ok(JSON.stringify({ value: [], '@odata.nextLink': link }))
      : undefined;

  test('when the next page is at another host, at itself, or no address, then it is not followed', async () => {
    const { graph } = ground.access.endpoints;
    const places = [/managedDevices$/, /transitiveMembers/, /\/groups$/, /deviceManagementPartners$/];
    const links = [
      `https://localhost:${trap.port}/v1.0/groups`,
      `http://localhost:${trap.port}/`,
      `${graph}@localhost:${trap.port}/`,
      'javascript:alert(1)',
      'file:///etc/passwd',
      'itself',
    ];
    const found: string[] = [];
    for (const place of places) {
      for (const link of links) {
        const home = setup.begin();
        const run = await ground.run(home, SETUP, (request) =>
          linked(place, link === 'itself' ? `${graph}${request.path}` : link)(request),
        );
        found.push(...judgeEnd(run).map((wrong) => `${place} ${link}: ${wrong}`));
        if (run.requests.length > 400) found.push(`${place} ${link}: ${run.requests.length} requests`);
      }
    }
    if (trap.visitors() > 0) found.push(`${trap.visitors()} came to the other host`);
    table.row('next pages', places.length * links.length, found);
  });

  test('when Intune says what nobody has heard of, then every command says so or goes on', async () => {
    const found: string[] = [];
    const states = ['quantumEntangled', '', 'ENABLED', '__proto__', '\u001b[31m'];
    for (const state of states) {
      const home = setup.begin();
      for (const row of ground.world.deviceManagementPartners) Object.assign(row, { partnerState: state });
      for (const argv of [SETUP, ['status', '--sandbox', '--json'], ['doctor', '--sandbox', '--json']]) {
        const run = await ground.run(home, [...argv, ...(argv === SETUP ? ['--wait', '1'] : [])]);
        if (/^\s+at .+:\d+:\d+/m.test(run.stderr)) found.push(`${argv[0]} ${state}: a stack`);
        if (run.stdout.includes('JI-P500')) found.push(`${argv[0]} ${state}: a defect`);
      }
    }
    table.row('unknown states', states.length * 3, found);
  });
});

test('given credentials that are commands to a terminal, when jamf-role shows them, then they are shown and not obeyed', async () => {
  const found: string[] = [];
  for (const form of [[], ['--json']]) {
    const home = ground.begin();
    Object.assign(ground.world.jamf, { apiRoles: [], apiIntegrations: [] });
    const argv = ['jamf-role', '--create', '--sandbox', '--yes', ...form];
    const run = await ground.run(home, argv, ({ path }) =>
      path.endsWith('/client-credentials')
        ? ok(JSON.stringify({ clientId: 'id\u001b[2J', clientSecret: 'text\u001b]0;owned\u0007' }))
        : undefined,
    );
    if (run.code !== 0) found.push(`${argv.join(' ')} ended with ${run.code}`);
    if (run.stdout.includes('\u0007') || run.stdout.includes('\u001b'))
      found.push(`${argv.join(' ')}: obeyed`);
  }
  table.row('credentials of the API client', 2, found);
});

describe('given a server that is not what it should be', () => {
  interface Visit {
    readonly path: string;
    readonly secret: boolean;
  }

  /** The built program, sent to this server as its Jamf Pro. */
  async function visit(origin: string) {
    const home = setup.begin();
    return runMeasured({ program, args: [...SETUP, '--plan', '--jamf-url', origin], home });
  }

  function recorder(visits: Visit[], answer: (response: ServerResponse) => void) {
    return (request: IncomingMessage, response: ServerResponse) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      const secret = ground.access.jamfClient.clientSecret;
      visits.push({ path: request.url ?? '', secret: body.includes(secret) });
      answer(response);
    };
  }

  const bomb = gzipSync(Buffer.alloc(400 * 2 ** 20));
  const HOSTILE: readonly (readonly [string, (response: ServerResponse) => void])[] = [
    [
      'an endless body',
      (response) => {
        const chunk = Buffer.alloc(64 * 1024, 'x');
        const more = () => {
          while (!response.destroyed && response.write(chunk));
          if (!response.destroyed) response.once('drain', more);
        };
        more();
      },
    ],
    [
      'a bomb of 400 MiB',
      (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    ],
    ['200,000 headers', (response) => void response.setHeader('x-many', 'x'.repeat(60_000)).end()],
    [
      'a redirect into the private network',
      (response) =>
        void response.writeHead(302, { location: `https://127.0.0.1:${trap.port}/latest/meta-data` }).end(),
    ],
  ];

  test.each(HOSTILE)('when it answers with %s, then it is told, in bounded memory', async (what, answer) => {
    const visits: Visit[] = [];
    const server = await serveTls(ground.world.server, recorder(visits, answer));
    const run = await visit(server.origin);
    await server.close();
    const found = [...judgeEnd({ ...run, code: run.code ?? -1 })];
    if (run.code === 0) found.push('it was taken for a Jamf Pro');
    if (run.peakMiB > 220) found.push(`${run.peakMiB} MiB`);
    if (trap.visitors() > 0) found.push('the redirect was followed');
    if (visits.length === 0) found.push('it was never asked');
    table.row(`servers: ${what}, ${run.peakMiB} MiB`, visits.length, found);
  });

  test('when its certificate is expired, for another name, its own, or too old a TLS, then nothing is sent to it', async () => {
    const { world } = ground;
    const now = new Date();
    const year = 365 * 86_400_000;
    const stranger = await testAuthority();
    const names = ['localhost'];
    const before = new Date(now.getTime() - 2 * year);
    const identities = [
      [
        'expired',
        await issueServerCertificate(world.ca, {
          names,
          now,
          notBefore: before,
          notAfter: new Date(now.getTime() - year),
        }),
        {},
      ],
      ['for another name', await issueServerCertificate(world.ca, { names: ['other.invalid'], now }), {}],
      ['of an unknown authority', await stranger.issue(names), {}],
      ['too old a TLS', world.server, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' }],
    ] as const;
    const found: string[] = [];
    for (const [what, identity, options] of identities) {
      const visits: Visit[] = [];
      const server = await serveTls(
        identity,
        recorder(visits, (response) => void response.end('{}')),
        {
          ...options,
          ciphers: 'DEFAULT@SECLEVEL=0',
        },
      );
      const run = await visit(server.origin);
      await server.close();
      found.push(...judgeEnd({ ...run, code: run.code ?? -1 }).map((wrong) => `${what}: ${wrong}`));
      if (run.code === 0) found.push(`${what}: accepted`);
      if (visits.length > 0) found.push(`${what}: ${visits.length} requests were sent`);
    }
    table.row('certificates', identities.length, found);
  });
});
