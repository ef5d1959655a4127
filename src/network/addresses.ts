import { BlockList, isIP } from 'node:net';

function listOf(...networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix = ''] = network.split('/');
    list.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** Where a public service never is: a filter that answers with such an address is a sinkhole (network.md §8 rule 2). */
const NEVER_PUBLIC = listOf(
  '0.0.0.0/8',
  '10.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '::/127',
  'fc00::/7',
  'fe80::/10',
);

/** Wider than what Apple publishes, as push hosts have answered from outside the published ranges (network.md §3.2). */
const APPLE = listOf('17.0.0.0/8', '2620:149::/32', '2403:300::/32', '2a01:b740::/32');

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

export function isSinkhole(address: string): boolean {
  return isIn(NEVER_PUBLIC, address);
}

export function isApples(address: string): boolean {
  return isIn(APPLE, address);
}

/** A function that knows whether an address lies in one of `networks` (`13.107.219.0/24`). */
export function within(networks: readonly string[]): (address: string) => boolean {
  const list = listOf(...networks);
  return (address) => isIn(list, address);
}
