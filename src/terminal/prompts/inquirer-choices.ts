import { displayWidth } from '../screen/display-width.ts';
import { isNarrow } from '../screen/layout.ts';
import { visible } from '../visible.ts';
import type { Choice, Validate } from './prompter.ts';

export interface InquirerChoice {
  readonly value: string;
  readonly name: string;
  readonly short: string;
  readonly description?: string;
}

/** A name longer than this does not push the column of hints to the right for all the others. */
const LONGEST_IN_COLUMN = 30;

/** Name and hint in two columns; on a narrow screen the hint of the current choice stands beneath the list. */
export function inquirerChoices(choices: readonly Choice[], width: number): InquirerChoice[] {
  const names = choices.map(({ name }) => visible(name));
  const column = Math.max(0, ...names.map(displayWidth).filter((each) => each <= LONGEST_IN_COLUMN)) + 3;
  return choices.map(({ value, hint }, at) => {
    const name = names[at] ?? '';
    const choice = { value, name, short: name };
    if (hint === undefined) return choice;
    const gap = ' '.repeat(Math.max(3, column - displayWidth(name)));
    const besides = `${name}${gap}${visible(hint)}`;
    const fits = !isNarrow(width) && displayWidth(besides) < width - 2;
    return fits ? { ...choice, name: besides } : { ...choice, description: visible(hint) };
  });
}

/** inquirer wants `true` or a message. Space around an answer is a slip of the paste and no part of it. */
export function inquirerValidate(validate: Validate | undefined) {
  return async (answer: string): Promise<true | string> => {
    const problem = await validate?.(answer.trim());
    return problem === undefined ? true : visible(problem);
  };
}
