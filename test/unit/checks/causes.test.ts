import { describe, expect, it } from 'vitest';
import { BOOK } from '../../../src/findings/book.ts';
import { FAULTS } from '../../../src/sandbox/faults.ts';
import { CAUSES, causesPage, MORE_CAUSES } from '../../support/checks-causes.ts';

describe('given the documented causes of failure', () => {
  it('then all 30 are there, each told or with the reason why not', () => {
    expect(CAUSES).toHaveLength(30);
    expect(CAUSES.filter(({ told, because }) => told.length === 0 && because === undefined)).toEqual([]);
    expect(CAUSES.filter(({ faults, because }) => faults.length === 0 && because === undefined)).toEqual([]);
  });

  it('then the codes of the checks are all among them', () => {
    const told = new Set([...CAUSES, ...MORE_CAUSES].flatMap((cause) => cause.told.map(({ code }) => code)));
    const ofChecks = Object.keys(BOOK).filter((code) => /^JI-(E15|I24|J42|J43)/.test(code));
    expect(ofChecks.length).toBeGreaterThan(20);
    expect(ofChecks.filter((code) => ![...told].some((each) => each === code))).toEqual([]);
  });

  it('then no fault is named twice for the same cause, and every one exists', () => {
    for (const { faults } of [...CAUSES, ...MORE_CAUSES]) {
      expect(new Set(faults).size).toBe(faults.length);
      expect(faults.filter((fault) => !Object.hasOwn(FAULTS, fault))).toEqual([]);
    }
  });

  it('then docs/causes.md says what the table says', async () => {
    await expect(causesPage()).toMatchFileSnapshot('../../../docs/causes.md');
  });
});
