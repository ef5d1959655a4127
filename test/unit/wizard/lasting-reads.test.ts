import { expect, it } from 'vitest';
import { lastingReads } from '../../../src/wizard/sign-in/lasting-reads.ts';

it('given what lasts as long as a run, then it is read once, and again only after it could not be read', async () => {
  const once = lastingReads();
  let asked = 0;
  const read = async () => {
    asked += 1;
    if (asked === 1) throw new Error('busy');
    return asked;
  };
  await expect(Promise.all([once('organization', read), once('organization', read)])).rejects.toThrow('busy');
  expect(asked).toBe(1);
  expect(await once('organization', read)).toBe(2);
  expect(await once('organization', read)).toBe(2);
});

it('given what may change in a run, then it is read each time', async () => {
  const once = lastingReads();
  let asked = 0;
  const read = async () => ++asked;
  expect([await once('application', read), await once('application', read)]).toEqual([1, 2]);
});
