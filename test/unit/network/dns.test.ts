import { afterEach, describe, expect, it } from 'vitest';
import { openDns } from '../../../src/network/dns.ts';
import { openSystemLookup, type SystemLookup } from '../../../src/network/system-lookup.ts';
import { type DnsServer, serveDns } from '../../support/network/dns.ts';

let server: DnsServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function dnsWith(systemLookup?: SystemLookup, deadlineMs = 1_000) {
  server = await serveDns();
  const { signal } = new AbortController();
  return { server, dns: openDns({ servers: [server.address], deadlineMs, signal, systemLookup }) };
}

describe('given a DNS server', () => {
  it('when a name has both families, then both are told', async () => {
    const { server, dns } = await dnsWith();
    server.names.set('a.test', ['17.1.2.3', '2620:149::1']);
    expect(await dns('a.test')).toMatchObject({
      v4: { addresses: ['17.1.2.3'] },
      v6: { addresses: ['2620:149::1'] },
      system: [],
    });
  });

  it('when a name is asked for often, then the server hears of it once in each family', async () => {
    const { server, dns } = await dnsWith();
    await Promise.all([dns('a.test'), dns('a.test'), dns('a.test')]);
    expect([...server.asked].sort()).toEqual(['a.test A', 'a.test AAAA']);
  });

  it('when the server is silent, then our own deadline ends it', async () => {
    const { server, dns } = await dnsWith(undefined, 300);
    server.names.set('a.test', 'silent');
    const found = await dns('a.test');
    expect(found?.v4).toEqual({ kind: 'none', code: 'DEADLINE' });
    expect(found?.ms).toBeLessThan(700);
  });

  it('when DNS does not know a name, then the system is asked, and only then', async () => {
    const asked: string[] = [];
    const find = (host: string) => {
      asked.push(host);
      return Promise.resolve(['10.1.2.3']);
    };
    const { server, dns } = await dnsWith({ find, close: () => {} });
    server.names.set('known.test', ['17.1.2.3']);
    await dns('known.test');
    expect((await dns('unknown.test'))?.system).toEqual(['10.1.2.3']);
    expect(asked).toEqual(['unknown.test']);
  });

  it('when the system never answers, then the deadline ends it', async () => {
    const { dns } = await dnsWith({ find: () => new Promise(() => {}), close: () => {} }, 200);
    expect((await dns('unknown.test'))?.system).toEqual([]);
  });

  it.each(['17.1.2.3', '::1', 'localhost'])('when the host is %s, then nobody is asked', async (host) => {
    const { server, dns } = await dnsWith();
    expect(await dns(host)).toBeUndefined();
    expect(server.asked).toEqual([]);
  });
});

describe("given the system's own way to look up names", () => {
  it('when a name is in the hosts file, then its address is found, by one child for all names', async () => {
    const lookup = openSystemLookup(process.execPath, {});
    const [found, literal] = await Promise.all([lookup.find('localhost'), lookup.find('127.0.0.9')]);
    lookup.close();
    expect(found.some((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
    expect(literal).toEqual(['127.0.0.9']);
  });

  it('when it is closed, then whoever waits gets nothing', async () => {
    const lookup = openSystemLookup(process.execPath, {});
    const waiting = lookup.find('localhost');
    lookup.close();
    expect(await waiting).toEqual([]);
  });

  it('when there is no such program, then nothing is found', async () => {
    expect(await openSystemLookup('/nowhere/node', {}).find('localhost')).toEqual([]);
  });
});
