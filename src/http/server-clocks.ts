import type { TraceEntry } from './trace.ts';

/** How a server's clock stands to this computer's, as its answers told. */
export interface ServerClock {
  readonly host: string;
  /** Milliseconds that the server is ahead of this computer; negative when it is behind. */
  readonly aheadMs: number;
  /** How wrong `aheadMs` can be, in milliseconds: the way there and back, and the header's whole seconds. */
  readonly withinMs: number;
}

/** `Date` headers are cut to whole seconds, so the instant meant is half a second later on average. */
const HALF_A_SECOND = 500;

/** What one answer tells of the server's clock; undefined when it carried no readable `Date`. */
export function clockOf(
  entry: Pick<TraceEntry, 'host' | 'at' | 'elapsedMs' | 'serverDate'>,
): ServerClock | undefined {
  const served = Date.parse(entry.serverDate ?? '');
  const left = Date.parse(entry.at);
  if (Number.isNaN(served) || Number.isNaN(left)) return undefined;
  const halfWay = entry.elapsedMs / 2;
  return {
    host: entry.host,
    aheadMs: Math.round(served + HALF_A_SECOND - (left + halfWay)),
    withinMs: Math.round(halfWay + HALF_A_SECOND),
  };
}

/** Keeps the newest reading of each host's clock: one small entry a host, however many requests there are. */
export function openServerClocks(): {
  note(entry: TraceEntry): void;
  readings(): readonly ServerClock[];
} {
  const newest = new Map<string, ServerClock>();
  return {
    note(entry) {
      const reading = clockOf(entry);
      if (reading !== undefined) newest.set(reading.host, reading);
    },
    readings: () => [...newest.values()],
  };
}
