import type { BlockedHow, Verdict } from '../network/probe-result.ts';

/** Every verdict upon an endpoint, for reading an answer of the doctor again. */
export const VERDICTS = [
  'reachable',
  'blocked',
  'intercepted',
  'dns-filtered',
  'dns-broken',
  'proxy-required',
  'proxy-auth',
  'clock',
  'legacy',
  'not-testable-from-here',
  'skipped',
  'tcp-error',
  'tls-error',
] as const satisfies readonly Verdict[];

/** How a way can be blocked. */
export const HOWS = ['drop', 'reset', 'reject', 'sni', 'tls-stall'] as const satisfies readonly BlockedHow[];
