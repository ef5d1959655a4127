import { THAT_IS_ALL } from '../words/words.ts';
import type { Choice, ChoiceSource } from './prompter.ts';

/** The value of the choice that ends the asking; no identifier from outside is empty. */
const ENOUGH = '';

type Search = (question: string, source: ChoiceSource) => Promise<string>;

/**
 * Asks one search after the other until the person has enough. What was chosen already is not offered again; the way
 * out is offered first, only while nothing is typed, and once `atLeast` are chosen.
 */
export async function askSeveral<Value extends string>(
  search: Search,
  question: string,
  source: ChoiceSource<Value>,
  atLeast = 0,
): Promise<readonly Choice<Value>[]> {
  const chosen: Choice<Value>[] = [];
  const seen = new Map<string, Choice<Value>>();
  for (;;) {
    const answer = await search(questionAfter(question, chosen), async (text, signal) => {
      const found = await source(text, signal);
      for (const choice of found) seen.set(choice.value, choice);
      const left = found.filter(({ value }) => !chosen.some((other) => other.value === value));
      const mayEnd = text === '' && chosen.length >= atLeast;
      return mayEnd ? [{ value: ENOUGH, name: wayOut(chosen.length) }, ...left] : left;
    });
    const choice = seen.get(answer);
    if (answer === ENOUGH || choice === undefined) return chosen;
    chosen.push(choice);
  }
}

function questionAfter(question: string, chosen: readonly Choice[]): string {
  return chosen.length === 0 ? question : `${question} (${chosen.map(({ name }) => name).join(', ')})`;
}

function wayOut(chosen: number): string {
  return chosen === 0 ? 'none' : THAT_IS_ALL;
}
