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

/** A reference may lead to itself; real chains are no longer than this. */
const LONGEST_CHAIN = 12;

/** Follows `$ref`s inside `document` (`#/components/…` only); undefined when one leads nowhere. */
export function resolve(document: unknown, node: unknown, depth = 0): unknown {
  const reference = referenceSchema.safeParse(node);
  if (!reference.success) return node;
  if (depth >= LONGEST_CHAIN || !reference.data.$ref.startsWith('#/')) return undefined;
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
export function readBodySchema(document: unknown, node: unknown): BodySchema | undefined {
  const collected: Collected = { properties: new Map(), required: new Set(), readOnly: new Set() };
  collect(document, node, collected, new Set());
  if (collected.properties.size === 0) return undefined;
  // What only answers have may be "required" too: of them.
  const required = [...collected.required].filter((name) => !collected.readOnly.has(name));
  return { properties: collected.properties, required };
}

interface Collected {
  readonly properties: Map<string, BodyProperty>;
  readonly required: Set<string>;
  readonly readOnly: Set<string>;
}

/** `seen` ends circles: a schema that is part of itself adds nothing the second time. */
function collect(document: unknown, node: unknown, into: Collected, seen: Set<unknown>): void {
  const schema = resolve(document, node);
  const read = objectSchema.safeParse(schema);
  if (!read.success || seen.has(schema)) return;
  seen.add(schema);
  for (const part of read.data.allOf ?? []) collect(document, part, into, seen);
  for (const name of read.data.required ?? []) into.required.add(name);
  for (const [name, value] of Object.entries(read.data.properties ?? {})) {
    const property = propertySchema.safeParse(resolve(document, value));
    if (!property.success) continue;
    const { type, enum: values, maxLength, readOnly } = property.data;
    if (readOnly === true) into.readOnly.add(name);
    else into.properties.set(name, { type, enum: values, maxLength });
  }
}
