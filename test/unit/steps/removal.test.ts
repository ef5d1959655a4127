import { describe, expect, it } from 'vitest';
import type { Application } from '../../../src/microsoft/applications.ts';
import type { State } from '../../../src/state/state.ts';
import { intuneConnector } from '../../../src/steps/conditional-access/connector/intune-connector.ts';
import {
  mayTouchGroups,
  whoseConnector,
} from '../../../src/steps/conditional-access/connector/whose-connector.ts';
import { enrollmentGroups } from '../../../src/steps/conditional-access/groups/enrollment-groups.ts';
import { apiPermission } from '../../../src/steps/conditional-access/permission/api-permission.ts';
import { appRegistration } from '../../../src/steps/conditional-access/registration/app-registration.ts';
import { clientSecret } from '../../../src/steps/conditional-access/secret/client-secret.ts';
import { jamfSettings } from '../../../src/steps/conditional-access/settings/jamf-settings.ts';
import {
  APP_ID,
  application,
  assignment,
  daysFromNow,
  GROUP_ID,
  inShort,
  JAMF_URL,
  known,
  NOW,
  OBJECT_ID,
  OTHER_APP_ID,
  OTHER_GROUP_ID,
  RECORDED,
  row,
  secret,
  servicePrincipal,
  WHOLE,
  wanted,
} from '../../support/steps/samples.ts';

/** What `disconnect` takes away of each part, what it leaves, and what it says of both. */

const ENDING = { terminate: false, deleteApplication: false, purge: false };
const ending = wanted({ removal: ENDING });
const whole = wanted({ removal: WHOLE });
const BY_HAND: Partial<Application> = { uniqueName: null };
const connectedBefore = (
  singleTenantAppId: string | null,
  targets?: { kind: 'include'; groupId: string }[],
) =>
  ({
    connector: { id: 'partner-jamf', before: { singleTenantAppId, ...(targets && { targets }) } },
  }) as const;

describe('whose connection the row of Intune tells of', () => {
  it.each([
    ['our application, by the state', row(), undefined, RECORDED, {}, 'ours'],
    ['our application, by its unique name', row(), application({ redirectUris: [] }), {}, {}, 'ours'],
    ['one made by hand for this Jamf Pro', row(), application(BY_HAND), {}, {}, 'ours'],
    [
      'one made by hand for another Jamf Pro',
      row(),
      application({ ...BY_HAND, redirectUris: ['https://other.jamfcloud.com'] }),
      {},
      {},
      'others',
    ],
    ['an id that no application has', row(), undefined, {}, { adoptApp: APP_ID }, 'ours'],
    [
      'another application than ours',
      row({ singleTenantAppId: OTHER_APP_ID }),
      application(),
      RECORDED,
      {},
      'others',
    ],
    ['no application', row({ singleTenantAppId: null }), application(), RECORDED, {}, 'nobodys'],
    ['the Cloud Connector', row({ partnerAppType: 'multiTenantApp' }), application(), RECORDED, {}, 'others'],
  ] as const)('given %s, then it is %s', (_what, one, app, resources, different, whose) => {
    expect(whoseConnector(one, app, wanted(different), known(resources as State['resources']))).toBe(whose);
  });

  it.each([
    ['our application', row(), RECORDED, true],
    ['an ID that we cleared', row({ singleTenantAppId: null }), connectedBefore(APP_ID), true],
    ['an ID that we put back', row({ singleTenantAppId: OTHER_APP_ID }), connectedBefore(OTHER_APP_ID), true],
    ['an ID that nobody here touched', row({ singleTenantAppId: null }), {}, false],
    [
      'an application that came since',
      row({ singleTenantAppId: OTHER_APP_ID }),
      connectedBefore(null),
      false,
    ],
  ] as const)('given %s, then its groups may be touched: %s', (_what, one, resources, may) => {
    expect(mayTouchGroups(one, undefined, wanted(), known(resources as State['resources']))).toBe(may);
  });
});

