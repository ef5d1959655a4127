import type { z } from 'zod';
import type { GraphRequest } from './operation.ts';
import { badRequest } from './refusal.ts';

/**
 * The request's body in the shape that `schema` wants.
 *
 * @throws GraphRefusal 400 that names an unknown property, or the one whose value is wrong
 */
export function parseBody<T>(request: GraphRequest, schema: z.ZodType<T>): T {
  const result = schema.safeParse(request.body ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const at = issue?.path.join('/') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    throw badRequest(
      `Invalid property '${issue.keys[0]}'${at === '' ? '' : ` in '${at}'`}.`,
      'Request_BadRequest',
    );
  }
  throw badRequest(`Invalid value specified for property '${at}' of the request body.`);
}
