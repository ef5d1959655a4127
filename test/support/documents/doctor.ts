import type { DoctorResult } from '../../../src/engine/doctor-result.ts';
import { doctorResultSchema } from '../../../src/report/doctor-result-schema.ts';
import { publishedSchema } from './published.ts';

const published = publishedSchema('doctor-1');

/** The one document on stdout; throws when there is anything beside it or when it does not fit the published schema. */
export function doctorDocumentOf(stdout: string): DoctorResult {
  return doctorResultSchema.parse(published(stdout));
}
