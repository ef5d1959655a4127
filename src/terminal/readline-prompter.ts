import { Secret } from '../secrets/secret.ts';
import { askSeveral } from './ask-several.ts';
import type { Choice, ChoiceSource, Prompter } from './prompter.ts';
import { readHiddenLine, readLine } from './read-line.ts';
import type { Screen } from './screen.ts';
import { visible } from './visible.ts';

export interface ReadlinePrompterOptions {
  readonly screen: Screen;
  readonly signal: AbortSignal;
}

/**
 * Questions in plain mode: each is a line, choices are numbered, an answer is a line, and nothing is drawn twice. For
 * screen readers, and for terminals that cannot redraw.
 */
export function readlinePrompter({ screen, signal }: ReadlinePrompterOptions): Prompter {
  const say = (line: string): void => screen.err.print([line]);

  /** Space around an answer is a slip of the paste; a secret may begin or end with it. */
  async function answerTo(prompt: string): Promise<string> {
    return (await ask(prompt, readLine)).trim();
  }

  function ask(prompt: string, read: typeof readLine): Promise<string> {
    // Reading begins first: a secret typed or pasted at the sight of the question must not be echoed.
    const answer = read(screen.stdin, signal);
    screen.err.write(`${screen.err.look().marks.text(visible(prompt))} `);
    return answer;
  }

  async function pick<Value extends string>(choices: readonly Choice<Value>[]): Promise<Value> {
    for (;;) {
      const choice = choices[Number(await answerTo(`Number, 1 to ${choices.length}:`)) - 1];
      if (choice !== undefined) return choice.value;
      say(`Answer with a number from 1 to ${choices.length}.`);
    }
  }

  function list(choices: readonly Choice[]): void {
    for (const [at, { name, hint }] of choices.entries()) {
      say(`${at + 1}. ${visible(name)}${hint === undefined ? '' : `, ${visible(hint)}`}`);
    }
  }

  /** Types a part of the name, gets a numbered list, picks a number or types another part. */
  async function search<Value extends string>(question: string, source: ChoiceSource<Value>): Promise<Value> {
    say(visible(question));
    let choices = await source('', signal);
    for (;;) {
      list(choices);
      const range = choices.length === 0 ? 'Nothing found. ' : `Number, 1 to ${choices.length}, or `;
      const answer = await answerTo(`${range}part of the name:`);
      const choice = choices[Number(answer) - 1];
      if (choice !== undefined) return choice.value;
      choices = await source(answer, signal);
    }
  }

  return {
    async confirm(question, suggested) {
      for (;;) {
        const answer = (await answerTo(`${question} (${suggested ? 'Y/n' : 'y/N'})`)).toLowerCase();
        if (answer === '') return suggested;
        if ('yes'.startsWith(answer)) return true;
        if ('no'.startsWith(answer)) return false;
        say('Answer y or n.');
      }
    },
    async select(question, choices) {
      say(visible(question));
      list(choices);
      return pick(choices);
    },
    async text(question, validate, suggested) {
      for (;;) {
        const typed = await answerTo(
          suggested === undefined ? `${question}:` : `${question} (${suggested}):`,
        );
        const answer = typed === '' ? (suggested ?? '') : typed;
        const problem = await validate?.(answer);
        if (problem === undefined) return answer;
        say(visible(problem));
      }
    },
    async secret(question) {
      for (;;) {
        const answer = await ask(`${question} (hidden):`, readHiddenLine);
        // The Enter was not echoed either.
        screen.err.write('\n');
        if (answer !== '') return new Secret(answer);
        say('It cannot be empty.');
      }
    },
    search,
    multi: (question, source, atLeast) => askSeveral(search, question, source, atLeast),
  };
}
