import type { BlockedHow, Place, ProbeResult, Verdict } from '../network/probe-result.ts';

const VERDICTS: Readonly<Record<Verdict, string>> = {
  reachable: 'reachable',
  blocked: 'blocked',
  intercepted: 'intercepted',
  'dns-filtered': 'DNS hides the name',
  'dns-broken': 'DNS does not answer',
  'proxy-required': 'only through the proxy',
  'proxy-auth': 'the proxy wants a sign-in',
  clock: "this computer's clock is wrong",
  legacy: 'retired',
  'not-testable-from-here': 'not testable from here',
  skipped: 'skipped',
  'tcp-error': 'TCP failed',
  'tls-error': 'TLS failed',
};

const BLOCKED: Readonly<Record<BlockedHow, string>> = {
  drop: 'no answer',
  reset: 'connection reset',
  reject: 'rejected on the way',
  sni: 'cut off at the host name',
  'tls-stall': 'silent after connecting',
};

const PLACES: Readonly<Record<Place, string>> = {
  clients: 'Macs',
  'jamf-server': "Jamf Pro's server",
  admin: "the administrator's computer",
};

/** The places in the order in which a network team opens ports for them. */
export const PLACES_IN_ORDER: readonly Place[] = ['clients', 'jamf-server', 'admin'];

/** `blocked: no answer`, `intercepted by "Contoso Proxy CA"`. Unsafe to show as it is. */
export function wordsOfVerdict({
  verdict,
  how,
  issuer,
}: Pick<ProbeResult, 'verdict' | 'how' | 'issuer'>): string {
  if (verdict === 'blocked' && how !== undefined) return `${VERDICTS.blocked}: ${BLOCKED[how]}`;
  if (verdict === 'intercepted' && issuer !== null) return `${VERDICTS.intercepted} by "${issuer}"`;
  return VERDICTS[verdict];
}

export function nameOfPlace(place: Place): string {
  return PLACES[place];
}

/** `api.push.apple.com:443`. Unsafe to show as it is. */
export function endpointOf({ host, port }: Pick<ProbeResult, 'host' | 'port'>): string {
  return `${host}:${port}`;
}
