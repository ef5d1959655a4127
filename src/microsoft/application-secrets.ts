import { z } from 'zod';
import { ServiceError } from '../errors/service-error.ts';
import { Secret } from '../secrets/secret.ts';
import { unexpectedAnswer } from './graph-answer.ts';
import { guid, path } from './path.ts';
import { outlastReplication } from './replication.ts';
import type { Writing } from './writing.ts';

const addedSchema = z.object({
  keyId: z.guid(),
  hint: z.string().nullish(),
  endDateTime: z.iso.datetime(),
  secretText: z.string().min(1),
});

/** A client secret that was just made: the only moment at which its text can be had. */
export interface AddedPassword {
  readonly keyId: string;
  readonly hint: string;
  readonly endDateTime: string;
  readonly secret: Secret;
}

export interface PasswordRequest {
  /** Unique for each attempt: the key by which a secret whose answer was lost is found (reliability.md §8). */
  readonly displayName: string;
  /** ISO 8601 instant. */
  readonly endDateTime: string;
}

/**
 * Adds a client secret. A 404 means that a new application has not reached this replica: nothing was made and it is
 * repeated. An unknown outcome is never repeated here: its secret is found by `displayName`, and since its text is
 * lost, removed.
 */
export async function addPassword(
  writing: Writing,
  objectId: string,
  request: PasswordRequest,
): Promise<AddedPassword> {
  const address = path`/applications/${guid(objectId)}/addPassword`;
  const answer = await outlastReplication(
    writing,
    () => writing.graph.write('POST', address, { passwordCredential: request }, { idempotent: false }),
    { lags: (refusal) => refusal.status === 404, what: 'the new application' },
  );
  const added = addedSchema.safeParse(answer.body);
  if (!added.success) {
    const named = { service: 'Microsoft Graph', method: 'POST', target: address } as const;
    throw unexpectedAnswer(named, 'the new client secret is not as documented', answer.status);
  }
  const { keyId, hint, endDateTime, secretText } = added.data;
  return { keyId, hint: hint ?? secretText.slice(0, 3), endDateTime, secret: new Secret(secretText) };
}

/** Entra answers 400 for a keyId that it does not have; the wording is by public reports [?]. */
function isGone(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false;
  return (
    error.status === 404 || (error.status === 400 && /no password credential found/i.test(error.message))
  );
}

/** Removes a client secret. No error when it, or its application, is gone already. */
export async function removePassword(
  { graph }: Pick<Writing, 'graph'>,
  objectId: string,
  keyId: string,
): Promise<void> {
  const address = path`/applications/${guid(objectId)}/removePassword`;
  try {
    await graph.write('POST', address, { keyId }, { idempotent: true });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
