// Runs inside a network of its own (`unshare`), in which every name resolves and every packet is dropped.
import { execFileSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { timed } from './bench-runs.mjs';

const home = mkdtempSync(join(tmpdir(), 'ji-bench-'));
const resolvers = join(home, 'resolv.conf');
writeFileSync(resolvers, 'nameserver 127.0.0.1\n');
const asRoot = (command) => execFileSync('sh', ['-c', command], { stdio: 'ignore' });
asRoot('ip link set lo up && ip addr add 198.51.100.1/24 dev lo && ip route add default dev lo');
asRoot('iptables -A OUTPUT -d 17.0.0.0/8 -j DROP');
asRoot(`mount --bind ${resolvers} /etc/resolv.conf`);

/** Every name has the same address; there is no IPv6. */
const names = createSocket('udp4');
names.on('message', (query, { port, address }) => {
  const end = query.indexOf(0, 12) + 5;
  const isV4 = query.readUInt16BE(end - 4) === 1;
  const reply = Buffer.from(query.subarray(0, end));
  reply.writeUInt16BE(0x8180, 2);
  reply.writeUInt16BE(isV4 ? 1 : 0, 6);
  reply.writeUInt32BE(0, 8);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 17, 57, 144, 1]);
  names.send(isV4 ? Buffer.concat([reply, record]) : reply, port, address);
});
await new Promise((resolve) => names.bind(53, '127.0.0.1', resolve));

const [program] = process.argv.slice(2);
const env = { JAMF_INTUNE_HOME: home };
const run = await timed(process.execPath, [program, 'doctor', '--only', 'network', '--json'], env);
names.close();
process.stdout.write(JSON.stringify(run));
