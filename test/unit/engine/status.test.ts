import { describe, expect, test } from 'vitest';
import { countMacsByState } from '../../../src/checks/jamf/count-macs.ts';
import type { Examined } from '../../../src/engine/doctor.ts';
import {
  decideStatus,
  type SeenAsAWhole,
  standingOfStep,
  waitingFor,
  wasComplete,
} from '../../../src/engine/status.ts';
import { commandsAfter } from '../../../src/engine/status-next.ts';
import type { ConnectionStatus, StatusSecret, StepStanding } from '../../../src/engine/status-result.ts';
import { secretInUse } from '../../../src/engine/status-secret.ts';
import { FIRST_STATE } from '../../support/laws/engine.ts';

const AT = '2026-11-23T09:41:00.000Z';
const NOW = new Date(AT);

function recorded(status: 'todo' | 'running' | 'done' | 'failed' | 'waiting') {
  return { status, at: AT } as const;
}

function examined(outcome: Examined['check']['outcome']): Examined {
  return {
    check: { id: 'proof', room: 'intune', title: 'Proof', outcome, lines: ['said by the look'] },
    findings:
      outcome === 'failed' || outcome === 'warning'
        ? [
            {
              code: 'JI-I231',
              severity: outcome === 'failed' ? 'error' : 'warning',
              title: 'Not heard',
              seen: 'last heard never',
              details: [],
              cause: '',
              fix: [],
              certainty: 'certain',
              source: { url: 'x', checked: AT },
              step: 'proof',
            },
          ]
        : [],
  };
}

function known(status: ReturnType<typeof recorded> | undefined, complete: boolean, leaving = false) {
  return { recorded: status === undefined ? {} : { proof: status }, complete, leaving };
}

describe('one step', () => {
  test.each<[Examined['check']['outcome'], ReturnType<typeof recorded> | undefined, boolean, StepStanding]>([
    ['passed', undefined, false, 'right'],
    ['warning', recorded('done'), true, 'warning'],
    ['skipped', recorded('done'), true, 'unseen'],
    ['failed', undefined, false, 'todo'],
    ['failed', recorded('running'), false, 'todo'],
    ['failed', recorded('waiting'), false, 'waiting'],
    ['failed', recorded('failed'), false, 'wrong'],
    ['failed', recorded('done'), false, 'wrong'],
    ['failed', undefined, true, 'wrong'],
  ])(
    'given a look that %s, a state that says %j and complete %j, then it is %s',
    (outcome, state, complete, standing) => {
      expect(standingOfStep('proof', examined(outcome), known(state, complete)).standing).toBe(standing);
    },
  );

  test('given a step that was never begun, then no code alarms anybody', () => {
    const step = standingOfStep('proof', examined('failed'), known(undefined, false));
    expect(step).toMatchObject({ lines: ['not done yet'], codes: [] });
  });

  test('given a connection that is being taken down, then what is gone is no fault', () => {
    const step = standingOfStep('proof', examined('failed'), known(recorded('done'), true, true));
    expect(step).toMatchObject({ standing: 'todo', lines: ['taken away'], codes: [] });
  });

  test('given a step that is wrong, then it says what was seen and its code', () => {
    const step = standingOfStep('proof', examined('failed'), known(recorded('done'), true));
    expect(step).toMatchObject({ lines: ['last heard never'], codes: ['JI-I231'] });
  });
});

describe('the connection as a whole', () => {
  const begun = { 'app-registration': recorded('done') };
  const seen = (
    connection: SeenAsAWhole['connection'],
    standings: readonly StepStanding[],
    more: Partial<SeenAsAWhole> = {},
  ): SeenAsAWhole => ({
    connection,
    alive: true,
    steps: standings.map((standing) => ({ standing })),
    recorded: begun,
    leaving: false,
    ...more,
  });

  test.each<[string, SeenAsAWhole, ConnectionStatus]>([
    ['all right and alive', seen('manual', ['right', 'warning']), 'connected'],
    ['alive, and a side that may not be read', seen('manual', ['right', 'unseen']), 'connected'],
    [
      'nothing may be read but a row that is silent',
      seen('manual', ['unseen'], { alive: false }),
      'problems',
    ],
    ['alive, and a permission too many', seen('manual', ['right', 'wrong']), 'problems'],
    ['a guided step left open', seen('none', ['right', 'waiting', 'todo']), 'waiting'],
    ['a set-up that died', seen('none', ['right', 'todo']), 'incomplete'],
    ['an end half done', seen('none', ['right', 'todo'], { leaving: true }), 'leaving'],
    ['an end hardly begun', seen('manual', ['right'], { leaving: true }), 'leaving'],
    ['no row and no trace in the state', seen('none', ['todo'], { recorded: {} }), 'not-connected'],
    [
      'an application that disconnect kept',
      seen('none', ['right', 'todo'], { recorded: {} }),
      'not-connected',
    ],
    ['the supported connection', seen('device-compliance', ['wrong']), 'other-connection'],
    ['the cloud connector', seen('cloud-connector', ['wrong']), 'other-connection'],
    ['rows that may not be read', seen('unknown', ['unseen']), 'not-known'],
  ])('given %s, then it says so', (_what, whole, status) => {
    expect(decideStatus(whole)).toBe(status);
  });

  test('given a state with one step less than all, then it was not complete', () => {
    expect(wasComplete(['app-registration', 'proof'], begun)).toBe(false);
    expect(wasComplete(['app-registration'], begun)).toBe(true);
  });
});

