import type { Evidence } from './evidence.ts';
import type { BlockedHow, Remark, Stage, Verdict } from './probe-result.ts';

/** What the evidence amounts to. */
export interface Opinion {
  readonly verdict: Verdict;
  readonly how?: BlockedHow;
  readonly stage: Stage;
  /** One sentence without a full stop. */
  readonly detail: string;
  /** True but no verdict: what an administrator should know beside it. */
  readonly remarks?: readonly Remark[];
}

/** Clocks differ by more than this before they are blamed; Entra tolerates about as much (network.md §7.4). */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

export function clockIsWrong(clockAheadMs: number | null): boolean {
  return clockAheadMs !== null && Math.abs(clockAheadMs) > CLOCK_TOLERANCE_MS;
}

/** `this computer's clock is 3 hours ahead` */
export function clockInWords(clockAheadMs: number): string {
  const minutes = Math.round(Math.abs(clockAheadMs) / 60_000);
  const amount =
    minutes < 120
      ? `${minutes} minutes`
      : minutes < 2 * 24 * 60
        ? `${Math.round(minutes / 60)} hours`
        : `${Math.round(minutes / 60 / 24)} days`;
  return `this computer's clock is ${amount} ${clockAheadMs > 0 ? 'ahead' : 'behind'}`;
}

/** The issuer as people know it, of whichever way showed a certificate. */
export function issuerSeen({ direct, tunnel }: Evidence): string | null {
  const shown = [direct.tls, tunnel?.tls].find((tls) => tls?.ok === true);
  return shown?.ok === true ? shown.certificates.issuer : null;
}

export function reachable(stage: Stage, detail: string): Opinion {
  return { verdict: 'reachable', stage, detail };
}

export function intercepted(stage: Stage, detail: string): Opinion {
  return { verdict: 'intercepted', stage, detail };
}

export function skipped(stage: Stage, detail: string): Opinion {
  return { verdict: 'skipped', stage, detail };
}
