import { z } from 'zod';

/** One property of a request body, as far as it is checked before anything is sent. */
export interface BodyProperty {
  readonly type: string | undefined;
  readonly enum: readonly string[] | undefined;
  readonly maxLength: number | undefined;
}

/** An object schema with every `$ref` and `allOf` resolved. Properties that only answers have are left out. */
export interface BodySchema {
  readonly properties: ReadonlyMap<string, BodyProperty>;
  readonly required: readonly string[];
}

const referenceSchema = z.object({ $ref: z.string() });
const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()).optional().catch(undefined),
  required: z.array(z.string()).optional().catch(undefined),
  allOf: z.array(z.unknown()).optional().catch(undefined),
});
const propertySchema = z.object({
  type: z.string().optional().catch(undefined),
  enum: z.array(z.string()).optional().catch(undefined),
  maxLength: z.int().optional().catch(undefined),
  readOnly: z.boolean().optional().catch(undefined),
});

/** A document may refer in circles; real ones are nested no deeper than this. */
const DEEPEST = 12;

/** Follows `$ref`s inside `document` (`#/components/…` only); undefined when one leads nowhere. */
export function resolve(document: unknown, node: unknown, depth = 0): unknown {
  const reference = referenceSchema.safeParse(node);
  if (!reference.success) return node;
  if (depth >= DEEPEST || !reference.data.$ref.startsWith('#/')) return undefined;
  const keys = reference.data.$ref
    .slice(2)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  return resolve(document, at(document, keys), depth + 1);
}

/** What stands in nested objects under `keys`; undefined when one of them is missing. */
export function at(node: unknown, keys: readonly string[]): unknown {
  let here = node;
  for (const key of keys) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = Reflect.get(here, key);
  }
  return here;
}

/** The object schema that `node` describes; undefined when it describes no object with properties. */
export function readBodySchema(document: unknown, node: unknown, depth = 0): BodySchema | undefined {
  const read = objectSchema.safeParse(resolve(document, node));
  if (!read.success || depth >= DEEPEST) return undefined;
  const parts = (read.data.allOf ?? []).map((part) => readBodySchema(document, part, depth + 1));
  const properties = new Map<string, BodyProperty>(parts.flatMap((part) => [...(part?.properties ?? [])]));
  for (const [name, value] of Object.entries(read.data.properties ?? {})) {
    const property = propertySchema.safeParse(resolve(document, value));
    if (!property.success || property.data.readOnly === true) continue;
    const { type, enum: values, maxLength } = property.data;
    properties.set(name, { type, enum: values, maxLength });
  }
  const required = [...parts.flatMap((part) => part?.required ?? []), ...(read.data.required ?? [])];
  if (properties.size === 0) return undefined;
  return { properties, required: [...new Set(required)].filter((name) => properties.has(name)) };
}
