import { CONTROL } from './apple-service-endpoints.ts';
import type { Endpoint } from './endpoint.ts';
import type { Evidence } from './evidence.ts';
import { clockInWords, clockIsWrong, type Opinion } from './opinion.ts';
import type { ProbeResult, Remark, Verdict } from './probe-result.ts';

export function isControl(endpoint: Endpoint): boolean {
  return endpoint.id === CONTROL.id;
}

/** How far our clock is ahead of the one in the control's answer; null without a date in it. The network takes part of it. */
export function clockAheadOf({ direct }: Evidence, now: Date): number | null {
  if (direct.application?.kind !== 'answer') return null;
  const theirs = Date.parse(direct.application.headers.date ?? '');
  return Number.isNaN(theirs) ? null : now.getTime() - theirs;
}

/** The control's opinion also tells about the clock, which nobody sees while certificates last. */
export function withClock(opinion: Opinion, clockAheadMs: number | null): Opinion {
  if (clockAheadMs === null || !clockIsWrong(clockAheadMs)) return opinion;
  const remark: Remark = { kind: 'clock', text: clockInWords(clockAheadMs) };
  return { ...opinion, remarks: [...(opinion.remarks ?? []), remark] };
}

/** What the whole network is like, when one line says it better than 30. */
export type Weather = 'offline' | 'portal' | 'usual';

const GOOD: ReadonlySet<Verdict> = new Set(['reachable', 'proxy-required']);

/** Whether an endpoint was reached and proved. A connection alone proves nothing: a portal takes them all. */
export function isGood({ verdict, stage }: Pick<ProbeResult, 'verdict' | 'stage'>): boolean {
  return GOOD.has(verdict) && stage !== 'tcp';
}

/**
 * @param alive whether any public name was found, or any connection to the outside stood
 * @param control the control's result, when there is one
 * @param others results of the other probes, without those of the customer's own server
 */
export function weatherOf(
  alive: boolean,
  control: Pick<ProbeResult, 'verdict'> | undefined,
  others: readonly Pick<ProbeResult, 'verdict' | 'stage'>[],
): Weather {
  if (!alive) return 'offline';
  if (control?.verdict === 'intercepted' && !others.some(isGood)) return 'portal';
  return 'usual';
}

/** The one line, at the control's place: nothing answers, or only the portal does (network.md §8 rule 1). */
export function controlInWeather(control: ProbeResult, weather: Weather): ProbeResult {
  switch (weather) {
    case 'offline': {
      const text = 'DNS found none of the names, and nothing outside answered';
      return {
        ...control,
        // Everything depends on it now.
        required: true,
        detail: text,
        fix: ['Check the cable or Wi-Fi, the VPN, and the DNS servers of this computer'],
        remarks: [{ kind: 'no-internet', text }],
      };
    }
    case 'portal':
      return {
        ...control,
        required: true,
        remarks: [...(control.remarks ?? []), { kind: 'captive-portal', text: control.detail }],
      };
    case 'usual':
      return control;
  }
}

export const NOT_IN_WEATHER: Readonly<Record<Exclude<Weather, 'usual'>, string>> = {
  offline: 'there is no way to the internet',
  portal: 'a captive portal answers for everything',
};