describe('jamf-settings', () => {
  const seen = (connector: ReturnType<typeof row> | undefined) => ({
    connector,
    appId: APP_ID,
    alerts: [],
    writer: undefined,
    application: application(),
    at: NOW,
  });

  it.each([
    ['lives', row(), ['guide jamf-settings (you)']],
    ['is silent', row({ partnerState: 'unresponsive' }), ['guide jamf-settings (you)']],
    ['has ended', row({ partnerState: 'terminated' }), []],
    ['never lived', row({ partnerState: 'unavailable' }), []],
    ['is gone', undefined, []],
    ['is the Cloud Connector', row({ partnerAppType: 'multiTenantApp' }), []],
  ])('given a connection that %s, then %j', (_what, connector, changes) => {
    expect(inShort(jamfSettings.planRemoval(seen(connector), ending, known(RECORDED)))).toEqual(changes);
  });

  it('given --terminate, then the plan says what happens when nobody acts', () => {
    const patient = jamfSettings.planRemoval(seen(row()), ending, known(RECORDED));
    const impatient = wanted({ removal: { ...ENDING, terminate: true } });
    const [change] = jamfSettings.planRemoval(seen(row()), impatient, known(RECORDED));
    expect(patient[0]?.details).toEqual([]);
    expect(change?.details?.join()).toContain('terminate');
  });

  it.each([
    ['terminated', row({ partnerState: 'terminated', removalDate: daysFromNow(90) }), 'gone', '2027-02-21'],
    ['terminated without a date', row({ partnerState: 'terminated' }), 'gone', '90 days after'],
    ['never heard of', row({ partnerState: 'unavailable' }), 'gone', 'never heard'],
    ['rejected', row({ partnerState: 'rejected' }), 'gone', 'rejected'],
    ['without a row', undefined, 'gone', 'no row'],
    ["another's", row({ singleTenantAppId: OTHER_APP_ID }), 'kept', OTHER_APP_ID],
  ])('given one that is %s, then that is said', (_what, connector, standing, words) => {
    const remainder = jamfSettings.remainder?.(seen(connector), ending, known(RECORDED));
    expect(remainder?.standing).toBe(standing);
    expect(remainder?.lines.join('\n')).toContain(words);
  });
});

describe('intune-connector', () => {
  const seen = (one: ReturnType<typeof row>, earlier?: Application) => ({
    rows: [one],
    jamf: [one],
    application: application(),
    earlier,
  });

  it('given an application that was there before and still exists, then it is put back', () => {
    const observed = seen(row(), application({ id: GROUP_ID, appId: OTHER_APP_ID }));
    const state = known({ ...RECORDED, ...connectedBefore(OTHER_APP_ID) });
    const [change] = intuneConnector.planRemoval(observed, ending, state);
    expect(change?.details).toEqual([`puts back ${OTHER_APP_ID}, which was there before the set-up`]);
    const after = seen(row({ singleTenantAppId: OTHER_APP_ID }), observed.earlier);
    expect(intuneConnector.planRemoval(after, ending, state)).toEqual([]);
    expect(intuneConnector.remainder?.(after, ending, state)).toEqual({
      standing: 'kept',
      lines: [`names ${OTHER_APP_ID}, as before the set-up`],
    });
  });

  it('given that ours was there before the set-up already, then it goes all the same', () => {
    const state = known({ ...RECORDED, ...connectedBefore(APP_ID) });
    const [change] = intuneConnector.planRemoval(seen(row(), application()), ending, state);
    expect(change?.details).toEqual([]);
  });

  it('given two rows, then none is touched', () => {
    const twice = { rows: [], jamf: [row(), row({ id: 'partner-jamf-2' })], application: application() };
    expect(intuneConnector.planRemoval(twice, ending, known(RECORDED))).toEqual([]);
  });
});

describe('enrollment-groups', () => {
  const earlier = [{ kind: 'include' as const, groupId: OTHER_GROUP_ID }];
  const seen = (connector: ReturnType<typeof row>, was: typeof earlier | undefined) => ({
    connector,
    evaluation: undefined,
    gone: [],
    application: application(),
    ...(was && { before: was }),
  });

  it('given groups that were there before, then they are put back', () => {
    const [change] = enrollmentGroups.planRemoval(seen(row(), earlier), ending, known(RECORDED));
    expect(change?.details).toEqual(['puts back the 1 group that were there before the set-up']);
    expect(
      enrollmentGroups.planRemoval(seen(row({ targets: earlier }), earlier), ending, known(RECORDED)),
    ).toEqual([]);
  });

  it("given another's groups, then they stay", () => {
    const others = seen(row({ singleTenantAppId: OTHER_APP_ID }), undefined);
    expect(enrollmentGroups.planRemoval(others, ending, known(RECORDED))).toEqual([]);
    expect(enrollmentGroups.remainder?.(others, ending, known(RECORDED)).standing).toBe('kept');
  });
});

