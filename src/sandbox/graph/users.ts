import type { SandboxContext } from '../service.ts';
import type { Person } from '../world.ts';
import { answerList } from './collection.ts';
import type { Entity, Operation } from './operation.ts';
import { READ_MYSELF, READ_USERS } from './permissions.ts';
import { assignedPlans, plansOf } from './plans.ts';
import { badRequest, notFound } from './refusal.ts';
import { shown } from './shape.ts';

/** People of the tenant. */
export const USER_OPERATIONS: readonly Operation[] = [
  {
    method: 'GET',
    paths: ['/users'],
    access: READ_USERS,
    answer: (request) =>
      answerList(request, {
        set: 'users',
        type: 'user',
        directory: true,
        items: request.context.world.people.map((person) => showUser(request.context, person)),
      }),
  },
  {
    method: 'GET',
    paths: ['/users/{id}'],
    access: READ_USERS,
    answer: (request) => {
      const key = request.parameter('id') ?? '';
      const person = request.context.world.people.find(
        (each) => each.id === key || each.userPrincipalName.toLowerCase() === key.toLowerCase(),
      );
      if (person === undefined) throw notFound(key);
      return { status: 200, body: shown(request, 'user', 'users', showUser(request.context, person)) };
    },
  },
  {
    method: 'GET',
    paths: ['/me'],
    access: READ_MYSELF,
    answer: (request) => {
      if (request.caller.kind === 'application') {
        throw badRequest('/me request is only valid with delegated authentication flow.', 'BadRequest');
      }
      return {
        status: 200,
        body: shown(request, 'user', 'users', showUser(request.context, request.caller.person)),
      };
    },
  },
];

export function showUser(context: SandboxContext, person: Person): Entity {
  const [givenName = '', ...family] = person.displayName.split(' ');
  return {
    id: person.id,
    deletedDateTime: null,
    accountEnabled: true,
    assignedLicenses: [],
    assignedPlans: assignedPlans(plansOf(context, person)),
    businessPhones: [],
    displayName: person.displayName,
    givenName,
    surname: family.join(' '),
    jobTitle: null,
    mail: person.userPrincipalName,
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    usageLocation: 'US',
    userPrincipalName: person.userPrincipalName,
    userType: 'Member',
  };
}