describe('the secret', () => {
  const listed = (keyId: string, displayName: string, startDateTime: string) => ({
    keyId,
    displayName,
    hint: keyId.slice(0, 3),
    startDateTime,
    endDateTime: '2026-12-13T09:41:00Z',
  });
  const old = listed('111', 'jamf-intune 11111111', '2026-01-01T00:00:00Z');
  const young = listed('222', 'jamf-intune 22222222', '2026-06-01T00:00:00Z');
  const byHand = listed('333', 'by hand', '2026-09-01T00:00:00Z');
  const state = {
    ...FIRST_STATE,
    resources: {
      secret: {
        keyId: '111',
        hint: '111',
        endDateTime: AT,
        label: 'jamf-intune 11111111',
        store: 'file' as const,
      },
    },
  };

  test.each([
    ['the one that the state names', [old, young, byHand], state, '111'],
    ['without a state, the youngest of ours', [old, young, byHand], undefined, '222'],
    ['without one of ours, the youngest', [byHand], undefined, '333'],
  ])('given several, then it is %s', (_what, secrets, earlier, hint) => {
    expect(secretInUse(secrets, earlier, NOW)).toMatchObject({ hint, daysLeft: 20, from: 'entra' });
  });

  test('given that Entra may not be asked, then the state remembers, and it is said', () => {
    expect(secretInUse(undefined, state, NOW)).toEqual({
      hint: '111',
      expires: AT,
      daysLeft: 0,
      from: 'state',
    });
  });

  test('given one that expired an hour ago, then the days are below zero', () => {
    const gone = { ...old, endDateTime: '2026-11-23T08:41:00Z' };
    expect(secretInUse([gone], undefined, NOW)?.daysLeft).toBe(-1);
  });

  test('given none, then there is none', () => {
    expect(secretInUse([], state, NOW)).toBeNull();
  });
});

describe('the next command', () => {
  const command = (name: string) => `jamf-intune ${name} --profile emea`;
  const secret = (daysLeft: number | null): StatusSecret => ({
    hint: 'q7R',
    expires: AT,
    daysLeft,
    from: 'entra',
  });
  const first = (status: ConnectionStatus, daysLeft: number | null = 300, waits?: string) =>
    commandsAfter(
      {
        status,
        secret: secret(daysLeft),
        waiting: waits === undefined ? [] : [{ what: 'x', since: null, command: command(waits) }],
      },
      command,
    )[0]?.split('  ')[0];

  test.each<[string, string | undefined, string]>([
    ['connected', first('connected'), 'doctor'],
    ['connected for 30 more days', first('connected', 30), 'rotate-secret'],
    ['connected with a secret that never expires', first('connected', null), 'doctor'],
    ['connected while a rotation waits', first('connected', 300, 'rotate-secret'), 'rotate-secret'],
    ['being taken down', first('leaving'), 'disconnect'],
    ['waiting', first('waiting', 300, 'setup'), 'setup'],
    ['incomplete', first('incomplete'), 'setup'],
    ['problems', first('problems'), 'doctor'],
    ['not connected', first('not-connected'), 'setup'],
    ['never set up', first('not-set-up'), 'setup'],
  ])('given that it is %s, then it is of this profile and does that', (_what, given, name) => {
    expect(given).toBe(command(name));
  });

  test('given a step that waits, then the same command is not told twice', () => {
    const waiting = [{ what: 'x', since: null, command: command('setup') }];
    expect(commandsAfter({ status: 'waiting', secret: null, waiting }, command)).toHaveLength(1);
  });
});

describe('who is waited for', () => {
  const command = (name: string) => `jamf-intune ${name}`;
  const settings = { id: 'jamf-settings', title: 'Jamf Pro settings', standing: 'waiting' } as const;
  const state = { ...FIRST_STATE, steps: { 'jamf-settings': recorded('waiting') } };

  test('given a guided step that nobody finished, then setup goes on', () => {
    expect(waitingFor([settings], state, command)).toEqual([
      { what: 'Jamf Pro settings waits for somebody', since: AT, command: 'jamf-intune setup' },
    ]);
  });

  test('given the same while it is taken down, then disconnect goes on', () => {
    const leaving = { ...state, leaving: { since: AT } };
    const commands = waitingFor([settings], leaving, command).map((one) => one.command);
    expect(commands).toEqual(['jamf-intune disconnect', 'jamf-intune disconnect']);
  });

  test('given a new secret that Jamf Pro may not have, then rotate-secret goes on', () => {
    const rotation = {
      keyId: '10000000-0000-4000-8000-000000000001',
      hint: 'q7R',
      endDateTime: AT,
      label: 'jamf-intune 11111111',
      store: 'file',
      since: AT,
    } as const;
    const rotating = { ...FIRST_STATE, resources: { rotation } };
    expect(waitingFor([], rotating, command)).toEqual([
      expect.objectContaining({ since: AT, command: 'jamf-intune rotate-secret' }),
    ]);
    const [next] = commandsAfter(
      {
        status: 'connected',
        secret: secretInUse([], undefined, NOW),
        waiting: waitingFor([], rotating, command),
      },
      command,
    );
    expect(next).toContain('jamf-intune rotate-secret  goes on');
  });

  test('given nothing, then nobody', () => {
    expect(waitingFor([{ ...settings, standing: 'right' }], FIRST_STATE, command)).toEqual([]);
    expect(waitingFor([], undefined, command)).toEqual([]);
  });
});

test('given 50,000 Macs one after the other, then they are counted by state and none is kept', async () => {
  let alive = 0;
  async function* inventory() {
    for (let at = 0; at < 50_000; at += 1) {
      alive += 1;
      yield { registration: at % 5 === 0 ? undefined : ('ACTIVATED' as const) };
      alive -= 1;
    }
  }
  expect(await countMacsByState(inventory())).toEqual({
    ACTIVATED: 40_000,
    UNRESPONSIVE: 0,
    DEACTIVATED: 0,
    UNKNOWN: 0,
    none: 10_000,
  });
  expect(alive).toBe(0);
});
