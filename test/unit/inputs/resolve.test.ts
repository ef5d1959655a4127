import { Command } from 'commander';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, inputsOf } from '../../../src/inputs/catalogue.ts';
import { flagsGiven } from '../../../src/inputs/flags.ts';
import { missingInputs } from '../../../src/inputs/missing-inputs.ts';
import { badInputs } from '../../../src/inputs/problem.ts';
import { type InputSources, resolveInputs } from '../../../src/inputs/resolve.ts';
import { checkValue } from '../../../src/inputs/schema.ts';
import { Secret } from '../../../src/secrets/secret.ts';

const nothing: InputSources = { flags: {}, env: {}, dotenv: {}, answers: {}, state: {}, preset: undefined };

function resolve(sources: Partial<InputSources>, attended = false) {
  return resolveInputs(CATALOGUE, { ...nothing, ...sources }, 'setup', checkValue, attended);
}

const complete = {
  JAMF_INTUNE_CONNECTION: 'conditional-access',
  JAMF_INTUNE_SECRET_STORE: 'none',
  AZURE_TENANT_ID: 'contoso.com',
  AZURE_CLIENT_ID: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
  AZURE_CLIENT_SECRET: 's3cret',
  JAMF_URL: 'https://contoso.jamfcloud.com',
  JAMF_CLIENT_ID: 'c',
  JAMF_CLIENT_SECRET: 's3cret',
};

describe('given the same input from several places', () => {
  const all = {
    flags: { secretMonths: '1' },
    env: { JAMF_INTUNE_SECRET_MONTHS: '2' },
    dotenv: { JAMF_INTUNE_SECRET_MONTHS: '3' },
    answers: { secretMonths: 4 },
    state: { secretMonths: 5 },
    preset: { secretMonths: 6 },
  };
  const order = ['flags', 'env', 'dotenv', 'answers', 'state', 'preset'] as const;
  const names = ['flag', 'environment', '.env', 'answers file', 'state', 'sandbox'];

  it.each(order.map((place, index) => [place, index] as const))(
    'when %s is the first, then it wins',
    (_place, first) => {
      const sources = Object.fromEntries(order.slice(first).map((place) => [place, all[place]]));
      const { values } = resolve(sources);
      expect(values.secretMonths).toEqual({ value: first + 1, from: names[first] });
    },
  );

  it('when there is none, then the default holds', () => {
    expect(resolve({}).values.secretMonths).toEqual({ value: 12, from: 'default' });
  });

  it('when a variable is empty, then it counts as not set; and the first of two variables wins', () => {
    const env = { JAMF_INTUNE_SECRET_MONTHS: '', AZURE_TENANT_ID: 'b.com', JAMF_INTUNE_TENANT: 'a.com' };
    const { values } = resolve({ env });
    expect(values.secretMonths?.from).toBe('default');
    expect(values.tenant?.value).toBe('a.com');
  });

  it('when a variable holds several groups, then ; parts them, and in a file it is part of the name', () => {
    const env = { JAMF_INTUNE_INCLUDE_GROUPS: 'Mac users; Kiosk' };
    const { values } = resolve({ env, answers: { excludeGroups: 'Sales; EMEA' } });
    expect(values.includeGroups?.value).toEqual(['Mac users', 'Kiosk']);
    expect(values.excludeGroups?.value).toEqual(['Sales; EMEA']);
  });

  it('when the strongest cannot be used, then no weaker one takes its place', () => {
    const { values, problems } = resolve({ ...all, flags: { secretMonths: '99' } });
    expect(values.secretMonths).toBeUndefined();
    expect(problems).toMatchObject([
      { field: 'secretMonths', from: 'flag', given: '99', why: 'it is above 24' },
    ]);
  });
});

describe('given the sandbox', () => {
  const preset = {
    jamfUrl: 'https://localhost:8443',
    jamfClientSecret: new Secret('sandbox'),
    tenant: 'sandbox.test',
  };

  it('when the environment names real services, then the sandbox keeps its own', () => {
    const { values } = resolve({ env: complete, answers: { tenant: 'real.com' }, preset });
    expect(values.jamfUrl).toEqual({ value: 'https://localhost:8443', from: 'sandbox' });
    expect(values.tenant?.from).toBe('sandbox');
    expect(values.clientId).toBeUndefined();
    const secret = values.jamfClientSecret?.value;
    expect(secret instanceof Secret && secret.reveal()).toBe('sandbox');
  });

  it('when a flag is given, then it wins in the sandbox too', () => {
    const { values } = resolve({ flags: { tenant: 'other.test' }, preset });
    expect(values.tenant).toEqual({ value: 'other.test', from: 'flag' });
  });
});

