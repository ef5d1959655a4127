import { z } from 'zod';
import type { Resolution } from './resolve.ts';

/**
 * `--only entra --only jamf` and `--only entra,jamf` are the same; no name has a comma. One that is empty stays, and is
 * refused as any other that nothing has: left out, `--only ,` would look at everything.
 */
const names = z
  .array(z.string())
  .default([])
  .transform((given) => given.flatMap((one) => one.split(',')).map((one) => one.trim()));

const doctorInputs = z.object({
  examineOnly: names,
  examineSkip: names,
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
