import { describe, expect, it } from 'vitest';
import {
  enrollmentGroups,
  type ObservedGroups,
} from '../../../src/steps/conditional-access/groups/enrollment-groups.ts';
import { type Evaluation, evaluate } from '../../../src/steps/conditional-access/groups/evaluate.ts';
import {
  GROUP_ID,
  inShort,
  known,
  OTHER_GROUP_ID,
  RECORDED,
  row,
  short,
  wanted,
} from '../../support/steps/samples.ts';
import { graphOn, jamfOn, refused } from '../../support/steps/services.ts';

const INCLUDE = { id: GROUP_ID, displayName: 'Mac users' };
const EXCLUDE = { id: OTHER_GROUP_ID, displayName: 'Kiosk' };

const COUNTED: Evaluation = {
  groups: [{ ...INCLUDE, people: 3, macs: 4 }],
  people: 3,
  macs: 4,
  overlap: 0,
  macsInIntune: 0,
  macsWithoutPerson: 0,
};

function seen(different: Partial<ObservedGroups> = {}): ObservedGroups {
  return { connector: row(), evaluation: undefined, gone: [], ...different };
}

const EMPTY = row({ targets: [] });
const counting = (different: Partial<Evaluation>) =>
  seen({ connector: EMPTY, evaluation: { ...COUNTED, ...different } });

describe('enrollment-groups: what is wrong, and what would be done', () => {
  it.each([
    ['all is well', seen(), [], []],
    ['they were never set', seen({ connector: EMPTY }), ['JI-I225'], ['change connector-groups']],
    [
      'others are set',
      seen({ connector: row({ targets: [{ kind: 'include', groupId: OTHER_GROUP_ID }] }) }),
      ['JI-I225'],
      ['change connector-groups (destroys)'],
    ],
    [
      'the group is excluded instead',
      seen({ connector: row({ targets: [{ kind: 'exclude', groupId: GROUP_ID }] }) }),
      ['JI-I225'],
      ['change connector-groups (destroys)'],
    ],
    [
      'everybody is targeted',
      seen({ connector: row({ targets: [{ kind: 'all-licensed-users' }] }) }),
      ['JI-I220', 'JI-I225'],
      ['change connector-groups (destroys)'],
    ],
    [
      'the id is written in capitals',
      seen({ connector: row({ targets: [{ kind: 'include', groupId: GROUP_ID.toUpperCase() }] }) }),
      [],
      [],
    ],
    ['a group is no longer in Entra', seen({ gone: [GROUP_ID] }), ['JI-I221'], []],
    [
      'a group holds no people',
      counting({ groups: [{ ...INCLUDE, people: 0, macs: 0 }] }),
      ['JI-I225', 'JI-I222 warning'],
      ['change connector-groups'],
    ],
    [
      'people are in both',
      counting({ overlap: 2 }),
      ['JI-I225', 'JI-I223 info'],
      ['change connector-groups'],
    ],
    [
      'Macs are in Intune now',
      counting({ macsInIntune: 5 }),
      ['JI-I225', 'JI-I224 warning'],
      ['change connector-groups'],
    ],
    ['there is no connector', seen({ connector: undefined }), [], []],
  ])('given that %s', (_what, observed, findings, changes) => {
    expect(short(enrollmentGroups.diagnose(observed, wanted(), known(RECORDED)))).toEqual(findings);
    expect(inShort(enrollmentGroups.plan(observed, wanted(), known(RECORDED)))).toEqual(changes);
  });

  it('given the count, then the plan tells it, and what could not be read', () => {
    const [change] = enrollmentGroups.plan(
      counting({ macsInIntune: 1, macsWithoutPerson: 7 }),
      wanted(),
      known(),
    );
    expect(change?.details).toEqual([
      'include "Mac users" (3 people, 4 Macs)',
      'our own count: 3 people would enroll 4 Macs with Jamf',
      '1 of them are in Intune now and must unenroll there first',
      '7 Macs have no person in Jamf Pro, so no group reaches them',
    ]);
    const blind = { ...COUNTED, macs: undefined, groups: [{ ...INCLUDE, people: 3, macs: undefined }] };
    const [unread] = enrollmentGroups.plan(counting(blind), wanted(), known());
    expect(unread?.details?.slice(0, 2)).toEqual([
      'include "Mac users" (3 people, Macs not readable)',
      'our own count: 3 people would enroll their Macs (inventory not readable) with Jamf',
    ]);
  });

  it.each([
    ['ours', known(RECORDED), row(), ['remove connector-groups (destroys)']],
    ['ours, without groups', known(RECORDED), EMPTY, []],
    ['nobody we know', known(), row(), []],
  ])('given a connector of %s, then the removal is right', (_what, state, connector, changes) => {
    expect(inShort(enrollmentGroups.planRemoval(seen({ connector }), wanted(), state))).toEqual(changes);
  });
});

