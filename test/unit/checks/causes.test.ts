import { describe, expect, it } from 'vitest';
import { BOOK } from '../../../src/findings/book.ts';
import { FAULTS } from '../../../src/sandbox/faults.ts';
import { CAUSES, causesPage, MORE_CAUSES } from '../../support/checks/causes.ts';
import { FAULT_CASES } from '../../support/doctor/faults.ts';

describe('given the documented causes of failure', () => {
  it('then all 30 are there, each told or with the reason why not', () => {
    expect(CAUSES).toHaveLength(30);
    expect(CAUSES.filter(({ told, because }) => told.length === 0 && because === undefined)).toEqual([]);
    expect(CAUSES.filter(({ faults, because }) => faults.length === 0 && because === undefined)).toEqual([]);
  });

  it('then the codes of the checks are all among them', () => {
    const told = new Set([...CAUSES, ...MORE_CAUSES].flatMap((cause) => cause.told.map(({ code }) => code)));
    const ofChecks = Object.keys(BOOK).filter((code) => /^JI-(E15|I24[0-6]|J42|J43)/.test(code));
    expect(ofChecks.length).toBeGreaterThan(20);
    expect(ofChecks.filter((code) => ![...told].some((each) => each === code))).toEqual([]);
  });

  it('then no fault is named twice for the same cause, and every one exists', () => {
    for (const { faults } of [...CAUSES, ...MORE_CAUSES]) {
      expect(new Set(faults).size).toBe(faults.length);
      expect(faults.filter((fault) => !Object.hasOwn(FAULTS, fault))).toEqual([]);
    }
  });

  it.each([...CAUSES, ...MORE_CAUSES].filter(({ faults }) => faults.length > 0))(
    'then the faults of "$what" bring about its codes',
    ({ told, faults, because }) => {
      const brought = faults.map((fault) => FAULT_CASES[fault].told?.code);
      const missing = told.map(({ code }) => code).filter((code) => !brought.includes(code));
      // What no fault brings about is said in words.
      expect(missing.filter((code) => because?.includes(code) !== true)).toEqual([]);
      expect(brought.filter((code) => !told.some((one) => one.code === code))).toEqual([]);
    },
  );

  it('then every fault that names nothing has its reason', () => {
    const silent = Object.values(FAULT_CASES).filter(
      ({ told, because }) => told === undefined && because === undefined,
    );
    expect(silent).toEqual([]);
  });

  it('then docs/causes.md says what the table says', async () => {
    await expect(causesPage()).toMatchFileSnapshot('../../../docs/causes.md');
  });
});
