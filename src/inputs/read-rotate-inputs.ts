import { z } from 'zod';
import type { Resolution } from './resolve.ts';

const rotateInputs = z.object({
  check: z.boolean().default(false),
  days: z.number(),
  ifExpiring: z.number().optional(),
  finish: z.boolean().default(false),
  startOver: z.boolean().default(false),
});

/** The inputs that only `rotate-secret` has, typed. */
export type RotateInputs = z.infer<typeof rotateInputs>;

export function readRotateInputs(values: Resolution['values']): RotateInputs {
  return rotateInputs.parse(
    Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value])),
  );
}
