import { describe, expect, it } from 'vitest';
import {
  APPLICATION_READ_ALL,
  GRAPH_APP_ID,
  INTUNE_API_APP_ID,
  UPDATE_DEVICE_ATTRIBUTES,
} from '../../../src/microsoft/identifiers.ts';
import { apiPermission } from '../../../src/steps/conditional-access/permission/api-permission.ts';
import type { ObservedPermissions } from '../../../src/steps/conditional-access/permission/observe-permissions.ts';
import {
  READ_APPLICATIONS,
  SEND_DEVICE_ATTRIBUTES,
  wantedPermissions,
} from '../../../src/steps/conditional-access/permission/wanted-permissions.ts';
import {
  APP_ID,
  application,
  assignment,
  inShort,
  intuneApi,
  known,
  OBJECT_ID,
  RECORDED,
  servicePrincipal,
  short,
  WHOLE,
  wanted,
} from '../../support/steps/samples.ts';

function seen(different: Partial<ObservedPermissions> = {}): ObservedPermissions {
  return {
    application: application(),
    servicePrincipal: servicePrincipal(),
    resources: {
      [INTUNE_API_APP_ID]: intuneApi(),
      [GRAPH_APP_ID]: servicePrincipal({ appId: GRAPH_APP_ID }),
    },
    assignments: [assignment()],
    grants: [],
    discovery: 'allowed',
    ...different,
  };
}

const READ_ALL = assignment({ id: 'assignment-2', appRoleId: APPLICATION_READ_ALL.id });
const USER_READ = {
  resourceAppId: GRAPH_APP_ID,
  resourceAccess: [{ id: 'e1fe6dd8-ba31-4d61-89e7-88639da4683d', type: 'Scope' }],
};
const LISTED = application().requiredResourceAccess;
const GRANT = {
  id: 'grant-1',
  clientId: 'c',
  resourceId: 'r',
  consentType: 'AllPrincipals',
  scope: ' User.Read',
};

describe('api-permission: what is wrong, and what would be done', () => {
  it.each([
    ['all is well', seen(), [], []],
    [
      'nothing is there yet',
      seen({
        application: undefined,
        servicePrincipal: undefined,
        resources: {},
        assignments: [],
        discovery: 'untested',
      }),
      ['JI-E108'],
      ['create resource-service-principal', 'create permission-list', 'create consent'],
    ],
    [
      'the permission is listed and not consented to',
      seen({ assignments: [], discovery: 'untested' }),
      ['JI-E108'],
      ['create consent'],
    ],
    [
      'the list is empty',
      seen({ application: application({ requiredResourceAccess: [] }) }),
      ['JI-E102'],
      ['create permission-list'],
    ],
    [
      'User.Read is listed besides',
      seen({ application: application({ requiredResourceAccess: [...LISTED, USER_READ] }) }),
      ['JI-E102'],
      ['change permission-list (destroys)'],
    ],
    [
      'another role was granted besides',
      seen({
        assignments: [
          assignment(),
          assignment({ id: 'x', appRoleId: '7ab1d382-f21e-4acd-a863-ba3e13f7da61' }),
        ],
      }),
      ['JI-E102'],
      ['remove consent (destroys)'],
    ],
    [
      'a delegated permission was granted besides',
      seen({ grants: [GRANT] }),
      ['JI-E102'],
      ['remove delegated-grant (destroys)'],
    ],
    ['delegated grants may not be read', seen({ grants: 'not-readable' }), ['JI-E123 info'], []],
    [
      'the API publishes the role under another id',
      seen({
        resources: {
          [INTUNE_API_APP_ID]: intuneApi({
            appRoles: [{ id: READ_APPLICATIONS.roleId, value: UPDATE_DEVICE_ATTRIBUTES.value }],
          }),
          [GRAPH_APP_ID]: servicePrincipal(),
        },
      }),
      ['JI-E122 blocks'],
      [],
    ],
    [
      'the API publishes no such role',
      seen({
        resources: { [INTUNE_API_APP_ID]: intuneApi({ appRoles: [] }), [GRAPH_APP_ID]: servicePrincipal() },
      }),
      ['JI-E122 blocks'],
      [],
    ],
    [
      'service discovery is refused (auto)',
      seen({ discovery: 'refused' }),
      ['JI-E102', 'JI-E108'],
      ['create permission-list', 'create consent'],
    ],
  ])('given %s', (_what, observed, findings, changes) => {
    expect(short(apiPermission.diagnose(observed, wanted(), known(RECORDED)))).toEqual(findings);
    expect(inShort(apiPermission.plan(observed, wanted(), known(RECORDED)))).toEqual(changes);
  });

  it('given strict and a discovery that is refused, then it is said and nothing is added', () => {
    const strict = wanted({ permissions: 'strict' });
    const observed = seen({ discovery: 'refused' });
    expect(short(apiPermission.diagnose(observed, strict, known(RECORDED)))).toEqual(['JI-E116 warning']);
    expect(apiPermission.plan(observed, strict, known(RECORDED))).toEqual([]);
  });

  it('given permissions too many, then the finding names those that are there', () => {
    const observed = seen({ grants: [GRANT] });
    const [finding] = apiPermission.diagnose(observed, wanted(), known(RECORDED));
    expect(finding?.seen).toBe('2 permissions, 1 expected: update_device_attributes, User.Read');
  });
});

