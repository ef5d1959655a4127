import { expect, it } from 'vitest';
import { type LeavingContext, linesOfLeaving } from '../../../src/wizard/disconnect/tell-of-leaving.ts';

const NOTHING_READABLE = { jamf: null, intune: null, policies: null };
const CONTEXT: LeavingContext = {
  end: { partnerState: 'enabled', macsRemovedOn: null, macsNonCompliantOn: null },
  removal: { terminate: false, deleteApplication: false, purge: false },
  appId: 'an-id',
  adopted: false,
};
const removal = { terminate: false, deleteApplication: true, purge: false };
const DATED = {
  partnerState: 'terminated',
  macsRemovedOn: '2027-02-21T09:41:00.000Z',
  macsNonCompliantOn: null,
};

it('given that nothing may be read, then each line names the right that it lacks', () => {
  expect(linesOfLeaving(NOTHING_READABLE, CONTEXT)).toEqual([
    'Jamf Pro: its Macs may not be read (needs Read Computers)',
    'Intune: its Macs may not be read (needs DeviceManagementManagedDevices.Read.All)',
    'These Macs leave Intune 90 days after the end; Intune tells the day as soon as it has ended',
    'Conditional Access: the policies may not be read (needs Policy.Read.All)',
    'Kept: the application an-id and its client secret',
  ]);
});

it('given everything, then it is counted, by state and by person', () => {
  const byState = { ACTIVATED: 200, UNRESPONSIVE: 1, DEACTIVATED: 0, UNKNOWN: 0, none: 30 };
  const lines = linesOfLeaving(
    {
      jamf: { total: 231, byState, registered: 201, people: 190 },
      intune: { macs: 1, people: 1, byCompliance: { compliant: 1 } },
      policies: ['One', 'Two\u001b[31m'],
    },
    { ...CONTEXT, end: { ...DATED, macsNonCompliantOn: '2027-01-22T09:41:00.000Z' } },
  );
  expect(lines.slice(0, 4)).toEqual([
    'Jamf Pro: 201 of 231 Macs are registered, of 190 people (200 ACTIVATED, 1 UNRESPONSIVE, 30 never registered)',
    'Intune: 1 Mac of 1 person from Jamf (1 compliant)',
    'These Macs leave Intune on 2027-02-21',
    'They count as not compliant from 2027-01-22 on',
  ]);
  expect(lines[4]).toContain('"One", "Two\\x1b[31m" ask for a compliant Mac');
  expect(lines[4]).toContain('until 2027-01-22');
  expect(lines[5]).toContain('To close that window first');
});

it('given no policy that asks for a compliant Mac, then nobody loses access', () => {
  const lines = linesOfLeaving({ ...NOTHING_READABLE, policies: [] }, CONTEXT);
  expect(lines.join('\n')).toContain('nobody loses access');
  expect(lines.join('\n')).not.toContain('window');
});

it.each([
  ['kept', CONTEXT, 'Kept: the application an-id'],
  ['deleted', { ...CONTEXT, removal }, 'Entra can restore them for 30 days'],
  ['deleted for good', { ...CONTEXT, removal: { ...removal, purge: true } }, 'nobody can restore them'],
  ['released', { ...CONTEXT, removal, adopted: true }, 'it stays, without what it was given from here'],
  ['gone', { ...CONTEXT, appId: undefined }, 'No application of this connection is left'],
])('given that the application is %s, then that is said', (_what, context, words) => {
  expect(linesOfLeaving(NOTHING_READABLE, context).at(-1)).toContain(words);
});
