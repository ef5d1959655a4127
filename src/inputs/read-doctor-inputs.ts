import { z } from 'zod';
import type { Resolution } from './resolve.ts';

const doctorInputs = z.object({
  examineOnly: z.array(z.string()).default([]),
  examineSkip: z.array(z.string()).default([]),
  place: z.enum(['client', 'jamf-server', 'admin']).optional(),
  deep: z.boolean().default(false),
  strict: z.boolean().default(false),
  watch: z.number().optional(),
  format: z.array(z.enum(['text', 'json', 'junit', 'sarif', 'openmetrics', 'markdown', 'html'])).default([]),
  output: z.array(z.string()).default([]),
  compare: z.string().optional(),
  bundle: z.string().optional(),
});

/** The inputs that only the doctor has, typed. */
export type DoctorInputs = z.infer<typeof doctorInputs>;

export function readDoctorInputs(values: Resolution['values']): DoctorInputs {
  return doctorInputs.parse(
    Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value])),
  );
}
