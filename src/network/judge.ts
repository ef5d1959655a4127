import { isApples, within } from './addresses.ts';
import type { Endpoint } from './endpoint.ts';
import type { Evidence, PathEvidence } from './evidence.ts';
import { judgeDns } from './judge-connection.ts';
import { judgePath } from './judge-path.ts';
import { AZURE_FRONT_DOOR } from './microsoft-endpoints.ts';
import type { Opinion } from './opinion.ts';
import type { Remark, Verdict } from './probe-result.ts';

/** What a proxy can get around: the direct way ended before anybody showed a certificate. */
const NO_DIRECT_WAY: ReadonlySet<Verdict> = new Set(['blocked', 'dns-filtered', 'dns-broken', 'tcp-error']);

const isFrontDoor = within(AZURE_FRONT_DOOR);

/**
 * Evidence in, verdict out, by the rules of network.md §8 in their order: legacy, DNS, TCP, TLS, certificate, answer,
 * proxy. Pure.
 */
export function judge(endpoint: Endpoint, evidence: Evidence): Opinion {
  if (endpoint.required === 'legacy') {
    return { verdict: 'legacy', stage: 'none', detail: 'retired; nothing depends on it' };
  }
  const direct = judgeDirect(endpoint, evidence);
  const opinion = withTunnel(endpoint, direct, evidence);
  return { ...opinion, remarks: [...(opinion.remarks ?? []), ...remarksOnWay(endpoint, evidence, opinion)] };
}

function judgeDirect(endpoint: Endpoint, { dns, direct, clockAheadMs }: Evidence): Opinion {
  const byDns = dns === undefined ? null : judgeDns(endpoint, dns);
  return byDns ?? judgePath(endpoint, direct, clockAheadMs);
}

/** Rule 8: what the way through the proxy adds to the verdict over the direct one. */
function withTunnel(endpoint: Endpoint, direct: Opinion, { tunnel, clockAheadMs }: Evidence): Opinion {
  if (tunnel === undefined) return direct;
  const noDirectWay = NO_DIRECT_WAY.has(direct.verdict);
  const wantsSignIn = signInWanted(tunnel);
  if (wantsSignIn !== null && (noDirectWay || endpoint.noProxySignIn === true)) {
    const detail = `the proxy ${tunnel.proxyShown} wants a sign-in (${wantsSignIn})`;
    return { verdict: 'proxy-auth', stage: 'proxy', detail };
  }
  if (tunnel.proxy?.kind !== 'opened') {
    return withRemark(direct, { kind: 'proxy', text: proxyTrouble(tunnel, wantsSignIn) });
  }
  const through = judgePath(endpoint, tunnel, clockAheadMs);
  if (noDirectWay && through.verdict === 'reachable') {
    const detail = `only through the proxy ${tunnel.proxyShown}; directly: ${direct.detail}`;
    return { ...through, verdict: 'proxy-required', stage: 'proxy', detail };
  }
  // The environment says that this is the way, so an inspecting proxy matters although the direct way is clean.
  if (through.verdict === 'intercepted') {
    return { ...through, detail: `through the proxy ${tunnel.proxyShown}: ${through.detail}` };
  }
  if (through.verdict === 'reachable') return direct;
  return withRemark(direct, {
    kind: 'proxy',
    text: `through the proxy ${tunnel.proxyShown}: ${through.detail}`,
  });
}

function withRemark(opinion: Opinion, remark: Remark): Opinion {
  return { ...opinion, remarks: [...(opinion.remarks ?? []), remark] };
}

/** The schemes that a proxy offers with its 407; null when it does not ask. */
function signInWanted({ proxy }: PathEvidence): string | null {
  if (proxy?.kind !== 'refused' || proxy.status !== 407) return null;
  return proxy.schemes.length === 0 ? '407' : `407, ${proxy.schemes.join(' or ')}`;
}

function proxyTrouble(
  { proxy, proxyShown }: NonNullable<Evidence['tunnel']>,
  wantsSignIn: string | null,
): string {
  if (wantsSignIn !== null) return `the proxy ${proxyShown} wants a sign-in (${wantsSignIn})`;
  switch (proxy?.kind) {
    case 'refused':
      return `the proxy ${proxyShown} refuses it with status ${proxy.status}`;
    case 'failed':
      return `the proxy ${proxyShown} does not answer (${proxy.code})`;
    default:
      return `the proxy ${proxyShown} was not asked`;
  }
}

function remarksOnWay(endpoint: Endpoint, evidence: Evidence, { verdict, how }: Opinion): readonly Remark[] {
  const { dns, direct, ipv6 } = evidence;
  const remarks: Remark[] = [];
  if (ipv6?.ok === false) {
    const text = `its IPv6 address does not answer (${ipv6.code}); clients stall before they take IPv4`;
    remarks.push({ kind: 'ipv6-dead', text });
  }
  if (dns !== undefined && dns.system.length > 0) {
    const text = `DNS does not know it, this computer does (${dns.system.join(', ')}): hosts file, VPN or split DNS`;
    remarks.push({ kind: 'split-dns', text });
  }
  if (endpoint.strictIssuer === true && direct.address !== null && !isApples(direct.address)) {
    remarks.push({ kind: 'outside-apple', text: `${direct.address} is outside Apple's networks` });
  }
  if (how === 'drop' && direct.address !== null && isFrontDoor(direct.address)) {
    const text = `${direct.address} is Azure Front Door; the firewall's list is older than 2025-12-02`;
    remarks.push({ kind: 'front-door', text });
  }
  return verdict === 'legacy' ? [] : remarks;
}
