import type { ProbeResult, Verdict } from '../network/probe-result.ts';
import type { CheckOutcome } from './doctor-result.ts';

/** How an endpoint or a line stands, in the words that checks use too. */
export type Standing = CheckOutcome;

/** Worst first. */
const BY_WEIGHT: readonly Standing[] = ['failed', 'warning', 'passed', 'not-testable', 'skipped'];

const UNTROUBLED: Partial<Readonly<Record<Verdict, Standing>>> = {
  reachable: 'passed',
  'not-testable-from-here': 'not-testable',
  skipped: 'skipped',
  // Retired ports are explained, and can never fail a run (network.md §3.3).
  legacy: 'skipped',
};

/** What fails a required endpoint is a warning for one that can be done without. */
export function standingOf({
  verdict,
  required,
  port,
}: Pick<ProbeResult, 'verdict' | 'required' | 'port'>): Standing {
  if (required === 'legacy') return 'skipped';
  // Through the proxy it does work for this program, and may for Macs.
  if (verdict === 'proxy-required' && port === 443) return 'warning';
  return UNTROUBLED[verdict] ?? (required ? 'failed' : 'warning');
}

/** The worst of several; what was not looked at counts only where nothing was. */
export function worstOf(standings: readonly Standing[]): Standing {
  return BY_WEIGHT.find((standing) => standings.includes(standing)) ?? 'skipped';
}

export function isTrouble(standing: Standing): boolean {
  return standing === 'failed' || standing === 'warning';
}