describe('given bad values', () => {
  const flags = { secretMonths: '0', jamfUrl: 'http://contoso.jamfcloud.com', appName: 'a\u001b]0;x' };

  it('when there are several, then all are named at once with value, reason, remedy and ways', () => {
    const { problems } = resolve({ flags });
    expect(problems.map(({ field }) => field).sort()).toEqual(['appName', 'jamfUrl', 'secretMonths']);
    const failure = badInputs(problems);
    expect(failure).toMatchObject({ code: 'JI-P502', exit: 2, message: '3 inputs cannot be used' });
    expect(failure.why).toContain('appName = a\\x1b]0;x (flag): it holds control or invisible characters');
    expect(failure.fix).toContain(
      'secretMonths: a whole number from 1 to 24 · --secret-months <n> or JAMF_INTUNE_SECRET_MONTHS or secretMonths in the answers file',
    );
  });

  it('when a secret is bad, then it is not shown, and a good one never is either', () => {
    const bad = resolve({ env: { ...complete, JAMF_CLIENT_SECRET: 's3cret'.repeat(1000) } });
    expect(bad.problems).toMatchObject([{ field: 'jamfClientSecret', given: '[secret]' }]);
    expect(JSON.stringify(badInputs(bad.problems))).not.toContain('s3cret');
    expect(JSON.stringify(resolve({ env: complete }))).not.toContain('s3cret');
  });
});

describe('given nobody to ask', () => {
  const keys = (sources: Partial<InputSources>, attended = false) =>
    resolve(sources, attended).missing.map(({ key }) => key);

  it('when nothing is given, then everything that is missing is named at once', () => {
    const { missing } = resolve({});
    const failure = missingInputs(missing);
    expect(failure).toMatchObject({ code: 'JI-P501', exit: 2, message: '8 inputs are missing' });
    expect(failure.fix).toEqual([
      'connection: --connection <kind> or JAMF_INTUNE_CONNECTION or connection in the answers file',
      'tenant: --tenant <domain> or JAMF_INTUNE_TENANT or tenant in the answers file',
      'jamfUrl: --jamf-url <url> or JAMF_URL or jamfUrl in the answers file',
      'secretStore: --secret-store <place> or JAMF_INTUNE_SECRET_STORE or secretStore in the answers file',
      'clientId: --client-id <appid> or AZURE_CLIENT_ID or clientId in the answers file · or --managed-identity, or --device-code',
      'azureClientSecret: AZURE_CLIENT_SECRET · or AZURE_CLIENT_CERTIFICATE_PATH, or AZURE_FEDERATED_TOKEN_FILE',
      'jamfClientId: --jamf-client-id <id> or JAMF_CLIENT_ID or jamfClientId in the answers file · or JAMF_USERNAME',
      'jamfClientSecret: JAMF_CLIENT_SECRET · or JAMF_PASSWORD with JAMF_USERNAME',
    ]);
  });

  it('when everything is given, then nothing is missing', () => {
    expect(resolve({ env: complete })).toMatchObject({ missing: [], problems: [] });
  });

  it('when another way to sign in is begun, then only its rest is missing', () => {
    const { JAMF_CLIENT_ID, JAMF_CLIENT_SECRET, AZURE_CLIENT_SECRET, ...rest } = complete;
    expect(keys({ env: { ...rest, JAMF_USERNAME: 'u' } })).toEqual(['azureClientSecret', 'jamfPassword']);
    const env = { ...rest, JAMF_USERNAME: 'u', JAMF_PASSWORD: 'p', AZURE_FEDERATED_TOKEN_FILE: '/t' };
    expect(keys({ env })).toEqual([]);
  });

  it('when a person is there, then Microsoft is signed in to with the browser', () => {
    expect(keys({}, true)).toEqual([
      'connection',
      'tenant',
      'jamfUrl',
      'secretStore',
      'jamfClientId',
      'jamfClientSecret',
    ]);
  });

  it('when a value is bad, then it is a problem and not missing as well', () => {
    const env = { ...complete, JAMF_URL: 'http://contoso.jamfcloud.com' };
    const { missing, problems } = resolve({ env });
    expect([missing, problems.length]).toEqual([[], 1]);
  });
});

describe('given options of commander', () => {
  it('when a command line is read, then only what stands in it is given', () => {
    const command = new Command().exitOverride();
    for (const { flag, help, repeatable } of inputsOf('setup')) {
      if (flag === undefined) continue;
      if (repeatable) command.option(flag, help, (item, before: string[] = []) => [...before, item]);
      else command.option(flag, help);
    }
    const read = (...argv: string[]) =>
      flagsGiven(inputsOf('setup'), command.parse(argv, { from: 'user' }).opts<Record<string, unknown>>());
    expect(read()).toEqual({});
    expect(
      read('--no-input', '--secret-months', '6', '--include-group', 'A', '--include-group', 'B'),
    ).toEqual({
      noInput: true,
      secretMonths: '6',
      includeGroups: ['A', 'B'],
    });
  });
});

describe('the defaults of the catalogue, which nobody checks when they are used', () => {
  const withDefault = CATALOGUE.flatMap((input) =>
    input.default === undefined ? [] : [[input.key, input] as const],
  );
  it.each(withDefault)('given %s, then its own check takes the default as it is', (_key, input) => {
    expect(checkValue(input, input.default)).toEqual({ ok: true, value: input.default });
  });
});

it('given any path that a variable can hold, then its own check would take it as it is', () => {
  const path = CATALOGUE.find(({ key }) => key === 'home');
  if (path === undefined) throw new Error('there is an input home');
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      fc.pre(!text.includes('\0'));
      expect(checkValue(path, text)).toEqual({ ok: true, value: text });
    }),
  );
});
