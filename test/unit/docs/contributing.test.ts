import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read } from '../../support/docs-files.ts';

const page = read('CONTRIBUTING.md');
const STEPS = 'src/steps/conditional-access.ts';
const EXAMPLE = 'src/steps/conditional-access/cost-centre.ts';

describe('given "Add a step in ten minutes"', () => {
  it('then everything that the example imports is there under that name', () => {
    const imports = [...page.matchAll(/^import (?:type )?\{ (.*) \} from '(.*)';$/gmu)];
    expect(imports.length).toBeGreaterThan(2);
    for (const [, names = '', from = ''] of imports) {
      const source = read(normalize(join(dirname(EXAMPLE), from)));
      for (const name of names.split(', ').map((one) => one.replace('type ', ''))) {
        expect(source, `${name} of ${from}`).toMatch(new RegExp(`^export .*\\b${name}\\b`, 'mu'));
      }
    }
  });

  it('then the places that it names are there', () => {
    expect(read('src/steps/step.ts')).toContain("| 'app-registration'");
    expect(read('src/inputs/schema.ts')).toMatch(/STEP_IDS = \[[\s\S]*?'app-registration'/u);
    expect(read('src/steps/conditional-access/rights.ts')).toContain('oneRoleOf: APPLICATION_ROLES');
    expect(read('src/findings/entra.ts')).toContain('source: SOURCES.application');
    expect(read('src/findings/entra.ts')).not.toContain('JI-E190');
    expect(read(STEPS)).toContain('listed(appRegistration),');
  });

  it('then every npm script that it names is there', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);
    for (const [, name] of page.matchAll(/npm run ([a-z:]+)/gu)) expect(scripts).toContain(name);
  });
});
