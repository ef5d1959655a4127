import { execFileSync } from 'node:child_process';
import type { Server } from 'node:net';
import { CONTROL } from '../../../src/network/apple-service-endpoints.ts';
import { rowsFor } from '../../../src/network/catalogue.ts';
import type { ProbeResult } from '../../../src/network/probe-result.ts';
import { type ProbeOptions, probeNetwork } from '../../../src/network/run-probes.ts';
import { authority, makePki } from './certificates.ts';
import { serveDns } from './dns.ts';
import { type Ground, listenAt } from './ground.ts';
import { endpointAt, setUpScenes } from './scenes.ts';
import { control, courier, website } from './servers.ts';

/** Runs inside `unshare --net`: real addresses and ports, real firewall rules, and the product's own deadlines. */

const REJECT_WITH = { reject: 'icmp-admin-prohibited', reset: 'tcp-reset' } as const;

function sh(command: string, ...args: readonly string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

async function namespaceGround(): Promise<Ground> {
  sh('ip', 'link', 'set', 'lo', 'up');
  const dns = await serveDns(53);
  const closers: (() => Promise<unknown>)[] = [() => dns.close()];
  let count = 0;
  const addresses = new Map<string, string>();
  const addressOf = (host: string) => {
    const known = addresses.get(host);
    if (known !== undefined) return known;
    count += 1;
    const address = `17.57.144.${count}`;
    addresses.set(host, address);
    sh('ip', 'address', 'add', `${address}/32`, 'dev', 'lo');
    if (!dns.names.has(host)) dns.names.set(host, [address]);
    return address;
  };
  return {
    dns,
    options: { dns: { servers: [dns.address] } },
    async serve(host, port, server) {
      closers.push((await listenAt(server, addressOf(host), port)).close);
    },
    async block(host, port, how) {
      const rule = ['-A', 'INPUT', '-p', 'tcp', '-d', addressOf(host), '--dport', String(port), '-j'];
      if (how === 'drop') sh('iptables', ...rule, 'DROP');
      else sh('iptables', ...rule, 'REJECT', '--reject-with', REJECT_WITH[how]);
    },
    close: async () => void (await Promise.all(closers.map((close) => close()))),
  };
}

interface Told {
  readonly results: readonly ProbeResult[];
  readonly elapsed: number;
}

async function run(rows: ProbeOptions['rows'], ground: Ground, roots: ProbeOptions['roots']): Promise<Told> {
  const start = performance.now();
  const results: ProbeResult[] = [];
  const proxy = { proxy: undefined, exceptions: [] };
  const clock = { now: () => new Date() };
  const { signal } = new AbortController();
  for await (const one of probeNetwork({ rows, proxy, roots, clock, signal, ...ground.options }))
    results.push(one);
  return { results, elapsed: performance.now() - start };
}

const listed = (...endpoints: readonly ReturnType<typeof endpointAt>[]) =>
  endpoints.map((endpoint) => ({ endpoint, settled: undefined }));

async function scenes(ground: Ground): Promise<unknown> {
  const pki = await makePki();
  const set = await setUpScenes(ground, pki);
  const told = await run([...listed(CONTROL), ...set.map(({ row }) => row)], ground, pki.roots);
  return {
    ...told,
    expected: set.map((one) => ({ ...one, row: one.row.endpoint.id })),
  };
}

/** Every endpoint of the catalogue is known to DNS and dropped; what is answered is DNS alone. */
async function allDropped(ground: Ground): Promise<unknown> {
  const rows = rowsFor({ cloud: 'global', jamfUrl: new URL('https://contoso.jamfcloud.com') });
  for (const { endpoint, settled } of rows) {
    if (settled === undefined) await ground.block(endpoint.host, endpoint.port, 'drop');
  }
  return run(rows, ground, { effective: [] });
}

/** Everything that can be probed from any place is served as its owner serves it. */
async function healthy(ground: Ground): Promise<unknown> {
  const pki = await makePki();
  const amazon = await authority('Amazon RSA 2048 M01', 'Amazon');
  const publicly = { apple: pki.publicApple, microsoft: pki.publicMicrosoft, jamf: amazon } as const;
  const jamfUrl = new URL('https://contoso.jamfcloud.com');
  const rows = rowsFor({ cloud: 'global', jamfUrl });
  const served = new Set<string>();
  for (const { endpoint, settled } of rows) {
    const { host, port, protocol, owner, servername, question } = endpoint;
    if (settled !== undefined || served.has(`${host}:${port}`)) continue;
    served.add(`${host}:${port}`);
    if (protocol === 'tcp') await ground.serve(host, port, control());
    else if (protocol === 'tls') {
      await ground.serve(host, port, courier(await pki.appleOwn.issue([servername ?? host])));
    } else {
      const { status = [200], header, bodyContains = '' } = question?.proof ?? {};
      const answer: Parameters<typeof website>[1] = (_request, response) => {
        response.writeHead(status[0] ?? 200, header === undefined ? {} : { [header]: 'x' }).end(bodyContains);
      };
      await ground.serve(host, port, website(await publicly[owner].issue([host]), answer));
    }
  }
  const bundled = [...(pki.roots.bundled ?? []), amazon.root.certificate];
  return run(rows, ground, { ...pki.roots, bundled, effective: bundled });
}

/** IPv4 is served; IPv6 is served at one host, dropped at another, and has no route at a third. */
async function ipv6(ground: Ground): Promise<unknown> {
  const pki = await makePki();
  await ground.serve(CONTROL.host, CONTROL.port, control());
  sh('ip', '-6', 'address', 'add', '2620:149::1/128', 'dev', 'lo', 'nodad');
  sh('ip', '-6', 'address', 'add', '2620:149::2/128', 'dev', 'lo', 'nodad');
  sh('ip6tables', '-A', 'INPUT', '-p', 'tcp', '-d', '2620:149::2', '-j', 'DROP');
  const closers: (() => Promise<void>)[] = [];
  const hosts = ['alive.test', 'dropped.test', 'unrouted.test'];
  for (const [index, host] of hosts.entries()) {
    const make = async (): Promise<Server> => website(await pki.publicMicrosoft.issue([host]));
    await ground.serve(host, 443, await make());
    const [v4] = ground.dns.names.get(host) ?? [];
    ground.dns.names.set(host, [String(v4), `2620:149::${index + 1}`]);
    if (index < 2) closers.push((await listenAt(await make(), `2620:149::${index + 1}`, 443)).close);
  }
  const only6 = website(await pki.publicMicrosoft.issue(['only6.test']));
  ground.dns.names.set('only6.test', ['2620:149::1']);
  closers.push((await listenAt(only6, '2620:149::1', 8443)).close);
  const rows = [
    ...hosts.map((host) => endpointAt('microsoft.manage', host)),
    { ...endpointAt('microsoft.manage', 'only6.test'), port: 8443 },
  ];
  const told = await run(listed(CONTROL, ...rows), ground, pki.roots);
  await Promise.all(closers.map((close) => close()));
  return told;
}

const STAGES = { scenes, allDropped, healthy, ipv6 };

const stage = Object.entries(STAGES).find(([name]) => name === process.argv[2])?.[1];
if (stage === undefined) throw new Error(`no such stage: ${process.argv[2]}`);
const ground = await namespaceGround();
const told = await stage(ground);
await ground.close();
process.stdout.write(JSON.stringify({ told, endedAt: Date.now() }));
