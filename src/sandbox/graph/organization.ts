import { uuidFrom } from '../uuid-from.ts';
import { answerList } from './collection.ts';
import type { Operation } from './operation.ts';
import { READ_DOMAINS, READ_LICENCES, READ_ORGANIZATION } from './permissions.ts';
import { assignedPlans, planId, tenantPlans } from './plans.ts';

/** The tenant: its name, its domains, what it has licences for. */
export const ORGANIZATION_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/organization'],
    access: READ_ORGANIZATION,
    answer: (request) => {
      const { tenant } = request.context.world;
      return answerList(request, {
        set: 'organization',
        type: 'organization',
        items: [
          {
            id: tenant.id,
            deletedDateTime: null,
            displayName: tenant.displayName,
            tenantType: 'AAD',
            countryLetterCode: 'US',
            createdDateTime: '2020-01-01T00:00:00Z',
            mobileDeviceManagementAuthority: 'intune',
            assignedPlans: assignedPlans(tenantPlans(request.context)),
            verifiedDomains: tenant.domains.map((domain) => ({
              capabilities: 'Email, OfficeCommunicationsOnline',
              isDefault: domain.isDefault,
              isInitial: domain.isInitial,
              name: domain.name,
              type: 'Managed',
            })),
          },
        ],
      });
    },
  },
  {
    method: 'GET',
    paths: ['/domains'],
    access: READ_DOMAINS,
    answer: (request) =>
      answerList(request, {
        set: 'domains',
        type: 'domain',
        items: request.context.world.tenant.domains.map((domain) => ({
          id: domain.name,
          authenticationType: 'Managed',
          isAdminManaged: true,
          isDefault: domain.isDefault,
          isInitial: domain.isInitial,
          isRoot: true,
          isVerified: true,
          supportedServices: ['Email'],
        })),
      }),
  },
  {
    method: 'GET',
    paths: ['/subscribedSkus'],
    access: READ_LICENCES,
    answer: (request) => {
      const { tenant } = request.context.world;
      const licensed = request.context.world.people.length;
      return answerList(request, {
        set: 'subscribedSkus',
        type: 'subscribedSku',
        items: tenantPlans(request.context).map((plan) => ({
          id: `${tenant.id}_${uuidFrom(`sku ${plan}`)}`,
          accountId: tenant.id,
          accountName: tenant.displayName,
          appliesTo: 'User',
          capabilityStatus: 'Enabled',
          consumedUnits: licensed,
          prepaidUnits: { enabled: licensed + 10, suspended: 0, warning: 0, lockedOut: 0 },
          servicePlans: [
            {
              appliesTo: 'User',
              provisioningStatus: 'Success',
              servicePlanId: planId(plan),
              servicePlanName: plan,
            },
          ],
          skuId: uuidFrom(`sku ${plan}`),
          skuPartNumber: plan,
          subscriptionIds: [],
        })),
      });
    },
  },
];
