import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/jamf/alerts.ts';
import type { State } from '../../../src/state/state.ts';
import { guideToSwitchOff } from '../../../src/steps/conditional-access/settings/switch-off.ts';
import type { Journal } from '../../../src/steps/journal.ts';
import { Waiting } from '../../../src/steps/waiting.ts';
import { bareSession, keeperOn, memoryDisk } from '../../support/laws/engine.ts';
import { APP_ID, WHOLE, wanted } from '../../support/steps/samples.ts';
import { graphOn, jamfOn } from '../../support/steps/services.ts';

const jamfRow = {
  id: 'partner-jamf',
  displayName: 'Jamf',
  isConfigured: true,
  partnerAppType: 'singleTenantApp',
  singleTenantAppId: APP_ID,
  lastHeartbeatDateTime: '2026-11-23T08:56:00Z',
  groupsRequiringPartnerEnrollment: [],
  whenPartnerDevicesWillBeRemovedDateTime: null,
  whenPartnerDevicesWillBeMarkedAsNonCompliantDateTime: null,
};

/** A person at the guide, Intune's row in these states one look after the other, and Jamf Pro's alerts beside them. */
function sessionSeeing(states: readonly string[], alerts: readonly (readonly Alert[])[] = []) {
  const told: string[] = [];
  let looks = 0;
  const keeper = keeperOn(memoryDisk());
  const session = {
    ...bareSession({ keeper }),
    wanted: wanted({ removal: WHOLE }),
    graph: graphOn([]),
    jamf: jamfOn([[/notifications/, []]]),
    person: {
      name: 'you',
      patienceMs: 15_000,
      begin: () => ({
        left: new Promise<void>(() => undefined),
        update: (text: string) => void told.push(text),
        close: () => undefined,
      }),
    },
  };
  const graph = {
    ...session.graph,
    pages: async function* <T>(_path: string, item: { parse(value: unknown): T }): AsyncGenerator<T> {
      const partnerState = states[Math.min(looks, states.length - 1)];
      looks += 1;
      yield item.parse({ ...jamfRow, partnerState });
    },
  };
  const jamf = {
    ...session.jamf,
    get: async <T>(_path: string, schema: { parse(value: unknown): T }): Promise<T> =>
      schema.parse(alerts[Math.min(looks - 1, alerts.length - 1)] ?? []),
  };
  const journal: Journal = {
    run: () => Promise.reject(new Error('nothing is written here')),
    ensure: () => Promise.reject(new Error('nothing is written here')),
    note: (change: (state: State) => State) => keeper.change(change),
  };
  return { session: { ...session, graph, jamf }, journal, told, keeper };
}

describe('given a person who is to switch the integration off', () => {
  it('when Intune says Terminated, then that is seen, and Jamf Pro counts as off', async () => {
    const { session, journal, keeper } = sessionSeeing(['enabled', 'enabled', 'terminated']);
    await keeper.change((state) => ({
      ...state,
      resources: { jamfSettings: { savedBy: 'you', seenAt: '2026-11-23T08:00:00Z' } },
    }));
    const line = await guideToSwitchOff(false).apply(session, journal);
    expect(line).toContain('Intune says Terminated');
    expect(keeper.state().resources.jamfSettings).toBeUndefined();
  });

  it('when nobody does it, then the wait ends with what can be done about it', async () => {
    const { session, journal, told } = sessionSeeing(['enabled']);
    const end: unknown = await guideToSwitchOff(false)
      .apply(session, journal)
      .catch((error: unknown) => error);
    expect(end).toBeInstanceOf(Waiting);
    expect(end instanceof Waiting && end.findings.map(({ code }) => code)).toEqual(['JI-I247']);
    expect(told[0]).toBe('Intune has not heard yet that the integration is off');
  });

  it('when Jamf Pro cannot tell Intune, then its new alert is said', async () => {
    const alert = { type: 'MII_UNATHORIZED_RESPONSE_NOTIFICATION', id: '7' };
    const { session, journal, told } = sessionSeeing(['enabled'], [[], [alert]]);
    const end: unknown = await guideToSwitchOff(false)
      .apply(session, journal)
      .catch((error: unknown) => error);
    expect(told.at(-1)).toContain('Jamf Pro could not tell Intune');
    expect(end instanceof Waiting && end.findings.map(({ code }) => code)).toEqual(['JI-I247']);
    expect(end instanceof Waiting && end.findings[0]?.fix?.[0]).toContain('tick the box');
  });
});
