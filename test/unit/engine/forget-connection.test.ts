import { describe, expect, it } from 'vitest';
import { forgetConnection, remembersConnection } from '../../../src/engine/forget-connection.ts';
import { type State, stateSchema } from '../../../src/state/state.ts';
import { known, NOW, RECORDED, UNDELIVERED } from '../../support/steps/samples.ts';

const END = {
  partnerState: 'terminated',
  macsRemovedOn: '2027-02-21T00:00:00.000Z',
  macsNonCompliantOn: null,
};
const SETTLED: State = {
  ...known({
    ...RECORDED,
    connector: { id: 'partner-jamf', before: { singleTenantAppId: null } },
    jamfSettings: { savedBy: 'you', seenAt: NOW.toISOString() },
  }),
  answers: { appName: 'Jamf', adoptApp: RECORDED.application.appId },
  steps: { proof: { status: 'done', at: NOW.toISOString() } },
  intents: [
    {
      id: '10000000-0000-4000-8000-000000000001',
      step: 'client-secret',
      operation: 'add-password',
      key: 'x',
      status: 'pending',
      at: NOW.toISOString(),
    },
  ],
  leaving: { since: NOW.toISOString() },
};
const adopted = { ...RECORDED.application, adopted: true };

describe('the state after the end of a connection', () => {
  it('given that the application was kept, then it is remembered, and its secret as one that nobody has', () => {
    const state = forgetConnection(SETTLED, { at: NOW, end: END, application: 'kept' });
    expect(state.resources).toEqual(UNDELIVERED);
    expect([state.lineage, state.steps, state.intents, state.leaving]).toEqual([
      SETTLED.lineage,
      {},
      [],
      undefined,
    ]);
    expect(state.disconnected).toEqual({ at: NOW.toISOString(), macsRemovedOn: END.macsRemovedOn });
    expect(state.answers.appName).toBe('Jamf');
    expect(stateSchema.parse(state)).toEqual(state);
  });

  it('given that ours was deleted, then nothing is remembered but what it was', () => {
    const state = forgetConnection(SETTLED, { at: NOW, end: null, application: 'deleted' });
    const { objectId, appId } = RECORDED.application;
    expect(state.resources).toEqual({});
    expect(state.disconnected?.deleted).toEqual({ objectId, appId });
    const again = forgetConnection(state, { at: NOW, end: null, application: 'deleted' });
    expect(again.disconnected?.deleted).toEqual({ objectId, appId });
  });

  it.each([
    ['released', true],
    ['deleted', false],
  ] as const)('given an adopted one that was %s, then it is still the choice: %s', (application, chosen) => {
    const state = { ...SETTLED, resources: { ...SETTLED.resources, application: adopted } };
    const after = forgetConnection(state, { at: NOW, end: END, application });
    expect(after.resources).toEqual({});
    expect(after.answers.adoptApp !== undefined).toBe(chosen);
    expect(after.disconnected?.deleted).toBeUndefined();
  });

  it('given that it was forgotten once, then there is nothing more to forget', () => {
    const state = forgetConnection(SETTLED, { at: NOW, end: END, application: 'kept' });
    expect(remembersConnection(SETTLED)).toBe(true);
    expect(remembersConnection(state)).toBe(false);
    expect(remembersConnection(known())).toBe(false);
  });
});
