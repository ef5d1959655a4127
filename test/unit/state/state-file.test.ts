import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MIGRATIONS, type Migration, newestVersion } from '../../../src/state/migrations.ts';
import { STATE_VERSION } from '../../../src/state/state.ts';
import { parseStateFile, writeStateFile } from '../../../src/state/state-file.ts';
import { anyState, sampleState } from '../../support/state/samples.ts';

describe('the text of a state file', () => {
  test('given any state, when written and read, then it is the same state', () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(parseStateFile(writeStateFile(state))).toEqual({ kind: 'state', state });
      }),
      { numRuns: 200 },
    );
  });

  test('given a file cut short at any byte, then it is never taken for a good one with other content', () => {
    const state = sampleState({ jamfUrl: 'https://jämf.example.com' });
    const bytes = Buffer.from(writeStateFile(state));
    for (let length = 0; length < bytes.length; length += 1) {
      const parsed = parseStateFile(bytes.subarray(0, length).toString('utf8'));
      // Only the last line's end may be missing.
      expect(parsed.kind, `${length} bytes`).toBe(length === bytes.length - 1 ? 'state' : 'corrupt');
    }
  });

  test('given one changed character anywhere, then the change is noticed', () => {
    const text = writeStateFile(sampleState());
    fc.assert(
      fc.property(fc.nat(text.length - 2), fc.constantFrom('x', '7', '"', '}', '\0'), (at, character) => {
        fc.pre(text[at] !== character && text[at]?.trim() !== '');
        const parsed = parseStateFile(text.slice(0, at) + character + text.slice(at + 1));
        expect(parsed.kind).not.toBe('state');
      }),
      { numRuns: 300 },
    );
  });

  test('given any bytes, then reading gives a verdict and never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (text) => {
        expect(['corrupt', 'not-ours']).toContain(parseStateFile(text).kind);
      }),
    );
  });

  test('given a file that was re-indented, then it is not called edited', () => {
    const text = JSON.stringify(JSON.parse(writeStateFile(sampleState())));
    expect(parseStateFile(text).kind).toBe('state');
  });

  test('given a value changed by hand, then the new value is read and the edit is said', () => {
    const text = writeStateFile(sampleState()).replace('contoso.jamfcloud.com', 'fabrikam.jamfcloud.com');
    expect(parseStateFile(text)).toMatchObject({
      kind: 'edited',
      state: { jamfUrl: 'https://fabrikam.jamfcloud.com' },
    });
  });

  test('given a property that the schema does not know, then it is named', () => {
    const text = writeStateFile(sampleState()).replace(
      '"resources": {',
      '"resources": { "clientSecret": "x",',
    );
    expect(parseStateFile(text)).toEqual({
      kind: 'invalid',
      problem: expect.stringMatching(/^resources: .*clientSecret/),
    });
  });

  test('given another format, then it is not ours', () => {
    expect(parseStateFile('{"format":"terraform","version":4}').kind).toBe('not-ours');
    expect(parseStateFile('[]').kind).toBe('not-ours');
  });

  test('given a newer version with an envelope of its own, then it is newer and not invalid', () => {
    const text = '{"format":"jamf-intune-state","version":9,"payload":[]}';
    expect(parseStateFile(text)).toEqual({ kind: 'newer', found: 9, known: STATE_VERSION });
  });

  test.each(['"1"', '0', '-1', '1.5', 'null'])('given version %s, then it is invalid', (version) => {
    expect(parseStateFile(`{"format":"jamf-intune-state","version":${version}}`).kind).toBe('invalid');
  });

  test('given a state that does not fit the schema, when written, then it throws and names the place', () => {
    expect(() => writeStateFile(sampleState({ serial: -1 }))).toThrow(/serial/);
  });
});

describe('migrations', () => {
  test('given the chain, then it leads to the present version', () => {
    expect(newestVersion(MIGRATIONS)).toBe(STATE_VERSION);
  });

  test('given a chain of two, when a file of each version is read, then only the missing links are applied', () => {
    const chain: Migration[] = [
      ({ jamfAddress, ...body }) => ({ ...body, jamfUrl: jamfAddress }),
      ({ jamfUrl, ...body }) => ({ ...body, jamfUrl: `${String(jamfUrl)}/` }),
    ];
    const current = writeStateFile(sampleState());
    const first = current.replace('"jamfUrl"', '"jamfAddress"');
    const second = current.replace('"version": 1', '"version": 2');
    const third = current.replace('"version": 1', '"version": 3');
    const urlOf = (text: string) => {
      const parsed = parseStateFile(text, chain);
      return 'state' in parsed ? parsed.state.jamfUrl : parsed;
    };
    expect([urlOf(first), urlOf(second), urlOf(third)]).toEqual([
      'https://contoso.jamfcloud.com/',
      'https://contoso.jamfcloud.com/',
      'https://contoso.jamfcloud.com',
    ]);
    expect(parseStateFile(current.replace('"version": 1', '"version": 4'), chain).kind).toBe('newer');
  });
});
