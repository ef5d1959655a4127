import { z } from 'zod';

/** A collection; Graph may send null where its metadata says an empty one (contract README, 12). */
export function listOf<T extends z.ZodType>(item: T) {
  return z
    .array(item)
    .nullish()
    .transform((items) => items ?? []);
}

/** Text that may be null or absent. */
export const textOrNull = z
  .string()
  .nullish()
  .transform((text) => text ?? null);

/** Text of something that always has a name for people; an absent one becomes empty. */
export const text = z
  .string()
  .nullish()
  .transform((given) => given ?? '');

/** An instant that Graph may leave open; `0001-01-01` means never (microsoft.md §4.1). */
export const instantOrNever = z
  .string()
  .nullish()
  .transform((given) => (given === null || given === undefined ? undefined : new Date(given)))
  .refine((date) => date === undefined || !Number.isNaN(date.getTime()), 'not an instant')
  .transform((date) => (date === undefined || date.getUTCFullYear() <= 1 ? undefined : date));
