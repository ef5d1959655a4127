import type { ServerClock } from '../../http/server-clocks.ts';
import { readVersion } from '../../jamf/version.ts';
import { readOrganization } from '../../microsoft/organization.ts';
import { visible } from '../../terminal/visible.ts';
import type { CheckFinding, CheckReport, DoctorCheck } from '../check.ts';
import { count } from '../count.ts';
import { readableOrUndefined } from '../shared-reads.ts';

/** Beyond this tokens are refused; from the first on it is worth a word. */
const FAULT_MS = 5 * 60_000;
const WARNING_MS = 60_000;

/** Whether this computer, Microsoft and Jamf Pro agree on the time, by the `Date` that their answers carry anyway. */
export const clock: DoctorCheck = {
  id: 'clock',
  room: 'jamf',
  title: 'Clocks',
  needs: 'an answer of both sides',

  async look(session) {
    const { once, graph, jamf, cloud } = session;
    // One answer of each side, which the others read as well; what they say does not matter here.
    await Promise.all([
      readableOrUndefined(() => once('organization', () => readOrganization(graph))),
      readableOrUndefined(() => once('jamf-version', () => readVersion(jamf))),
    ]);
    const readings = session.serverClocks?.() ?? [];
    const of = (origin: string) =>
      readings.find(({ host }) => URL.canParse(origin) && host === new URL(origin).host);
    const clocks = { microsoft: of(cloud.graph), jamf: of(jamf.origin) };
    if (clocks.microsoft === undefined && clocks.jamf === undefined)
      return { skipped: 'no answer told the time' };
    return judgeClocks(clocks);
  },
};

export interface SeenClocks {
  readonly microsoft: ServerClock | undefined;
  readonly jamf: ServerClock | undefined;
}

/** Of three clocks the one that stands alone is off; of two it cannot be told which. */
export function judgeClocks({ microsoft, jamf }: SeenClocks): CheckReport {
  const differing = [microsoft, jamf].flatMap((clock) =>
    clock !== undefined && offBy(clock) >= WARNING_MS ? [clock] : [],
  );
  if (differing.length === 0) return { lines: ['this computer, Microsoft and Jamf Pro agree'], findings: [] };
  const bothKnown = microsoft !== undefined && jamf !== undefined;
  const serversAgree = bothKnown && Math.abs(microsoft.aheadMs - jamf.aheadMs) < WARNING_MS;
  if (serversAgree)
    return { lines: [], findings: [finding("this computer's clock", -microsoft.aheadMs, microsoft)] };
  return {
    lines: [],
    findings: differing.map((clock) => finding(`the clock of ${visible(clock.host)}`, clock.aheadMs, clock)),
  };
}

/** What is certain of the difference: never less than this, in milliseconds. */
function offBy({ aheadMs, withinMs }: ServerClock): number {
  return Math.abs(aheadMs) - withinMs;
}

function finding(whose: string, aheadMs: number, reading: ServerClock): CheckFinding {
  const seconds = Math.round(Math.abs(aheadMs) / 1000);
  const amount = seconds < 120 ? count(seconds, 'second') : count(Math.round(seconds / 60), 'minute');
  return {
    code: 'JI-J425',
    severity: offBy(reading) >= FAULT_MS ? 'error' : 'warning',
    seen: `${whose} is ${amount} ${aheadMs > 0 ? 'ahead' : 'behind'}`,
  };
}
