import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CATALOGUE, inputsOf } from '../../../src/inputs/catalogue.ts';
import { renderEnvExample } from '../../../src/inputs/env-example.ts';
import { renderInputsTable } from '../../../src/inputs/inputs-table.ts';
import { checkValue } from '../../../src/inputs/schema.ts';
import { readSetupInputs } from '../../../src/inputs/setup-inputs.ts';

describe('given the catalogue', () => {
  it('then keys and variables are there once, and flags once in a command', () => {
    const commands = [...new Set(CATALOGUE.flatMap(({ commands }) => commands))];
    const flagsOf = (command: string) =>
      inputsOf(command).flatMap(({ flag }) => (flag === undefined ? [] : [flag.split(' ')[0]]));
    for (const names of [
      CATALOGUE.map(({ key }) => key),
      CATALOGUE.flatMap(({ variables }) => variables),
      ...commands.map(flagsOf),
    ]) {
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('then every input can be given somehow, and a secret by a variable only', () => {
    for (const input of CATALOGUE) {
      expect([input.flag, ...input.variables].filter(Boolean), input.key).not.toEqual([]);
      if (!input.secret) continue;
      expect(input.flag, input.key).toBeUndefined();
      expect(input.inAnswersFile, input.key).toBeUndefined();
      expect(input.default, input.key).toBeUndefined();
    }
  });

  it('then every default is a value that its own schema takes', () => {
    for (const input of CATALOGUE.filter((candidate) => candidate.default !== undefined)) {
      expect(checkValue(input, input.default), input.key).toEqual({ ok: true, value: input.default });
    }
  });

  it('then the typed reading of setup knows exactly the inputs of setup', () => {
    const required = {
      connection: 'conditional-access',
      tenant: 'contoso.com',
      jamfUrl: 'https://contoso.jamfcloud.com',
      secretStore: 'keychain',
    };
    const given: Record<string, unknown> = { ...required };
    for (const { key, kind, ...input } of inputsOf('setup')) {
      given[key] ??= input.default ?? (kind.type === 'switch' ? true : undefined);
    }
    const values = Object.fromEntries(
      Object.entries(given).flatMap(([key, value]) =>
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
          ? [[key, { value, from: 'flag' as const }]]
          : [],
      ),
    );
    const read = readSetupInputs(values);
    expect(Object.keys(read).sort()).toEqual(Object.keys(values).sort());
    expect(read.secretMonths).toBe(12);
  });

  it.each(CATALOGUE.map((input) => [input.key, input] as const))(
    'when anything at all is given for %s, then it is read or refused with a reason, and reading it again changes nothing',
    (_key, input) => {
      const likely = fc.oneof(
        fc.string(),
        fc.uuid(),
        fc.domain(),
        fc.webUrl(),
        fc.integer().map(String),
        fc.constantFrom('true', 'false', 'global', 'keychain', 'proof', 'contoso.com', '12'),
      );
      const raw = fc.oneof({ weight: 4, arbitrary: likely }, { weight: 1, arbitrary: fc.anything() });
      fc.assert(
        fc.property(raw, (given) => {
          const checked = checkValue(input, given);
          if (checked.ok) expect(checkValue(input, checked.value)).toEqual(checked);
          else expect(checked.why).toMatch(/\S/);
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('given the files that are made from the catalogue', () => {
  it('then .env.example is current', async () => {
    await expect(renderEnvExample(CATALOGUE)).toMatchFileSnapshot('../../../.env.example');
  });

  it('then docs/inputs.md is current', async () => {
    await expect(renderInputsTable(CATALOGUE)).toMatchFileSnapshot('../../../docs/inputs.md');
  });
});
