import { describe, expect, it } from 'vitest';
import { junitOfDoctor } from '../../../src/report/junit.ts';
import { type Element, elementsOf, parseMarkup, textOf } from '../../support/report/markup.ts';
import { barestResult, hostileResult, sampleResult } from '../../support/report/sample.ts';

/** What the schema of Jenkins' xUnit plugin allows: attributes that must be, and elements that may be, within each. */
const STRUCTURE: Readonly<Record<string, { readonly attributes: string[]; readonly children: string[] }>> = {
  testsuites: {
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time'],
    children: ['testsuite'],
  },
  testsuite: {
    attributes: ['name', 'tests', 'failures', 'errors', 'skipped', 'time', 'timestamp', 'hostname'],
    children: ['properties', 'testcase'],
  },
  properties: { attributes: [], children: ['property'] },
  property: { attributes: ['name', 'value'], children: [] },
  testcase: { attributes: ['name', 'classname', 'time'], children: ['failure', 'skipped', 'system-out'] },
  failure: { attributes: ['message', 'type'], children: [] },
  skipped: { attributes: ['message'], children: [] },
  'system-out': { attributes: [], children: [] },
};

describe('the doctor as JUnit', () => {
  it.each(Object.entries({ sampleResult, hostileResult, barestResult }))(
    'given %s, then it has the structure that CI servers read',
    (_name, result) => {
      const root = parseMarkup(junitOfDoctor(result));
      for (const element of elementsOf(root)) {
        const rule = STRUCTURE[element.name];
        expect(Object.keys(element.attributes), element.name).toEqual(rule?.attributes);
        expect(rule?.children).toEqual(expect.arrayContaining(namesOf(element)));
      }
      for (const suite of elementsOf(root, 'testsuite')) {
        expect(namesOf(suite).indexOf('properties')).toBe(0);
        expect(suite.attributes.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u);
        expect(Number(suite.attributes.tests)).toBe(elementsOf(suite, 'testcase').length);
        expect(Number(suite.attributes.failures)).toBe(elementsOf(suite, 'failure').length);
        expect(Number(suite.attributes.skipped)).toBe(elementsOf(suite, 'skipped').length);
      }
    },
  );

  it('given some of everything, then failures fail, warnings pass with a word, the rest is skipped', () => {
    const root = parseMarkup(junitOfDoctor(sampleResult));
    expect(elementsOf(root, 'testsuites')[0]?.attributes).toEqual({
      name: 'jamf-intune doctor (default)',
      tests: '19',
      failures: '2',
      errors: '0',
      skipped: '5',
      time: '1.900',
    });
    expect(elementsOf(root, 'failure').map(({ attributes }) => attributes.message)).toEqual([
      '2 permissions, 1 expected',
      'intercepted by "Contoso Proxy CA"',
    ]);
    const [secret] = elementsOf(root, 'system-out');
    expect(secret === undefined ? '' : textOf(secret)).toContain('made by Ada Lovelace <ada@contoso.com>');
  });

  it('given a finding without a check, then it is a case of its own', () => {
    const findings = sampleResult.findings.slice(0, 1);
    const root = parseMarkup(junitOfDoctor({ ...barestResult, findings }));
    expect(elementsOf(root, 'testcase').map(({ attributes }) => attributes.name)).toEqual([
      'JI-E102 api-permission',
    ]);
    expect(elementsOf(root, 'failure')).toHaveLength(1);
  });

  it('given characters that XML does not know, then the document can still be read', () => {
    const title = 'a\u0000b\ufffec\ud800d';
    const checks = sampleResult.checks.map((check) => ({ ...check, title }));
    const text = junitOfDoctor({ ...sampleResult, checks });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is written is what is tested
    expect(text).not.toMatch(/[\u0000\ufffe\ud800]/u);
    expect(text).toContain('a\\x00b\ufffdc\ufffdd');
  });
});

function namesOf({ children }: Element): string[] {
  return children.flatMap((child) => (typeof child === 'string' ? [] : [child.name]));
}
