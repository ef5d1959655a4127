import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import type { DoctorResult } from '../../../src/engine/doctor-result.ts';
import { doctorResultSchema } from '../../../src/report/doctor-result-schema.ts';

const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../schemas/doctor-1.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);
const fits = ajv.compile(z.record(z.string(), z.unknown()).parse(schema));

/** The one document on stdout; throws when there is anything beside it or when it does not fit the published schema. */
export function doctorDocumentOf(stdout: string): DoctorResult {
  const content: unknown = JSON.parse(stdout);
  if (!fits(content)) throw new Error(`The document does not fit its schema: ${ajv.errorsText(fits.errors)}`);
  return doctorResultSchema.parse(content);
}
