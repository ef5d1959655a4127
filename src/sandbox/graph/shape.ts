import type { Entity, GraphRequest } from './operation.ts';
import { badRequest } from './refusal.ts';

/** An object as `$select` wants it. Refuses a property that the type does not have, as Graph does. */
export function selected(request: GraphRequest, type: string, entity: Entity): Entity {
  const names = request.query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined) return entity;
  const unknown = names.find((name) => !(name in entity));
  if (unknown !== undefined) {
    throw badRequest(
      `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.${type}'.`,
      'BadRequest',
    );
  }
  // The type of a derived object comes along unasked.
  return Object.fromEntries(
    Object.entries(entity).filter(([name]) => name === '@odata.type' || names.includes(name)),
  );
}

/** One object as the answer to a GET by key. */
export function shown(request: GraphRequest, type: string, set: string, entity: Entity): Entity {
  return {
    '@odata.context': `${request.context.endpoints().graph}/${request.version}/$metadata#${set}/$entity`,
    ...selected(request, type, entity),
  };
}
