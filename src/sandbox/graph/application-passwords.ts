import { z } from 'zod';
import { sha256 } from '../jamf/sha256.ts';
import type { Application } from '../world.ts';
import { parseBody } from './body.ts';
import { applicationOf } from './find-application.ts';
import { type GraphRequest, keyed, NO_CONTENT, type Operation } from './operation.ts';
import { WRITE_APPLICATIONS } from './permissions.ts';
import { badRequest } from './refusal.ts';

const DAY_MS = 86_400_000;
const DEFAULT_LIFETIME_DAYS = 730;
const POLICY_LIFETIME_DAYS = 30;
/** Only where personal accounts may sign in (microsoft.md §5.3). */
const MOST_PASSWORDS = 2;

const AddBody = z.strictObject({
  passwordCredential: z
    .strictObject({
      displayName: z.string().nullable().optional(),
      startDateTime: z.iso.datetime({ offset: true }).optional(),
      endDateTime: z.iso.datetime({ offset: true }).optional(),
    })
    .optional(),
});
const RemoveBody = z.strictObject({ keyId: z.guid() });

/** Client secrets: the text is in this one answer and nowhere else (microsoft.md §5.3). */
export const PASSWORD_OPERATIONS: readonly Operation[] = [
  {
    method: 'POST',
    paths: keyed('/applications', ['appId'], '/addPassword'),
    access: WRITE_APPLICATIONS,
    answer: (request) => addPassword(request, applicationOf(request)),
  },
  {
    method: 'POST',
    paths: keyed('/applications', ['appId'], '/removePassword'),
    access: WRITE_APPLICATIONS,
    answer: (request) => {
      const application = applicationOf(request);
      const { keyId } = parseBody(request, RemoveBody);
      if (!application.passwordCredentials.some((password) => password.keyId === keyId)) {
        throw badRequest(`No password credential found with keyId ${keyId}.`);
      }
      application.passwordCredentials = application.passwordCredentials.filter(
        (password) => password.keyId !== keyId,
      );
      return NO_CONTENT;
    },
  },
];

function addPassword(request: GraphRequest, application: Application): ReturnType<Operation['answer']> {
  const { context } = request;
  const { passwordCredential: wanted = {} } = parseBody(request, AddBody);
  const start = wanted.startDateTime === undefined ? context.clock.now() : new Date(wanted.startDateTime);
  const end =
    wanted.endDateTime === undefined
      ? new Date(start.getTime() + DEFAULT_LIFETIME_DAYS * DAY_MS)
      : new Date(wanted.endDateTime);
  if (end <= start) throw badRequest('The end of the password credential is not after its start.');
  demandRoom(application);
  demandAllowedByPolicy(request, (end.getTime() - start.getTime()) / DAY_MS);

  const secretText = secretFrom([context.random.uuid(), context.random.uuid()]);
  const credential = {
    keyId: context.random.uuid(),
    displayName: wanted.displayName ?? '',
    hint: secretText.slice(0, 3),
    startDateTime: start.toISOString(),
    endDateTime: end.toISOString(),
  };
  application.passwordCredentials.push({ ...credential, sha256: sha256(secretText) });
  context.replicate(credential.keyId);
  return {
    status: 200,
    body: {
      '@odata.context': `${context.endpoints().graph}/v1.0/$metadata#microsoft.graph.passwordCredential`,
      customKeyIdentifier: null,
      ...credential,
      secretText,
    },
  };
}

function demandRoom({ signInAudience, passwordCredentials }: Application): void {
  const count = passwordCredentials.length + 1;
  if (!signInAudience.includes('PersonalMicrosoftAccount') || count <= MOST_PASSWORDS) return;
  throw badRequest(
    `Not allowed to add ${count} passwords. You can only add a maximum of ${MOST_PASSWORDS} passwords.`,
    'TooManyAppPasswords',
  );
}

function demandAllowedByPolicy({ context }: GraphRequest, days: number): void {
  if (context.has('secrets-forbidden')) {
    throw badRequest(
      'Credential type not allowed as per assigned policy',
      'CredentialTypeNotAllowedAsPerAppPolicy',
    );
  }
  if (context.has('secret-lifetime-30-days') && days > POLICY_LIFETIME_DAYS) {
    throw badRequest(
      'Credential lifetime exceeds the max value allowed as per assigned policy',
      'CredentialInvalidLifetimeAsPerAppPolicy',
    );
  }
}

/** 40 characters in the form that Entra's secrets have, with the characters that are awkward in shells and forms. */
function secretFrom(uuids: readonly string[]): string {
  const letters = uuids.join('').replaceAll('-', '').slice(0, 34);
  return `${letters.slice(0, 3)}8Q~${letters.slice(3, 20)}_.${letters.slice(20, 33)}-$`;
}
