import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../../src/checks/all.ts';
import { readMacsByState } from '../../../src/checks/jamf/macs.ts';
import type { Examination } from '../../../src/engine/doctor.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { CAUSES, MORE_CAUSES } from '../../support/checks-causes.ts';
import { type ChecksGround, openChecksGround } from '../../support/checks-ground.ts';

let ground: ChecksGround;
beforeAll(async () => {
  ground = await openChecksGround();
}, 90_000);
afterAll(() => ground.close());

/** Every finding as `severity code by`, each once. */
function told({ examined }: Examination): readonly string[] {
  return [
    ...new Set(
      examined.flatMap(({ findings }) =>
        findings.map(({ severity, code, step }) => `${severity} ${code} ${step}`),
      ),
    ),
  ].sort();
}

/** What a healthy connection of the sandbox says: five people are in both groups. */
const ALWAYS = 'info JI-I223 licences-of-people';
/** What steps say of it, and of a tenant without Intune, whose every read is refused: not of the fault itself. */
const BESIDES = [ALWAYS, 'info JI-I223 enrollment-groups'];
const isBesides = (line: string) => BESIDES.includes(line) || line.includes(' JI-E141 ');

const PROVOKED: readonly (readonly [fault: Fault, ...findings: string[]])[] = [
  ['macs-unresponsive', 'warning JI-J426 macs'],
  ['token-not-renewed', 'warning JI-J427 macs'],
  ['macs-deactivated', 'warning JI-J428 macs'],
  ['macs-not-registered', 'info JI-J429 macs'],
  ['duplicate-macs', 'warning JI-J430 macs'],
  ['wrong-door', 'warning JI-J431 macs'],
  ['extra-permission', 'error JI-E102 api-permission'],
  ['no-consent', 'error JI-E108 api-permission'],
  ['secret-expired', 'error JI-E118 client-secret'],
  ['secret-expires-soon', 'warning JI-E120 client-secret'],
  ['native-connector-missing', 'error JI-E150 native-connector'],
  ['native-connector-consented-by-one', 'error JI-E151 native-connector'],
  ['conditional-access-blocks-registration', 'error JI-E152 conditional-access'],
  ['baseline-scopes', 'warning JI-E153 conditional-access'],
  ['registration-refused', 'warning JI-E154 conditional-access'],
  ['unlicensed-people', 'warning JI-E155 licences-of-people'],
  ['compliance-not-in-entra', 'warning JI-E156 registered-devices'],
  ['shell-records', 'warning JI-E157 registered-devices'],
  ['duplicate-devices', 'warning JI-E158 registered-devices'],
  ['connector-missing', 'error JI-I210 intune-connector'],
  ['connector-twice', 'error JI-I211 intune-connector'],
  ['cloud-connector', 'error JI-I212 intune-connector', 'error JI-I244 other-partner'],
  ['connector-for-all', 'error JI-I220 enrollment-groups', 'error JI-I225 enrollment-groups'],
  ['group-gone', 'error JI-I221 enrollment-groups'],
  ['group-empty', 'error JI-I222 licences-of-people'],
  ['everybody-excluded', 'error JI-I223 licences-of-people'],
  [
    'connector-terminated',
    'error JI-I230 jamf-settings',
    'error JI-I230 proof',
    'error JI-I245 removal-dates',
  ],
  ['connector-unresponsive', 'error JI-I230 jamf-settings', 'error JI-I230 proof'],
  ['heartbeat-old', 'error JI-I231 proof'],
  ['no-licence', 'error JI-I201 prerequisites'],
  ['policy-for-nobody', 'warning JI-I240 compliance-policies'],
  ['policy-for-devices', 'warning JI-I241 compliance-policies'],
  ['policy-asks-for-filevault', 'warning JI-I242 compliance-policies'],
  ['other-partner', 'error JI-I243 other-partner'],
  ['compliance-partner-for-all', 'error JI-I246 device-compliance-targets'],
  ['jamf-old', 'error JI-J401 prerequisites'],
  ['jamf-unhealthy', 'error JI-J402 prerequisites', 'error JI-J402 server'],
  ['jamf-busy', 'warning JI-J420 server'],
  ['jamf-before-11-9', 'info JI-J421 server'],
  ['old-alert', 'warning JI-J411 alerts', 'warning JI-J411 jamf-settings'],
  ['push-certificate-expired', 'error JI-J422 alerts'],
  ['push-certificate-expiring', 'warning JI-J423 alerts'],
  ['jamf-licence-exceeded', 'warning JI-J424 alerts'],
  ['jamf-clock-ahead', 'error JI-J425 clock'],
];

describe('given a connection that was just set up', () => {
  it('when nothing is wrong, then every check has looked and nothing is found', async () => {
    const examination = await ground.examineWith();
    expect(told(examination)).toEqual([ALWAYS]);
    expect(examination.examined.map(({ check }) => `${check.id} ${check.outcome}`)).toEqual(
      examination.examined.map(({ check }) => `${check.id} passed`),
    );
  });

  it.each(PROVOKED.map(([fault, ...findings]) => ({ fault, findings })))(
    'when the fault $fault is on, then exactly its cause is told',
    async ({ fault, findings }) => {
      const examination = await ground.examineWith(fault);
      expect(told(examination).filter((line) => !isBesides(line))).toEqual([...findings].sort());
    },
  );

  it('when Intune refuses a tenant without a licence, then no check complains of that', async () => {
    const { examined } = await ground.examineWith('no-licence');
    const checks = examined.slice(-CHECKS.length);
    expect(checks.flatMap(({ findings }) => findings)).toEqual([]);
    expect(checks.filter(({ check }) => check.outcome === 'skipped')).toHaveLength(6);
  });

  it('when the numbers for monitoring are read, then every Mac is in one of the states', async () => {
    await ground.examineWith('macs-unresponsive', 'macs-deactivated');
    const states = await readMacsByState(ground.session);
    expect(states).toEqual({ ACTIVATED: 0, UNRESPONSIVE: 12, DEACTIVATED: 6, UNKNOWN: 220, none: 6 });
  });

  it('when everything was looked at, then nothing was written', () => {
    expect(ground.writes()).toBe(0);
  });
});

describe('the table of causes', () => {
  it.each([...CAUSES, ...MORE_CAUSES].filter(({ faults }) => faults.length > 0))(
    'given "$what", then its faults bring about what the table says',
    ({ told: expected, faults, because }) => {
      const lines = PROVOKED.filter(([fault]) => faults.includes(fault)).flat();
      const missing = expected.filter(
        ({ code, by }) => !lines.some((line) => line.endsWith(`${code} ${by}`)),
      );
      // What no fault brings about is said in words.
      expect(missing.filter(({ code }) => because?.includes(code) !== true)).toEqual([]);
      expect(faults.filter((fault) => !PROVOKED.some(([name]) => name === fault))).toEqual([]);
    },
  );
});
