import type { FindingCode } from '../findings/book.ts';
import type { ProxySettings } from '../http/proxy.ts';
import type { ProbeResult, Verdict } from './probe-result.ts';
import type { SystemProxy } from './system-proxy.ts';

/** A finding about the network; what it means stands in the book under its code. */
export interface NetworkFinding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'warning' | 'info';
  readonly seen: string;
  readonly details: readonly string[];
  /** More exact than the book's; absent: the book's. */
  readonly fix?: readonly string[];
  /** The probes that it rests on; empty for the settings of the computer. */
  readonly probes: readonly string[];
}

const CODES: Readonly<Partial<Record<Verdict, FindingCode>>> = {
  intercepted: 'JI-N301',
  blocked: 'JI-N302',
  'dns-filtered': 'JI-N303',
  'dns-broken': 'JI-N304',
  'proxy-required': 'JI-N305',
  'proxy-auth': 'JI-N306',
  clock: 'JI-N307',
  'tcp-error': 'JI-N308',
  'tls-error': 'JI-N309',
};

/** What the probes' results mean. Retired ports and what cannot be tested from here never become findings. Pure. */
export function networkFindings(results: readonly ProbeResult[]): readonly NetworkFinding[] {
  const weather = results.flatMap((result) => aboutWeather(result));
  if (weather.length > 0) return weather;
  const perRow = results.flatMap((result) => aboutRow(result));
  return [
    ...perRow,
    ...aboutRemarks(results, 'clock', 'JI-N307'),
    ...aboutRemarks(results, 'ipv6-dead', 'JI-N312'),
  ];
}

/** No internet and a captive portal are one line, instead of one for each endpoint (network.md §8 rule 1). */
function aboutWeather(result: ProbeResult): readonly NetworkFinding[] {
  const { remarks = [], fix, id } = result;
  return remarks.flatMap(({ kind, text }): readonly NetworkFinding[] => {
    const code = kind === 'no-internet' ? 'JI-N310' : kind === 'captive-portal' ? 'JI-N311' : undefined;
    return code === undefined
      ? []
      : [{ code, severity: 'error', seen: text, details: [], fix, probes: [id] }];
  });
}

function aboutRow(result: ProbeResult): readonly NetworkFinding[] {
  const { id, host, port, verdict, detail, purpose, fix, remarks = [] } = result;
  const code = CODES[verdict];
  if (code === undefined) return [];
  const details = [`for: ${purpose}`, ...remarks.map(({ text }) => text)];
  const severity = severityOf(result);
  const exact = fix.length === 0 ? {} : { fix };
  return [{ code, severity, seen: `${host}:${port}: ${detail}`, details, ...exact, probes: [id] }];
}

function severityOf({ required, verdict, port }: ProbeResult): NetworkFinding['severity'] {
  if (required !== true) return 'warning';
  // Through the proxy it does work for this program, and may for Macs.
  return verdict === 'proxy-required' && port === 443 ? 'warning' : 'error';
}

/** One finding for all rows with the same remark. */
function aboutRemarks(
  results: readonly ProbeResult[],
  kind: NonNullable<ProbeResult['remarks']>[number]['kind'],
  code: FindingCode,
): readonly NetworkFinding[] {
  const rows = results.flatMap((result) =>
    (result.remarks ?? []).filter((remark) => remark.kind === kind).map(({ text }) => ({ result, text })),
  );
  const [first] = rows;
  if (first === undefined) return [];
  const details = rows.slice(1).map(({ result, text }) => `${result.host}: ${text}`);
  const seen = kind === 'clock' ? first.text : `${first.result.host}: ${first.text}`;
  const probes = rows.map(({ result }) => result.id);
  return [{ code, severity: 'warning', seen, details, probes }];
}

/** Whether Macs and browsers on this computer take another way than this program. Pure. */
export function proxyFindings(
  settings: ProxySettings,
  system: SystemProxy | null,
): readonly NetworkFinding[] {
  if (system === null) return [];
  const ours = settings.proxy === undefined ? null : new URL(settings.proxy.uri).host;
  const details = system.pac === null ? [] : [`a PAC file is set and was not evaluated: ${system.pac}`];
  if (system.server === ours && system.pac === null) return [];
  const theirs = system.server ?? 'a PAC file';
  const seen = `the system uses ${theirs}, this program ${settings.proxy?.shown ?? 'no proxy'}`;
  const fix = system.server === null ? {} : { fix: [`export HTTPS_PROXY=http://${system.server}`] };
  return [{ code: 'JI-N313', severity: 'info', seen, details, ...fix, probes: [] }];
}
