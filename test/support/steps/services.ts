import type { z } from 'zod';
import { ServiceError } from '../../../src/errors/service-error.ts';
import type { Jamf } from '../../../src/jamf/jamf.ts';
import type { Graph } from '../../../src/microsoft/graph.ts';
import { JAMF_URL } from './samples.ts';

/** What a service has at a path: items of a list, one object, or a refusal. */
type Shelf = readonly (readonly [path: RegExp, found: unknown])[];

/** Graph that reads from a shelf. Each item goes through the schema, as a real answer would. */
export function graphOn(shelf: Shelf): Graph {
  return { ...readFrom(shelf), count: nobody, write: nobody };
}

/** Jamf Pro that reads from a shelf. */
export function jamfOn(shelf: Shelf): Jamf {
  return { ...readFrom(shelf), origin: JAMF_URL, write: nobody, pinned: nobody, signOut: nobody };
}

/** A refusal with this HTTP status. */
export function refused(service: ServiceError['service'], status: number): ServiceError {
  return new ServiceError({ service, message: `HTTP ${status}`, outcome: 'refused', status });
}

function readFrom(shelf: Shelf) {
  const look = (path: string): unknown => {
    const [, found] = shelf.find(([pattern]) => pattern.test(path)) ?? [];
    if (found instanceof Error) throw found;
    return found;
  };
  return {
    get: async <T>(path: string, schema: z.ZodType<T>): Promise<T> => schema.parse(look(path)),
    find: async <T>(path: string, schema: z.ZodType<T>): Promise<T | undefined> => {
      const found = look(path);
      return found === undefined ? undefined : schema.parse(found);
    },
    pages: async function* <T>(path: string, item: z.ZodType<T>): AsyncGenerator<T> {
      const found = look(path);
      if (!Array.isArray(found)) throw new Error(`there is no list at ${path}`);
      for (const one of found) yield item.parse(one);
    },
  };
}

function nobody(): Promise<never> {
  return Promise.reject(new Error('a look reads and does nothing else'));
}
