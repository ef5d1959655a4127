import type { DoctorResult } from '../engine/doctor-result.ts';
import { linesOf } from './doctor-stream.ts';
import { plainVoice } from './plain-voice.ts';

/** The doctor's answer for ears, logs and pipes: a finished sentence a line, the mark as its first word. */
export function plainOfDoctor(result: DoctorResult): string[] {
  return linesOf(result, plainVoice());
}
