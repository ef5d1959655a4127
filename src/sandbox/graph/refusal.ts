/** Graph says no: thrown by an operation, answered as Graph's error body with its status (microsoft.md §5.5). */
export class GraphRefusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'GraphRefusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export function badRequest(message: string, code = 'Request_BadRequest'): GraphRefusal {
  return new GraphRefusal(400, code, message);
}

/** Not there, or not replicated yet: nobody can tell the two apart (microsoft.md §5.6). */
export function notFound(id: string): GraphRefusal {
  return new GraphRefusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

export function alreadyExists(message: string): GraphRefusal {
  return new GraphRefusal(409, 'Request_MultipleObjectsWithSameKeyValue', message);
}

/** The directory's answer to a missing permission or role; it does not say which. */
export function insufficientPrivileges(): GraphRefusal {
  return new GraphRefusal(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  );
}

/** The error body of every refusal. `requestId` and `clientRequestId` are also in the headers. */
export function errorBody(
  refusal: GraphRefusal,
  ids: { readonly requestId: string; readonly clientRequestId: string; readonly now: Date },
): unknown {
  return {
    error: {
      code: refusal.code,
      message: refusal.message,
      innerError: {
        // Graph writes this date without a zone.
        date: ids.now.toISOString().slice(0, 19),
        'request-id': ids.requestId,
        'client-request-id': ids.clientRequestId,
      },
    },
  };
}
