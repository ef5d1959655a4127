import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { read } from '../../support/docs/files.ts';
import { PLANTED } from '../../support/planted/defects.ts';

it.each(PLANTED.map((planted) => [planted.what, planted] as const))(
  'given the planted defect "%s", then there is one place for it',
  (_what, { file, from, to }) => {
    expect(read(file).split(from)).toHaveLength(2);
    expect(to).not.toBe(from);
  },
);

it.each(['faults', 'contract'])('given the suites of test/%s, then each has a planted defect', (folder) => {
  const suites = readdirSync(new URL(`../../${folder}`, import.meta.url))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => `${folder}/${name.replace('.test.ts', '')}`);
  const planted = new Set(PLANTED.map(({ suite }) => suite));
  expect(suites.filter((suite) => !planted.has(suite))).toEqual([]);
});

it('given the planted defects, then docs/planted-defects.md lists them', async () => {
  const rows = PLANTED.map(
    ({ suite, test, what, file }) => `| ${suite} | ${test} | ${what} | [${file}](../${file}) |`,
  );
  const page = [
    '# Each suite seen failing',
    '',
    '`npm run test:planted` copies the project, plants one defect at a time in the copy, and wants the test that watches for it to fail by its own',
    'assertion. It takes about 6 minutes. The list is test/support/planted/defects.ts; this page is made of it.',
    '',
    '| Suite | The test that sees it | Planted defect | In |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../docs/planted-defects.md');
});
