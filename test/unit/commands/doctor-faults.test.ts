import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DoctorResult } from '../../../src/engine/doctor-result.ts';
import type { Fault } from '../../../src/sandbox/faults.ts';
import { FAULT_CASES } from '../../support/doctor/faults.ts';
import { type DoctorGround, openDoctorGround } from '../../support/doctor/ground.ts';

/** The whole command against every fault of the sandbox: exactly its cause is named, and nothing else. */

let ground: DoctorGround;
beforeAll(async () => {
  ground = await openDoctorGround();
}, 90_000);
afterAll(() => ground.close());

/** Everything that was found, as the table has it: the same code from several places is one cause. */
function toldIn({ findings }: DoctorResult) {
  const codes = [...new Set(findings.map(({ code }) => code))];
  return codes.flatMap((code) => {
    const own = findings.filter((finding) => finding.code === code);
    const severity = (['error', 'warning', 'info'] as const).find((one) =>
      own.some((finding) => finding.severity === one),
    );
    const [first] = own;
    if (first === undefined || severity === undefined) return [];
    return [{ code, severity, by: first.step, seen: first.seen }];
  });
}

function pattern(text: string): RegExp {
  const literal = text.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&'));
  return new RegExp(`^${literal.join('.+')}$`, 'u');
}

describe('given a connection that was just set up in the sandbox', () => {
  it('when the doctor looks, then everything is green and nothing is found', async () => {
    const { code, document } = await ground.connectedWith([]);
    expect([code, document.status, document.connection]).toEqual([0, 'healthy', 'manual']);
    expect(document.findings).toEqual([]);
    expect(document.checks.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
    expect(document.summary).toMatchObject({ warnings: 0, failed: 0 });
    expect(document.probes.filter(({ verdict }) => verdict === 'reachable').length).toBeGreaterThan(25);
    expect(document.observations.macsByState).toMatchObject({ UNKNOWN: 238, none: 6 });
  });

  it.each(Object.entries(FAULT_CASES).map(([fault, expected]) => ({ fault: fault as Fault, expected })))(
    'when the fault is $fault, then exactly its cause is told',
    async ({ fault, expected: { when, told, as } }) => {
      const look = when === 'new' ? ground.newWith : ground.connectedWith;
      // The network does not know of faults in the tenant, and takes half of the time.
      const rooms = told === undefined || told.code.startsWith('JI-N') ? [] : ['--skip', 'network'];
      const place = as === undefined ? [] : ['--as', as];
      const { code, document, writes } = await look([fault], ...rooms, ...place);
      expect(toldIn(document)).toEqual(
        told === undefined ? [] : [{ ...told, seen: expect.stringMatching(pattern(told.seen)) }],
      );
      expect(code).toBe(told?.severity === 'error' ? 3 : 0);
      expect([writes, document.requests.writes]).toEqual([0, 0]);
    },
  );

  it('when the person has no Intune role, then each line that could not be looked at names it', async () => {
    const { document } = await ground.connectedWith(['no-intune-role']);
    const skipped = document.checks.filter(({ outcome }) => outcome === 'skipped');
    expect(skipped.length).toBeGreaterThan(5);
    for (const { id, lines } of skipped)
      expect(lines.join(' '), id).toMatch(/^needs DeviceManagement\w+\.Read\.All, and an Intune role/u);
  });
});
