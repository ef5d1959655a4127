import { Secret } from '../../secrets/secret.ts';
import type { Screen } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { askSeveral } from './ask-several.ts';
import type { Choice, ChoiceSource, Prompter } from './prompter.ts';
import { readHiddenLine, readLine } from './read-line.ts';

export interface ReadlinePrompterOptions {
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/**
 * Questions in plain mode: what is asked is a line, choices are numbered lines, and the last says in words how to answer
 * and what Enter alone means. Nothing is drawn twice. For screen readers, and for terminals that cannot redraw.
 */
export function readlinePrompter({ screen, signal }: ReadlinePrompterOptions): Prompter {
  const say = (line: string): void => screen.err.print([line]);

  function put(question: string): void {
    signal.throwIfAborted();
    say(visible(question));
  }

  /** Space around an answer is a slip of the paste; a secret may begin or end with it. */
  async function answerTo(prompt: string): Promise<string> {
    return (await ask(prompt, readLine)).trim();
  }

  async function ask(prompt: string, read: typeof readLine): Promise<string> {
    // Reading begins first: a secret typed or pasted at the sight of the question must not be echoed.
    const answer = read(screen.stdin, signal);
    screen.err.write(`${screen.err.look().marks.text(visible(prompt))} `);
    try {
      return await answer;
    } catch (error) {
      // No Enter has ended the question's line, and what is said next is no part of it.
      screen.err.write('\n');
      throw error;
    }
  }

  async function pick<Value extends string>(choices: readonly Choice<Value>[]): Promise<Value> {
    for (;;) {
      const choice =
        choices[Number(await answerTo(`Type a number from 1 to ${choices.length} and press Enter:`)) - 1];
      if (choice !== undefined) return choice.value;
      say(`fail: that is no number from 1 to ${choices.length}`);
    }
  }

  function list(choices: readonly Choice[]): void {
    for (const [at, { name, hint }] of choices.entries()) {
      say(`${at + 1}. ${visible(name)}${hint === undefined ? '' : `, ${visible(hint)}`}`);
    }
  }

  /** Types a part of the name, gets a numbered list, picks a number or types another part. */
  async function search<Value extends string>(question: string, source: ChoiceSource<Value>): Promise<Value> {
    put(question);
    let choices = await source('', signal);
    for (;;) {
      list(choices);
      const numbers = choices.length === 0 ? '' : `a number from 1 to ${choices.length} or `;
      if (choices.length === 0) say('fail: nothing found');
      const answer = await answerTo(`Type ${numbers}a part of the name, and press Enter:`);
      const choice = choices[Number(answer) - 1];
      if (choice !== undefined) return choice.value;
      choices = await source(answer, signal);
    }
  }

  return {
    async confirm(question, suggested) {
      put(question);
      for (;;) {
        const alone = suggested ? 'yes' : 'no';
        const typed = await answerTo(`Type y or n and press Enter; Enter alone means ${alone}:`);
        const answer = typed.toLowerCase();
        if (answer === '') return suggested;
        if ('yes'.startsWith(answer)) return true;
        if ('no'.startsWith(answer)) return false;
        say('fail: that is neither y nor n');
      }
    },
    async select(question, choices) {
      put(question);
      list(choices);
      return pick(choices);
    },
    async text(question, validate, suggested) {
      put(question);
      const alone = suggested === undefined ? '' : `; Enter alone means ${suggested}`;
      for (;;) {
        const typed = await answerTo(`Type the answer and press Enter${alone}:`);
        const answer = typed === '' ? (suggested ?? '') : typed;
        const problem = await validate?.(answer);
        if (problem === undefined) return answer;
        say(`fail: ${visible(problem)}`);
      }
    },
    async secret(question) {
      put(question);
      for (;;) {
        const answer = await ask('Type it and press Enter; what you type is not shown:', readHiddenLine);
        // The Enter was not echoed either.
        screen.err.write('\n');
        if (answer !== '') return new Secret(answer);
        say('fail: it cannot be empty');
      }
    },
    search,
    multi: (question, source, atLeast) => askSeveral(search, question, source, atLeast),
  };
}
