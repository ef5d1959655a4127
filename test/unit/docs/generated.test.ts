import { describe, expect, it } from 'vitest';
import { EXIT_CODES } from '../../../src/cli/exit-codes.ts';
import { CONDITIONAL_ACCESS } from '../../../src/steps/conditional-access.ts';
import { read } from '../../support/docs/files.ts';
import { faultsPage, findingsPage, rightsPage } from '../../support/docs/pages.ts';

describe('given the tables of the program', () => {
  it.each([
    ['findings', findingsPage],
    ['rights', rightsPage],
    ['faults', faultsPage],
  ])('then docs/%s.md says what they say', async (name, page) => {
    await expect(page()).toMatchFileSnapshot(`../../../docs/${name}.md`);
  });

  it('then the README has every exit code with its meaning, and no other', () => {
    const rows = [...read('README.md').matchAll(/^\| ([\d, ]+) \| (.*) \|$/gmu)].map(([, code, meaning]) => [
      code,
      meaning,
    ]);
    expect(rows).toEqual(EXIT_CODES);
  });

  it('then the README has every step, in the order in which they are done', () => {
    const [, table = ''] = /## What setup changes\n([\s\S]*?)\n## /u.exec(read('README.md')) ?? [];
    const ids = [...table.matchAll(/^\| `([a-z-]+)` \|/gmu)].map(([, id]) => id);
    expect(ids).toEqual(CONDITIONAL_ACCESS.map(({ id }) => id));
  });
});
