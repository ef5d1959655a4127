import type { Randomness } from '../../ports/randomness.ts';
import { SANDBOX_ACCOUNTS } from '../accounts.ts';
import type { Person } from '../world.ts';
import { DIRECTORY_ROLES } from './directory-roles.ts';

// 24 × 10 names: the same 240 people in every sandbox, some of them with what breaks careless code.
const GIVEN_NAMES = (
  'Ada Amara Benoît Carlos Chiara Dewi Elif Fatima Grace Hiroshi Ingrid João ' +
  'Kofi Leila Mateusz Noor Olga Priya Quentin Rosa Søren Tariq Uma Zoë'
).split(' ');
const FAMILY_NAMES = "Almeida Bakker D'Angelo Fischer García Haddad Müller Nguyễn O'Brien Östberg".split(' ');

const LICENSED = ['INTUNE_A', 'AAD_PREMIUM'];

/** The tenant's 240 people, in a fixed order that the groups count on, without the administrator. */
export function seedPeople(random: Randomness): Person[] {
  const names = GIVEN_NAMES.flatMap((given) => FAMILY_NAMES.map((family) => ({ given, family })));
  return names.map(({ given, family }) => ({
    id: random.uuid(),
    userPrincipalName: `${ascii(given)}.${ascii(family)}@contoso.com`,
    displayName: `${given} ${family}`,
    roles: [],
    plans: LICENSED,
  }));
}

/** The one who signs in: the least roles that a complete setup needs (microsoft.md §5.2), and the one that reads sign-in reports. */
export function seedAdministrator(random: Randomness): Person {
  return {
    id: random.uuid(),
    userPrincipalName: SANDBOX_ACCOUNTS.administrator.username,
    displayName: 'Sandbox Administrator',
    password: SANDBOX_ACCOUNTS.administrator.password,
    roles: [
      DIRECTORY_ROLES.applicationAdministrator.id,
      DIRECTORY_ROLES.intuneAdministrator.id,
      DIRECTORY_ROLES.privilegedRoleAdministrator.id,
      DIRECTORY_ROLES.reportsReader.id,
    ],
    plans: LICENSED,
  };
}

/** Lower case without accents; the apostrophe stays, as Entra lets it. */
function ascii(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replaceAll('ø', 'o')
    .toLowerCase();
}
