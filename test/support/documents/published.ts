import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

/** A published schema, ready to be asked: `setup-1`. */
export function schemaNamed(name: string): ValidateFunction {
  const file = new URL(`../../../schemas/${name}.schema.json`, import.meta.url);
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  return ajv.compile(z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8'))));
}

/** Reads the one document on stdout; throws when there is anything beside it or when it does not fit the schema. */
export function publishedSchema(name: string): (stdout: string) => unknown {
  const fits = schemaNamed(name);
  return (stdout) => {
    const content: unknown = JSON.parse(stdout);
    if (!fits(content))
      throw new Error(`The document does not fit its schema: ${JSON.stringify(fits.errors)}`);
    return content;
  };
}
