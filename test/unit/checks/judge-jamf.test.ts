import { describe, expect, it } from 'vitest';
import { judgeAlerts } from '../../../src/checks/jamf/alerts.ts';
import { judgeClocks } from '../../../src/checks/jamf/clock.ts';
import { judgeMacs } from '../../../src/checks/jamf/macs.ts';
import { judgeHealth, judgeServer } from '../../../src/checks/jamf/server.ts';
import { tallyMacs } from '../../../src/checks/jamf/tally-macs.ts';
import { ServiceError } from '../../../src/errors/service-error.ts';
import type { Mac } from '../../../src/jamf/macs.ts';
import { type JamfVersion, parseVersion } from '../../../src/jamf/version.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

const codes = ({ findings }: { findings: readonly { severity: string; code: string }[] }) =>
  findings.map(({ severity, code }) => `${severity} ${code}`);

function version(text: string): JamfVersion {
  const parsed = parseVersion(text);
  if (parsed === undefined) throw new Error(`${text} is no version`);
  return parsed;
}

describe('the server', () => {
  const all = { api: 1, enrollment: 1, device: 1 };

  it.each([
    ['11.30.1', all, []],
    ['11.9.0', undefined, []],
    ['11.8.2', all, ['info JI-J421']],
    ['10.0.0', all, []],
    ['11.30.1', { ...all, api: 0.99 }, ['warning JI-J420']],
  ] as const)('given %s with %j, then %j', (text, shares, expected) => {
    expect(codes(judgeServer(version(text), shares))).toEqual(expected);
  });

  const error = new ServiceError({ service: 'Jamf Pro', message: 'no answer', outcome: 'unknown' });
  it.each([
    [
      { state: 'starting', step: 'Database', percentage: 40, error: undefined },
      'it is starting: Database (40 %)',
    ],
    [
      { state: 'starting', step: 'Database', percentage: undefined, error: 'down' },
      'it is starting: Database: down',
    ],
    [{ state: 'needs-setup-assistant' }, 'its setup assistant was never finished'],
    [{ state: 'ill', says: 'DBConnectionError' }, 'it says: DBConnectionError'],
    [{ state: 'not-jamf-pro' }, 'what answers at this address is not Jamf Pro'],
    [{ state: 'unreachable', error }, 'it does not answer: no answer'],
  ] as const)('given %j, then it says so', (health, seen) => {
    expect(judgeHealth(health).findings).toEqual([{ code: 'JI-J402', severity: 'error', seen }]);
  });
});

describe('alerts', () => {
  it.each([
    ['MII_UNATHORIZED_RESPONSE_NOTIFICATION', false, ['error JI-J410']],
    ['MII_HEARTBEAT_FAILED_NOTIFICATION', false, ['error JI-J411']],
    ['MII_INVENTORY_UPLOAD_FAILED_NOTIFICATION', false, ['error JI-J411']],
    ['CONDITIONAL_ACCESS_CONNECTION_ERROR', false, ['error JI-J411']],
    ['DEVICE_COMPLIANCE_CONNECTION_ERROR', false, ['error JI-J411']],
    ['DEVICE_COMPLIANCE_CONNECTION_ERROR', true, ['warning JI-J411']],
    ['PUSH_CERT_EXPIRED', true, ['error JI-J422']],
    ['PUSH_PROXY_CERT_EXPIRED', true, ['error JI-J422']],
    ['APNS_CERT_REVOKED', true, ['error JI-J422']],
    ['APNS_CONNECTION_FAILURE', true, ['error JI-J422']],
    ['PUSH_CERT_WILL_EXPIRE', true, ['warning JI-J423']],
    ['EXCEEDED_LICENSE_COUNT', true, ['warning JI-J424']],
    ['PSSO_EXTERNAL_URL_UNAVAILABLE', true, ['warning JI-J424']],
    ['PATCH_UPDATE', true, []],
    ['constructor', true, []],
  ])('given %s and a connection that lives: %s, then %j', (type, lives, expected) => {
    expect(codes(judgeAlerts([{ type, id: '1' }], lives))).toEqual(expected);
  });

  it('given the same alert twice, then it is told once', () => {
    const alert = { type: 'PUSH_CERT_EXPIRED', id: '1' };
    expect(codes(judgeAlerts([alert, { ...alert, id: '2' }], true))).toHaveLength(1);
  });
});

