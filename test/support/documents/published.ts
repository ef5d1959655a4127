import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';

/**
 * A published schema, `setup-1`, as a test asks it: the document on stdout, or an error when there is anything beside
 * it or when it does not fit.
 */
export function publishedSchema(name: string): (stdout: string) => unknown {
  const file = new URL(`../../../schemas/${name}.schema.json`, import.meta.url);
  const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(file, 'utf8')));
  const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
  addFormats.default(ajv);
  const fits = ajv.compile(schema);
  return (stdout) => {
    const content: unknown = JSON.parse(stdout);
    if (!fits(content)) throw new Error(`The document does not fit its schema: ${ajv.errorsText(fits.errors)}`);
    return content;
  };
}
