import { INTUNE_SERVICE_APP_ID } from '../../microsoft/identifiers.ts';
import { DEVICE_SERVICE, TENANT_SERVICE } from '../intune/partner-services.ts';
import { uuidFrom } from '../uuid-from.ts';
import { answerList } from './collection.ts';
import { principalOf } from './find-principal.ts';
import { keyed, type Operation } from './operation.ts';
import { DISCOVER } from './permissions.ts';

/** Service discovery: where a partner sends what it has to say to Intune (microsoft.md §4.6). */
export const ENDPOINT_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: keyed('/servicePrincipals', ['appId'], '/endpoints'),
    access: DISCOVER,
    answer: (request) => {
      const principal = principalOf(request);
      const services = principal.appId === INTUNE_SERVICE_APP_ID ? [TENANT_SERVICE, DEVICE_SERVICE] : [];
      return answerList(request, {
        set: `servicePrincipals('${principal.id}')/endpoints`,
        type: 'endpoint',
        items: services.map((providerName) => ({
          id: uuidFrom(`endpoint ${providerName}`),
          deletedDateTime: null,
          capability: providerName,
          providerId: uuidFrom('endpoint provider'),
          providerName,
          providerResourceId: null,
          uri: `${request.context.endpoints().intune}/${providerName}`,
        })),
      });
    },
  },
];
