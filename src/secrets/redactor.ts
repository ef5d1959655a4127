import { inspect } from 'node:util';
import { Secret } from './secret.ts';

/** Knows the secrets of this run and takes them out of text: the last net under trace, debug and crash output. */
export interface Redactor {
  add(secret: Secret | string): void;
  /** `text` with `[secret]` for every known value, plain or encoded. */
  redact(text: string): string;
}

const HIDDEN = '[secret]';
/** What no run may show, whether it knows the value or not: a bearer token, and a JSON Web Token (`{"` in base64). */
const ALWAYS_HIDDEN = /(?<=\bBearer\s+)[\w.~+/-]{10,}=*|\beyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?/gi;
/** A shorter value would blank out ordinary words, and is no secret anyway. */
const SHORTEST = 4;

/** Where a text is found, and how far beside it the same secret's bits reach. */
interface Trace {
  readonly text: string;
  readonly before: number;
  readonly after: number;
}

export function createRedactor(): Redactor {
  const traces = new Map<string, Trace>();
  return {
    add: (secret) => {
      const value = secret instanceof Secret ? secret.reveal() : secret;
      if (value.length < SHORTEST) return;
      for (const trace of tracesOf(value)) traces.set(trace.text, trace);
    },
    redact: (text) => hide(text, traces.values()),
  };
}

/** Every form in which a value travels: as it is, in JSON, in a URL or a form, and inside base64. */
function tracesOf(value: string): Trace[] {
  const wellFormed = Buffer.from(value, 'utf8').toString('utf8');
  const encoded = encodeURIComponent(wellFormed);
  const form = new URLSearchParams({ v: wellFormed }).toString().slice(2);
  const strict = encoded.replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const json = JSON.stringify(value).slice(1, -1);
  const plain = [
    value,
    json,
    JSON.stringify(json).slice(1, -1),
    inspect(value).slice(1, -1),
    encodeURI(wellFormed),
    ...[encoded, form, strict].flatMap((text) => [
      text,
      text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    ]),
  ];
  return [...plain.map((text) => ({ text, before: 0, after: 0 })), ...base64Traces(wellFormed)];
}

/**
 * Base64 of a text that contains the value, such as `Basic` credentials: depending on what stands before it, the
 * value begins at one of 3 positions within a group. Characters that mix its bits with a neighbour's vary, and are
 * hidden along with the stable ones between them.
 */
function base64Traces(value: string): Trace[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value, 'utf8')]);
    const firstStable = Math.ceil((offset * 8) / 6);
    const lastStable = Math.floor((bytes.length * 8) / 6);
    const before = (offset * 8) % 6 === 0 ? 0 : 1;
    const after = (bytes.length * 8) % 6 === 0 ? 0 : 1;
    return (['base64', 'base64url'] as const)
      .map((encoding) => ({ text: bytes.toString(encoding).slice(firstStable, lastStable), before, after }))
      .filter(({ text }) => text.length >= SHORTEST);
  });
}

function hide(text: string, traces: Iterable<Trace>): string {
  const spans: Span[] = [];
  for (const { text: needle, before, after } of traces) {
    for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) {
      spans.push({ start: Math.max(0, at - before), end: at + needle.length + after });
    }
  }
  for (const { 0: token, index } of text.matchAll(ALWAYS_HIDDEN)) {
    spans.push({ start: index, end: index + token.length });
  }
  let shown = '';
  let at = 0;
  for (const { start, end } of joined(spans)) {
    shown += `${text.slice(at, start)}${HIDDEN}`;
    at = end;
  }
  return shown + text.slice(at);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Spans that touch become one, so that no end of one secret shows beside another. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((one, other) => one.start - other.start)) {
    const last = result.at(-1);
    if (last && span.start <= last.end) {
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      result.push(span);
    }
  }
  return result;
}