describe('api-permission: what is remembered, and what is taken down', () => {
  it('given a refused discovery, then auto remembers that the second permission is needed', () => {
    const learnt = apiPermission.learn?.(seen({ discovery: 'refused' }), wanted(), known(RECORDED));
    expect(learnt?.resources.discoveryNeedsPermission).toBe(true);
  });

  it.each(['strict', 'documented'] as const)(
    'given %s, then a refused discovery teaches nothing',
    (permissions) => {
      const state = known(RECORDED);
      expect(apiPermission.learn?.(seen({ discovery: 'refused' }), wanted({ permissions }), state)).toBe(
        state,
      );
    },
  );

  it('given our own application, then deleting it takes its grants along', () => {
    expect(apiPermission.planRemoval(seen(), wanted({ removal: WHOLE }), known(RECORDED))).toEqual([]);
  });

  it('given an adopted application, then it loses what was granted for the connection and nothing else', () => {
    const granted = [assignment().appRoleId, READ_ALL.appRoleId];
    const adopted = known({ application: { objectId: OBJECT_ID, appId: APP_ID, adopted: true }, granted });
    const other = assignment({ id: 'x', appRoleId: '7ab1d382-f21e-4acd-a863-ba3e13f7da61' });
    const observed = seen({ assignments: [assignment(), READ_ALL, other] });
    expect(inShort(apiPermission.planRemoval(observed, wanted({ removal: WHOLE }), adopted))).toEqual([
      'remove consent (destroys)',
      'remove consent (destroys)',
    ]);
  });

  it('given two permissions, then the description names both', () => {
    const observed = seen({ assignments: [assignment(), READ_ALL] });
    expect(apiPermission.describe(seen(), wanted(), known())).toEqual([
      'granted · update_device_attributes, the only permission',
    ]);
    expect(apiPermission.describe(observed, wanted(), known())).toEqual([
      'granted · update_device_attributes and Application.Read.All',
    ]);
  });
});

describe('the permissions that the application is to have', () => {
  const ONE = [SEND_DEVICE_ATTRIBUTES];
  const BOTH = [SEND_DEVICE_ATTRIBUTES, READ_APPLICATIONS];
  it.each([
    ['strict', {}, 'refused', true, ONE],
    ['documented', {}, 'untested', false, BOTH],
    ['auto', {}, 'untested', false, ONE],
    ['auto', {}, 'allowed', false, ONE],
    ['auto', {}, 'refused', false, BOTH],
    ['auto', { discoveryNeedsPermission: true }, 'untested', false, BOTH],
    ['auto', {}, 'allowed', true, BOTH],
  ] as const)(
    'given %s, %j, discovery %s and granted %s',
    (profile, remembered, discovery, granted, permissions) => {
      expect(wantedPermissions(profile, remembered, discovery, granted)).toEqual(permissions);
    },
  );
});
