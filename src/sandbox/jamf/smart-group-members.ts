import type { Mac, SmartGroup } from '../world.ts';
import { Refusal } from './refusal.ts';

type Criterion = SmartGroup['criteria'][number];

const MS_A_DAY = 86_400_000;

/** The criteria that the sandbox can judge from what it knows about a Mac. */
const VALUE_OF: Readonly<Record<string, (mac: Mac) => string>> = {
  'Computer Name': (mac) => mac.name,
  'Serial Number': (mac) => mac.serialNumber,
  'Operating System Version': (mac) => mac.osVersion,
  'FileVault 2 Status': (mac) => (mac.fileVault ? 'All Partitions Encrypted' : 'Not Encrypted'),
  // Registration needs Company Portal, so a registered Mac has it.
  'Application Title': (mac) => (mac.registration === null ? '' : 'CompanyPortal.app'),
  'Last Inventory Update': (mac) => mac.lastCheckIn,
};

function holds(criterion: Criterion, mac: Mac, now: Date): boolean {
  const actual = VALUE_OF[criterion.name]?.(mac) ?? '';
  switch (criterion.searchType) {
    case 'is':
      return actual === criterion.value;
    case 'is not':
      return actual !== criterion.value;
    case 'like':
      return actual.includes(criterion.value);
    default:
      return (now.getTime() - new Date(actual).getTime()) / MS_A_DAY < Number(criterion.value);
  }
}

const SEARCH_TYPES = ['is', 'is not', 'like', 'less than x days ago'];

/** Refuses criteria that Jamf Pro refuses (order), and those that the sandbox cannot judge. */
export function checkCriteria(criteria: readonly Criterion[]): void {
  for (const [index, criterion] of criteria.entries()) {
    if (criterion.priority !== index)
      throw invalid(`criteria[${index}].priority`, 'Priority starts at 0 and rises by 1');
    if (VALUE_OF[criterion.name] === undefined)
      throw invalid(`criteria[${index}].name`, `The sandbox has no criterion ${criterion.name}`);
    if (!SEARCH_TYPES.includes(criterion.searchType))
      throw invalid(
        `criteria[${index}].searchType`,
        `The sandbox has no search type ${criterion.searchType}`,
      );
  }
}

const invalid = (field: string, description: string): Refusal =>
  new Refusal(400, { code: 'INVALID_FIELD', description, field });

/** The members of a group. Criteria are joined from left to right; parentheses are kept and not judged. */
export function membersOf(group: SmartGroup, macs: readonly Mac[], now: Date): readonly Mac[] {
  return macs.filter((mac) =>
    group.criteria.reduce((member, criterion, index) => {
      const fits = holds(criterion, mac, now);
      if (index === 0) return fits;
      return criterion.andOr === 'and' ? member && fits : member || fits;
    }, true),
  );
}
