import { inspect } from 'node:util';

const HIDDEN = '[secret]';

/**
 * A secret's text. Every way in which JavaScript turns a value into text (template, `JSON.stringify`,
 * `util.inspect`, `console`) prints `[secret]`; only `reveal()` gives the text, so that each use can be found.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text itself. For the request that needs it, the store that keeps it, and nothing else. */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return HIDDEN;
  }

  toJSON(): string {
    return HIDDEN;
  }

  [inspect.custom](): string {
    return HIDDEN;
  }
}