describe('clocks', () => {
  const clock = (host: string, aheadMs: number, withinMs = 500) => ({ host, aheadMs, withinMs });
  const MINUTE = 60_000;

  it.each([
    ['all agree', clock('m', 300), clock('j', -800), []],
    ['within what can be told', clock('m', 0), clock('j', 2 * MINUTE, 90_000), []],
    ['Jamf Pro ahead', clock('m', 0), clock('j', 10 * MINUTE), ['error: the clock of j is 10 minutes ahead']],
    ['Jamf Pro behind', clock('m', 0), clock('j', -90_000), ['warning: the clock of j is 90 seconds behind']],
    [
      'this computer behind',
      clock('m', 7 * MINUTE),
      clock('j', 7 * MINUTE),
      ["error: this computer's clock is 7 minutes behind"],
    ],
    [
      'this computer ahead',
      clock('m', -2 * MINUTE),
      clock('j', -2 * MINUTE),
      ["warning: this computer's clock is 2 minutes ahead"],
    ],
    ['only one known', clock('m', 10 * MINUTE), undefined, ['error: the clock of m is 10 minutes ahead']],
  ] as const)('given %s, then it is told whose', (_what, microsoft, jamf, expected) => {
    const { findings } = judgeClocks({ microsoft, jamf });
    expect(findings.map(({ severity, seen }) => `${severity}: ${seen}`)).toEqual(expected);
  });
});

describe('the Macs', () => {
  const mac = (change: Partial<Mac> = {}): Mac => ({
    id: '1',
    name: 'Mac',
    serialNumber: 'C02A',
    email: undefined,
    username: 'ada',
    registration: 'ACTIVATED',
    entraDeviceIds: ['d'],
    entraUserIds: [],
    lastCheckIn: ago(1),
    ...change,
  });
  async function* each(macs: Iterable<Mac>) {
    yield* macs;
  }
  const judged = async (macs: readonly Mac[], inIntune: readonly string[] = []) =>
    judgeMacs(await tallyMacs(each(macs), new Set(inIntune), NOW), {
      version: version('11.30.1'),
      withIntune: true,
    });

  it.each<[string, readonly Mac[], readonly string[]]>([
    ['activated', [mac()], []],
    [
      'unresponsive, no check-in for 25 h',
      [mac({ registration: 'UNRESPONSIVE', lastCheckIn: ago(25) })],
      ['warning JI-J426'],
    ],
    [
      'unresponsive, never checked in',
      [mac({ registration: 'UNRESPONSIVE', lastCheckIn: undefined })],
      ['warning JI-J426'],
    ],
    [
      'unresponsive, checked in 23 h ago',
      [mac({ registration: 'UNRESPONSIVE', lastCheckIn: ago(23) })],
      ['warning JI-J427'],
    ],
    ['activated, silent for a month', [mac({ lastCheckIn: ago(720) })], []],
    ['deactivated', [mac({ registration: 'DEACTIVATED' })], ['warning JI-J428']],
    ['never registered, like all', [mac({ registration: undefined, entraDeviceIds: [] })], []],
    [
      'never registered, unlike others',
      [mac(), mac({ serialNumber: 'C02B', registration: undefined, entraDeviceIds: [] })],
      ['info JI-J429'],
    ],
    ['there twice', [mac(), mac({ id: '2', serialNumber: 'c02a' })], ['warning JI-J430']],
    ['without serial numbers', [mac({ serialNumber: undefined }), mac({ serialNumber: undefined })], []],
    ['in Intune itself', [mac({ serialNumber: 'c02x' })], ['warning JI-J431']],
  ])('given Macs that are %s, then %3$j', async (_what, macs, expected) => {
    expect(codes(await judged(macs, ['C02X']))).toEqual(expected);
  });

  it('given an unresponsive Mac, then it says who must sign in, and on 11.5 and later what a policy must do', async () => {
    const { findings } = await judged([mac({ registration: 'UNRESPONSIVE' })]);
    expect(findings[0]?.details).toEqual([expect.stringContaining('gatherAADInfo'), 'Mac · C02A · ada']);
    const tally = await tallyMacs(each([mac({ registration: 'UNRESPONSIVE' })]), new Set(), NOW);
    const older = judgeMacs(tally, { version: version('11.4.0'), withIntune: true });
    expect(older.findings[0]?.details).toEqual(['Mac · C02A · ada']);
  });

  it('given 50,000 Macs, then they are counted one by one and only a few are kept by name', async () => {
    const states = ['ACTIVATED', 'UNRESPONSIVE', 'DEACTIVATED', 'UNKNOWN', undefined] as const;
    let alive = 0;
    let most = 0;
    function* inventory() {
      for (let index = 0; index < 50_000; index += 1) {
        alive += 1;
        most = Math.max(most, alive);
        yield mac({
          id: String(index),
          serialNumber: `S${index}`,
          registration: states[index % 5],
          entraDeviceIds: [],
        });
        alive -= 1;
      }
    }
    const tally = await tallyMacs(each(inventory()), new Set(), NOW);
    expect(tally.byState).toEqual({
      ACTIVATED: 10_000,
      UNRESPONSIVE: 10_000,
      DEACTIVATED: 10_000,
      UNKNOWN: 10_000,
      none: 10_000,
    });
    expect(tally.total).toBe(50_000);
    expect(tally.tokenExpired.examples).toHaveLength(5);
    expect(most).toBe(1);
  });
});
