import { seenMacs } from '../seen-macs.ts';
import type { SandboxContext } from '../service.ts';
import { computerRecord, type Owned, SECTIONS, type Section } from './computer-record.ts';
import { LIST_QUERY, listPage } from './list-page.ts';
import type { Call, Operation } from './operation.ts';
import { notFound, Refusal } from './refusal.ts';
import type { Fields } from './rsql.ts';

/** The three Azure fields are not among them, as in the real inventory (jamf.md §7). */
const FIELDS: Fields<Owned> = {
  id: ({ mac }) => Number(mac.id),
  udid: ({ mac }) => mac.udid,
  'general.name': ({ mac }) => mac.name,
  'general.platform': () => 'Mac',
  'general.lastCheckIn': ({ mac }) => mac.lastCheckIn,
  'general.lastContact': ({ mac }) => mac.lastCheckIn,
  'hardware.serialNumber': ({ mac }) => mac.serialNumber,
  'userAndLocation.email': ({ owner }) => owner?.userPrincipalName ?? '',
  'userAndLocation.realname': ({ owner }) => owner?.displayName ?? '',
  'diskEncryption.fileVault2Enabled': ({ mac }) => mac.fileVault,
  'operatingSystem.version': ({ mac }) => mac.osVersion,
};

/** The Macs that Jamf Pro manages, each with its owner. */
export function ownedMacs(context: SandboxContext): readonly Owned[] {
  const byId = new Map(context.world.people.map((person) => [person.id, person]));
  return seenMacs(context)
    .filter((mac) => mac.enrolledIn !== 'intune')
    .map((mac) => ({ mac, owner: mac.personId === null ? undefined : byId.get(mac.personId) }));
}

function sectionsOf(query: URLSearchParams): readonly Section[] {
  const asked = query.getAll('section').flatMap((text) => text.split(','));
  if (asked.length === 0) return ['GENERAL'];
  return asked.map((name) => {
    const section = SECTIONS.find((candidate) => candidate === name);
    if (section === undefined)
      throw new Refusal(400, {
        code: 'INVALID_SECTION',
        description: `The sandbox has no section ${name}`,
        field: 'section',
      });
    return section;
  });
}

function listComputers({ context, query }: Call): Response {
  const sections = sectionsOf(query);
  const page = listPage(query, ownedMacs(context), { fields: FIELDS, defaultSort: 'general.name:asc' });
  return Response.json({ ...page, results: page.results.map((owned) => computerRecord(owned, sections)) });
}

function oneComputer({ context, param, query }: Call): Response {
  const owned = ownedMacs(context).find(({ mac }) => mac.id === param('id'));
  if (owned === undefined) throw notFound('Computer', param('id'));
  return Response.json(computerRecord(owned, sectionsOf(query)));
}

export const COMPUTERS_INVENTORY: readonly Operation[] = [
  {
    method: 'get',
    path: '/v4/computers-inventory',
    tag: 'computer-inventory',
    summary: 'Inventory records, page by page',
    access: 'Read Computers',
    query: ['section', ...LIST_QUERY],
    success: 200,
    handle: listComputers,
  },
  {
    method: 'get',
    path: '/v4/computers-inventory/{id}',
    tag: 'computer-inventory',
    summary: 'One inventory record',
    access: 'Read Computers',
    query: ['section'],
    success: 200,
    handle: oneComputer,
  },
];
