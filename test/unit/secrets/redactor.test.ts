import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from '../../../src/secrets/redactor.ts';
import { Secret } from '../../../src/secrets/secret.ts';

const secretText = fc
  .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
  .filter((text) => !text.includes('§'));

const escaped = (text: string) => JSON.stringify(text).slice(1, -1);
const lowerCaseHex = (text: string) => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());

/** Every way in which a secret gets into a line of text. */
const encodings: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in JSON': escaped,
  'in JSON in JSON': (secret) => escaped(escaped(secret)),
  inspected: (secret) => inspect(secret).slice(1, -1),
  'in a URL': encodeURIComponent,
  'in a URL with small hex digits': (secret) => lowerCaseHex(encodeURIComponent(secret)),
  'in a form': (secret) => new URLSearchParams({ v: secret }).toString().slice(2),
  'in a form with small hex digits': (secret) =>
    lowerCaseHex(new URLSearchParams({ v: secret }).toString().slice(2)),
};

describe('the redactor', () => {
  test.each(Object.entries(encodings))(
    'given any secret %s, then [secret] stands there and nothing else',
    (_, encode) => {
      fc.assert(
        fc.property(secretText, (secret) => {
          const redactor = createRedactor();
          redactor.add(new Secret(secret));
          expect(redactor.redact(`§${encode(secret)}§`)).toBe('§[secret]§');
        }),
      );
    },
  );

  test.each(['base64', 'base64url'] as const)(
    'given a secret amid other bytes in %s, then what is left has bits of the others alone',
    (encoding) => {
      const neighbours = fc.uint8Array({ maxLength: 5 });
      fc.assert(
        fc.property(secretText, neighbours, neighbours, (secret, head, tail) => {
          const redactor = createRedactor();
          redactor.add(secret);
          const line = Buffer.concat([head, Buffer.from(secret), tail]).toString(encoding);
          const redacted = redactor.redact(line);
          const headOnly = line.slice(0, Math.floor((head.length * 8) / 6));
          const untilTail = Math.ceil(((head.length + Buffer.byteLength(secret)) * 8) / 6);
          expect(redacted).toContain('[secret]');
          // More may be hidden where a neighbour repeats a piece of the secret, never less.
          const [before = '', ...after] = redacted.split('[secret]');
          expect(headOnly.startsWith(before)).toBe(true);
          expect(line.slice(untilTail).endsWith(after.join(''))).toBe(true);
        }),
      );
    },
  );

  test('given Basic credentials, then the password is hidden and the user name is not', () => {
    const redactor = createRedactor();
    redactor.add('correct horse battery');
    const header = `Basic ${Buffer.from('kim:correct horse battery').toString('base64')}`;
    expect(redactor.redact(header)).toMatch(/^Basic a2lt.?.?\[secret\]=*$/);
  });

  test('given text without a secret, then it is left as it is', () => {
    const redactor = createRedactor();
    redactor.add(new Secret('q7R~canary'));
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(redactor.redact(text)).toBe(text);
      }),
    );
    expect(createRedactor().redact('anything')).toBe('anything');
  });

  test('given two secrets that overlap in the text, then no end of either is left', () => {
    const redactor = createRedactor();
    redactor.add('abcdefgh');
    redactor.add('efghijkl');
    expect(redactor.redact('<abcdefghijkl>')).toBe('<[secret]>');
  });

  test('given a value of 3 characters, then ordinary words survive', () => {
    const redactor = createRedactor();
    redactor.add('the');
    redactor.add('');
    expect(redactor.redact('the end')).toBe('the end');
  });

  test('given a lone surrogate in a secret, then it is hidden all the same', () => {
    const redactor = createRedactor();
    redactor.add('canary\ud800');
    expect(redactor.redact('x canary\ud800 x')).toBe('x [secret] x');
  });
});