describe('our own Evaluate', () => {
  const [anna, ben, cleo] = [1, 2, 3].map((n) => ({
    id: `0000000${n}-0000-4000-8000-000000000000`,
    userPrincipalName: `person${n}@contoso.com`,
    mail: n === 2 ? 'Ben@Contoso.com' : null,
  }));
  const mac = (id: string, owner: { email?: string; username?: string }, entraUserId?: string) => ({
    id,
    userAndLocation: { email: owner.email ?? '', username: owner.username ?? null },
    localUserAccounts: entraUserId === undefined ? [] : [{ userAzureActiveDirectoryId: entraUserId }],
  });
  const MACS = [
    mac('1', { username: 'PERSON1@contoso.com' }),
    mac('2', { email: 'ben@contoso.com' }),
    mac('3', {}, cleo?.id.toUpperCase()),
    mac('4', { email: 'ben@contoso.com', username: 'person2@contoso.com' }),
    mac('5', {}),
    mac('6', { email: 'stranger@contoso.com' }),
  ];
  const managed = (userId: string | undefined, managementAgent: string) => ({
    id: 'managed',
    serialNumber: null,
    userId: userId ?? null,
    managementAgent,
    azureADDeviceId: null,
    complianceState: 'compliant',
  });
  const MANAGED = [
    managed(anna?.id, 'mdm'),
    managed(anna?.id, 'jamf'),
    managed(cleo?.id, 'mdm'),
    managed(undefined, 'mdm'),
  ];

  function run(different: { readonly macs?: unknown; readonly managed?: unknown } = {}) {
    const graph = graphOn([
      [new RegExp(`/groups/${GROUP_ID}/`), [anna, ben]],
      [new RegExp(`/groups/${OTHER_GROUP_ID}/`), [ben, cleo]],
      [/managedDevices/, different.managed ?? MANAGED],
    ]);
    const jamf = jamfOn([[/computers-inventory/, different.macs ?? MACS]]);
    return evaluate({ graph, jamf }, [INCLUDE], [EXCLUDE]);
  }

  it('given people in both groups, then exclude overrides include', async () => {
    const { people, overlap, macs } = await run();
    expect({ people, overlap, macs }).toEqual({ people: 1, overlap: 1, macs: 1 });
  });

  it('given their Macs, then each counts once for a group, by mail, name or registration', async () => {
    const { groups, macsWithoutPerson } = await run();
    expect(groups.map(({ displayName, people, macs }) => [displayName, people, macs])).toEqual([
      ['Mac users', 2, 3],
      ['Kiosk', 2, 3],
    ]);
    expect(macsWithoutPerson).toBe(1);
  });

  it('given what Intune manages, then only Macs enrolled there by those people have to unenroll', async () => {
    expect((await run()).macsInIntune).toBe(1);
  });

  it.each([401, 403])(
    'given that a count may not be read (%i), then it is unknown and not none',
    async (status) => {
      const blind = await run({
        macs: refused('Jamf Pro', status),
        managed: refused('Microsoft Graph', status),
      });
      expect(blind).toMatchObject({
        people: 1,
        macs: undefined,
        macsInIntune: undefined,
        macsWithoutPerson: undefined,
      });
    },
  );

  it('given that a service fails, then so does the count', async () => {
    await expect(run({ managed: refused('Microsoft Graph', 500) })).rejects.toThrow('HTTP 500');
  });
});
