import type { Check, DoctorFinding, DoctorResult } from '../engine/doctor-result.ts';
import type { Standing } from '../engine/standing.ts';
import type { ProbeResult } from '../network/probe-result.ts';
import type { Subject } from './rooms.ts';

/** One way of saying what the doctor found, in lines; `doctor-stream.ts` decides what is said and when. */
export interface DoctorVoice {
  /** Which connection, tenant and server this is about. */
  opening(subject: Subject & Pick<DoctorResult, 'sandbox'>): string[];
  room(title: string, note?: string): string[];
  check(check: Check, findings: readonly DoctorFinding[]): string[];
  /** A line about several endpoints. */
  endpoints(title: string, standing: Standing, text: string): string[];
  /**
   * An endpoint that needs a line of its own.
   * @param explained codes whose cause was told before, at another endpoint
   */
  trouble(probe: ProbeResult, findings: readonly DoctorFinding[], explained: ReadonlySet<string>): string[];
  /** A finding that belongs to no check and no endpoint that was shown. */
  finding(finding: DoctorFinding): string[];
  /** The counts and the time: always the last. */
  closing(result: Pick<DoctorResult, 'status' | 'summary' | 'elapsedMs'>): string[];
}
