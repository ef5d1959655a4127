import type { Row } from './catalogue.ts';
import type { Endpoint } from './endpoint.ts';
import type { Evidence, PathEvidence } from './evidence.ts';
import { fixesFor } from './fixes.ts';
import { issuerSeen, type Opinion } from './opinion.ts';
import type { ProbeResult } from './probe-result.ts';

/** The result of a row about which everything was known before. */
export function settledResult({ endpoint, settled }: Row): ProbeResult {
  const { verdict = 'skipped', detail = 'not probed', fix = [] } = settled ?? {};
  return { ...describe(endpoint), ...UNSEEN, verdict, stage: 'none', detail, fix };
}

/** The result of a row that was not looked at, or whose look says nothing. */
export function skippedResult(endpoint: Endpoint, detail: string): ProbeResult {
  return { ...describe(endpoint), ...UNSEEN, verdict: 'skipped', stage: 'none', detail, fix: [] };
}

/** The result of a probe. */
export function probedResult(
  endpoint: Endpoint,
  evidence: Evidence,
  opinion: Opinion,
  totalMs: number,
): ProbeResult {
  const { verdict, how, stage, detail, remarks = [] } = opinion;
  return {
    ...describe(endpoint),
    verdict,
    ...(how === undefined ? {} : { how }),
    stage,
    detail,
    addresses: addressesIn(evidence),
    issuer: issuerSeen(evidence),
    alpn: alpnOf(evidence.direct) ?? (evidence.tunnel === undefined ? null : alpnOf(evidence.tunnel)),
    timings: { ...timingsOf(evidence), total: totalMs },
    fix: fixesFor(endpoint, opinion),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
}

const UNSEEN = { addresses: [], issuer: null, alpn: null, timings: { total: 0 } } as const;

function describe({ id, owner, host, port, protocol, from, required, purpose, source }: Endpoint) {
  return { id, owner, host, port, protocol, from, required, purpose, source };
}

function addressesIn({ dns }: Evidence): readonly string[] {
  if (dns === undefined) return [];
  const answered = [dns.v4, dns.v6].flatMap((answer) =>
    answer.kind === 'addresses' ? answer.addresses : [],
  );
  return [...answered, ...dns.system];
}

function alpnOf({ tls }: PathEvidence): string | null {
  return tls?.ok === true ? tls.alpn : null;
}

function timingsOf({ dns, direct }: Evidence): Omit<ProbeResult['timings'], 'total'> {
  const { tcp, tls, application } = direct;
  return {
    ...(dns === undefined ? {} : { dns: dns.ms }),
    ...(tcp === undefined ? {} : { tcp: tcp.ms }),
    ...(tls === undefined ? {} : { tls: tls.ms }),
    ...(application === undefined ? {} : { application: application.ms }),
  };
}
