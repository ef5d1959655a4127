import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BOOK } from '../../../src/findings/book.ts';
import { read } from '../../support/docs/files.ts';

const page = read('CONTRIBUTING.md');
const STEPS = 'src/steps/conditional-access.ts';
const EXAMPLES = [
  ['Add a step in ten minutes', 'src/steps/conditional-access/cost-centre.ts'],
  ['Add a check in ten minutes', 'src/checks/jamf/hosting.ts'],
] as const;

describe('given what is to be added in ten minutes', () => {
  it.each(EXAMPLES)(
    'then everything that the example of "%s" imports is there under that name',
    (title, file) => {
      const section = page.split(/^## /mu).find((one) => one.startsWith(`${title}\n`)) ?? '';
      const imports = [...section.matchAll(/^import (?:type )?\{ (.*) \} from '(.*)';$/gmu)];
      expect(imports.length).toBeGreaterThan(1);
      for (const [, names = '', from = ''] of imports) {
        const source = read(normalize(join(dirname(file), from)));
        for (const name of names.split(', ').map((one) => one.replace('type ', ''))) {
          expect(source, `${name} of ${from}`).toMatch(new RegExp(`^export .*\\b${name}\\b`, 'mu'));
        }
      }
    },
  );

  it('then the places that it names are there', () => {
    expect(read('src/steps/step.ts')).toContain("| 'app-registration'");
    expect(read('src/inputs/schema.ts')).toMatch(/STEP_IDS = \[[\s\S]*?'app-registration'/u);
    expect(read('src/steps/conditional-access/rights.ts')).toContain('oneRoleOf: APPLICATION_ROLES');
    expect(read('src/findings/entra.ts')).toContain('source: SOURCES.application');
    expect(read(STEPS)).toContain('listed(appRegistration),');
    expect(read('src/wizard/doctor/examined-steps.ts')).toMatch(
      /'app-registration': \{ room: 'entra', needs: /u,
    );
    for (const name of ['setup', 'status', 'disconnect'])
      expect(read(`schemas/${name}-1.schema.json`)).toContain('"app-registration"');
    expect(read('src/checks/all.ts')).toContain('  server,');
    expect(read('src/findings/jamf.ts')).toContain('source: SOURCES.jamfApi');
  });

  it('then the codes of the examples are in no part of the book', () => {
    const codes = [...page.matchAll(/'(JI-[A-Z]\d{3})': \{/gu)].map(([, code = '']) => code);
    expect(codes).toHaveLength(2);
    expect(codes.filter((code) => Object.hasOwn(BOOK, code))).toEqual([]);
  });

  it('then every npm script that it names is there', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
    for (const [, name] of page.matchAll(/npm run ([a-z:]+)/gu)) expect(scripts).toContain(name);
  });
});
