import type { DoctorResult } from '../engine/doctor-result.ts';
import { asDocument } from '../terminal/render/render-json.ts';

/** The one JSON document of `doctor --json`, as `schemas/doctor-1.schema.json` promises it. */
export function jsonOfDoctor(result: DoctorResult): string {
  return `${asDocument(result)}\n`;
}