describe('client-secret', () => {
  const seen = { secrets: [secret()], kept: new Set<string>(), inUse: false, at: NOW };

  it.each([
    ['without --delete-app', ending, RECORDED, 0],
    ['with it', whole, RECORDED, 1],
    ['with it, and no record whose application it is', whole, {}, 0],
  ])('given ours %s, then %s', (_what, wish, resources, count) => {
    expect(clientSecret.planRemoval(seen, wish, known(resources))).toHaveLength(count);
  });
});

describe('what an adopted application loses', () => {
  const was = {
    displayName: 'Jamf',
    signInAudience: 'AzureADMyOrg',
    redirectUris: ['https://old.contoso.com'],
    requiredResourceAccess: [],
  };
  const adopted = known({
    application: { objectId: OBJECT_ID, appId: APP_ID, adopted: true, before: was },
    granted: [assignment().appRoleId],
  });
  const now = application({
    redirectUris: ['https://old.contoso.com', 'https://newer.contoso.com', JAMF_URL],
  });

  it('given ours on it, then redirect and audience go back, and what others added stays', () => {
    const observed = { application: now, servicePrincipal: servicePrincipal(), namesakes: [] };
    const changes = appRegistration.planRemoval(observed, whole, adopted);
    expect(inShort(changes)).toEqual(['remove application (destroys)']);
    expect(changes[0]?.summary).toContain(JAMF_URL);
    expect(changes[0]?.summary).toContain('AzureADMyOrg');
    expect(appRegistration.planRemoval(observed, ending, adopted)).toEqual([]);
  });

  it('given that it is as it was, then nothing is done, and that is said', () => {
    const observed = {
      application: application({ signInAudience: 'AzureADMyOrg', redirectUris: ['https://old.contoso.com'] }),
      servicePrincipal: servicePrincipal(),
      namesakes: [],
    };
    expect(appRegistration.planRemoval(observed, whole, adopted)).toEqual([]);
    expect(appRegistration.remainder?.(observed, whole, adopted).lines.join()).toContain('as it was before');
  });

  it('given a role that it had before, then it keeps it', () => {
    const observed = {
      application: now,
      servicePrincipal: servicePrincipal(),
      resources: {},
      assignments: [assignment()],
      grants: [],
      discovery: 'untested' as const,
    };
    const { granted: _none, ...resources } = adopted.resources;
    const foreign = { ...adopted, resources };
    expect(inShort(apiPermission.planRemoval(observed, whole, adopted))).toEqual([
      'remove consent (destroys)',
      'remove permission-list (destroys)',
    ]);
    expect(inShort(apiPermission.planRemoval(observed, whole, foreign))).toEqual([
      'remove permission-list (destroys)',
    ]);
  });
});

describe('our own application', () => {
  const gone = { application: undefined, servicePrincipal: undefined, namesakes: [] };
  const deleted = { id: OBJECT_ID, appId: APP_ID, displayName: 'Jamf', deletedDateTime: NOW.toISOString() };
  const purging = wanted({ removal: { ...WHOLE, purge: true } });

  it('given --purge, then it is deleted and then deleted for good', () => {
    const observed = { application: application(), servicePrincipal: servicePrincipal(), namesakes: [] };
    expect(inShort(appRegistration.planRemoval(observed, purging, known(RECORDED)))).toEqual([
      'remove application (destroys)',
      'remove deleted-application (destroys)',
    ]);
  });

  it('given that it is deleted already, then --purge alone has something to do', () => {
    expect(appRegistration.planRemoval({ ...gone, deleted }, whole, known(RECORDED))).toEqual([]);
    expect(inShort(appRegistration.planRemoval({ ...gone, deleted }, purging, known(RECORDED)))).toEqual([
      'remove deleted-application (destroys)',
    ]);
    expect(appRegistration.remainder?.({ ...gone, deleted }, whole, known(RECORDED)).lines).toEqual([
      `deleted · ${APP_ID} · restorable until 2026-12-23`,
    ]);
  });

  it('given that it is gone, then it is remembered until everything is over', () => {
    const state = known(RECORDED);
    expect(appRegistration.learn?.(gone, whole, state)).toBe(state);
  });
});
