import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { ServiceError } from '../../../src/errors/service-error.ts';
import type { Graph } from '../../../src/microsoft/graph.ts';
import { INTUNE_API_APP_ID } from '../../../src/microsoft/identifiers.ts';
import { readSecretUses } from '../../../src/microsoft/secret-uses.ts';
import { APP_ID, KEY_ID, OTHER_KEY_ID, PRINCIPAL_ID } from '../../support/steps/samples.ts';

type Report = readonly Readonly<Record<string, unknown>>[] | number;

/** A Graph that has just the two reports: their items, or the status with which they are refused. */
function reports(activities: Report, signIns: Report): { readonly graph: Graph; readonly asked: string[] } {
  const asked: string[] = [];
  const unused = (): never => {
    throw new Error('not used here');
  };
  const get = async <T>(path: string, schema: z.ZodType<T>): Promise<T> => {
    asked.push(path);
    const report = path.includes('appCredentialSignInActivities') ? activities : signIns;
    if (typeof report === 'number') {
      const message = `refused with ${report}`;
      throw new ServiceError({ service: 'Microsoft Graph', message, outcome: 'refused', status: report });
    }
    return schema.parse({ value: report });
  };
  return { graph: { get, find: unused, pages: unused, count: unused, write: unused }, asked };
}

const activity = (keyId: string, at: string, resourceId = INTUNE_API_APP_ID) => ({
  keyId,
  resourceId,
  signInActivity: { lastSignInDateTime: at },
});
const signIn = (keyId: string, createdDateTime: string, more: Record<string, unknown> = {}) => ({
  createdDateTime,
  resourceId: INTUNE_API_APP_ID,
  servicePrincipalCredentialKeyId: keyId,
  status: { errorCode: 0 },
  ...more,
});

const SINCE = '2026-11-23T09:00:00.000Z';
const AFTER = '2026-11-23T09:01:00.000Z';
const BEFORE = '2026-11-23T08:59:00.000Z';
const WANTED = {
  appId: APP_ID,
  keyIds: [KEY_ID, OTHER_KEY_ID],
  resource: { id: PRINCIPAL_ID, appId: INTUNE_API_APP_ID },
  since: new Date(SINCE),
};
const times = (uses: Awaited<ReturnType<typeof readSecretUses>>) =>
  uses === 'not-readable' ? uses : uses.map(({ keyId, at }) => [keyId, at.toISOString()]);

describe('given what Entra reports of sign-ins with secrets', () => {
  it.each([
    ['none at all', [], [], []],
    ['a use by the activity', [activity(KEY_ID, AFTER)], [], [[KEY_ID, AFTER]]],
    ['a use by the log', [], [signIn(KEY_ID.toUpperCase(), AFTER)], [[KEY_ID, AFTER]]],
    ['the service by its object id', [activity(KEY_ID, AFTER, PRINCIPAL_ID)], [], [[KEY_ID, AFTER]]],
    ['a use for another service, such as our own trial', [activity(KEY_ID, AFTER, APP_ID)], [], []],
    ['a use before the new secret was made', [activity(KEY_ID, BEFORE)], [signIn(KEY_ID, BEFORE)], []],
    ['a sign-in that was refused', [], [signIn(KEY_ID, AFTER, { status: { errorCode: 7000215 } })], []],
    ['a secret that nobody asked for', [], [signIn(APP_ID, AFTER)], []],
    ['an activity that may not be read', 403, [signIn(KEY_ID, AFTER)], [[KEY_ID, AFTER]]],
    ['a log that may not be read', [activity(KEY_ID, AFTER)], 403, [[KEY_ID, AFTER]]],
    ['no licence', 400, 403, 'not-readable'],
    ['another cloud', 404, 404, 'not-readable'],
  ] as const)('when there is %s', async (_what, activities, signIns, expected) => {
    expect(times(await readSecretUses(reports(activities, signIns).graph, WANTED))).toEqual(expected);
  });

  it('when the service fails, then that is no answer', async () => {
    await expect(readSecretUses(reports([], 503).graph, WANTED)).rejects.toThrow('refused with 503');
  });

  it('when it asks, then for this application and not for what is older', async () => {
    const { graph, asked } = reports([], []);
    await readSecretUses(graph, WANTED);
    expect(asked.filter((path) => path.includes(OTHER_KEY_ID))).toHaveLength(1);
    const log = asked.find((path) => path.startsWith('/auditLogs/signIns')) ?? '';
    expect(log).toContain(APP_ID);
    expect(decodeURIComponent(log)).toContain(SINCE);
  });
});
