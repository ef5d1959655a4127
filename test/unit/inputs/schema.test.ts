import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../src/inputs/catalogue.ts';
import type { Input } from '../../../src/inputs/input.ts';
import { checkValue } from '../../../src/inputs/schema.ts';

function inputNamed(key: string): Input {
  const input = CATALOGUE.find((candidate) => candidate.key === key);
  if (input === undefined) throw new Error(`no input ${key}`);
  return input;
}

describe('given a value for an input', () => {
  it.each([
    ['secretMonths', '24', 24],
    ['secretMonths', 1, 1],
    ['wait', '0', 0],
    ['tenant', 'Contoso.OnMicrosoft.com', 'contoso.onmicrosoft.com'],
    ['tenant', '72F988BF-86F1-41AF-91AB-2D7CD011DB47', '72f988bf-86f1-41af-91ab-2d7cd011db47'],
    ['jamfUrl', 'contoso.jamfcloud.com/', 'https://contoso.jamfcloud.com'],
    ['appName', '  Jamf  ', 'Jamf'],
    ['includeGroups', 'Sales; EMEA', ['Sales; EMEA']],
    ['includeGroups', ['Mac users', "O'Brien & Co #1"], ['Mac users', "O'Brien & Co #1"]],
    ['yes', 'YES', true],
    ['yes', '0', false],
    ['yes', true, true],
    ['jamfPassword', ' two spaces \r\n', ' two spaces '],
    ['profile', 'contoso-2', 'contoso-2'],
    ['only', 'proof', 'proof'],
  ])('when %s is %j, then %j is read', (key, raw, value) => {
    expect(checkValue(inputNamed(key), raw)).toEqual({ ok: true, value });
  });

  it.each([
    ['secretMonths', '25', /above 24/],
    ['secretMonths', 0, /below 1/],
    ['secretMonths', 'twelve', /no whole number/],
    ['secretMonths', '1.5', /no whole number/],
    ['secretMonths', '', /no whole number/],
    ['secretMonths', Number.NaN, /no whole number/],
    ['tenant', 'contoso', /neither a domain nor a GUID/],
    ['tenant', 'https://contoso.com', /neither a domain nor a GUID/],
    ['adoptApp', '1234', /no GUID/],
    ['jamfUrl', 'http://contoso.jamfcloud.com', /in the clear/],
    ['appName', '   ', /empty/],
    ['appName', 'a\u001b[31m', /control/],
    ['appName', 'x'.repeat(121), /longer than 120/],
    ['appName', 12, /put it into quotes/],
    ['includeGroups', ['ok', ''], /item 2: it is empty/],
    ['cloud', 'germany', /not one of them/],
    ['profile', '../x', /other characters/],
    ['only', 'network', /no such step/],
    ['yes', 'perhaps', /neither true nor false/],
    ['jamfPassword', '\n', /empty/],
  ])('when %s is %j, then it is refused with %s', (key, raw, why) => {
    const checked = checkValue(inputNamed(key), raw);
    expect(checked.ok ? '' : checked.why).toMatch(why);
  });
});
