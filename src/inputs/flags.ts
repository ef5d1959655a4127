import type { Input } from './input.ts';
import type { RawValues } from './resolve.ts';

/** The name under which commander keeps an option: `--secret-months <n>` as `secretMonths`, `--no-input` as `input`. */
function optionName(flag: string): { readonly name: string; readonly negated: boolean } {
  const long = /^--(no-)?([a-z-]+)/.exec(flag);
  const name = (long?.[2] ?? '').replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return { name, negated: long?.[1] !== undefined };
}

/**
 * What was given on the command line, by the key of the input.
 * @param options what commander's `opts()` gives; register no defaults there, they would look as if they were given
 */
export function flagsGiven(inputs: readonly Input[], options: RawValues): RawValues {
  const given: Record<string, unknown> = {};
  for (const input of inputs) {
    if (input.flag === undefined) continue;
    const { name, negated } = optionName(input.flag);
    const value = options[name];
    // Commander sets `input: true` by itself when it knows `--no-input`.
    if (negated) {
      if (value === false) given[input.key] = true;
    } else if (value !== undefined) given[input.key] = value;
  }
  return given;
}
