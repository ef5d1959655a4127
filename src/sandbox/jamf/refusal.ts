/** One entry of the Jamf Pro envelope's `errors`. */
export interface Cause {
  readonly code: string;
  readonly description: string;
  /** The envelope's own schema says it is required; servers send null all the same (jamf.md §4). */
  readonly field?: string;
}

/** Jamf Pro says no: thrown by a handler, answered as `{httpStatus, errors}`. */
export class Refusal extends Error {
  readonly status: number;
  readonly causes: readonly Cause[];

  constructor(status: number, ...causes: Cause[]) {
    super(causes.map((cause) => cause.description).join('; '));
    this.name = 'Refusal';
    this.status = status;
    this.causes = causes;
  }

  answer(): Response {
    const errors = this.causes.map(({ code, description, field }) => ({
      code,
      field: field ?? null,
      description,
      id: '0',
    }));
    return Response.json({ httpStatus: this.status, errors }, { status: this.status });
  }
}

/** 404 for an object that a path names by id. */
export function notFound(what: string, id: string): Refusal {
  return new Refusal(404, {
    code: 'INVALID_ID',
    description: `${what} with id ${id} does not exist`,
    field: 'id',
  });
}
