import type { Clock } from '../../ports/clock.ts';
import { Secret } from '../../secrets/secret.ts';
import type { Screen } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { askSeveral } from './ask-several.ts';
import { inquirerChoices, inquirerValidate } from './inquirer-choices.ts';
import { inquirerTheme } from './inquirer-theme.ts';
import type { Choice, ChoiceSource, Prompter } from './prompter.ts';
import { untilInputEnds } from './until-input-ends.ts';

/** How long typing must rest before the server is asked. */
const TYPING_RESTS_MS = 150;

export interface InquirerPrompterOptions {
  readonly screen: Screen;
  /** The run's signal: a signal from outside does not end inquirer's prompt by itself (reliability.md §3.4). */
  readonly signal: AbortSignal;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** Questions on a terminal. inquirer is loaded with the first question. */
export function inquirerPrompter({ screen, signal, clock }: InquirerPrompterOptions): Prompter {
  async function ask(question: Record<string, unknown> & { message: string }): Promise<unknown> {
    signal.throwIfAborted();
    const { default: inquirer } = await import('inquirer');
    return screen.hold(() =>
      untilInputEnds(screen.stdin, signal, async (ended) => {
        const prompt = inquirer.createPromptModule({
          input: screen.stdin,
          output: screen.stderr,
          signal: ended,
        });
        const theme = inquirerTheme(screen.err.look(), question.type === 'search');
        const message = visible(question.message);
        const answers: Record<string, unknown> = await prompt([
          { ...question, name: 'answer', message, theme },
        ]);
        return answers.answer;
      }),
    );
  }

  async function select<Value extends string>(message: string, choices: readonly Choice<Value>[]) {
    const { width } = screen.err.look();
    const answer = await ask({
      type: 'select',
      message,
      choices: inquirerChoices(choices, width),
      pageSize: 10,
    });
    return chosen(answer, choices);
  }

  async function search<Value extends string>(message: string, source: ChoiceSource<Value>) {
    const { width } = screen.err.look();
    const offered = new Map<string, Choice<Value>>();
    const answer = await ask({
      type: 'search',
      message,
      pageSize: 10,
      source: async (typed: string | undefined, { signal: stale }: { signal: AbortSignal }) => {
        if (typed !== undefined) await clock.sleep(TYPING_RESTS_MS, stale);
        const choices = await source(typed ?? '', stale).catch((error: unknown) => {
          throw new Error(visible(error instanceof Error ? error.message : String(error)));
        });
        for (const choice of choices) offered.set(choice.value, choice);
        return inquirerChoices(choices, width);
      },
    });
    return chosen(answer, offered.values());
  }

  return {
    async confirm(message, suggested) {
      return (await ask({ type: 'confirm', message, default: suggested })) === true;
    },
    select,
    async text(message, validate, suggested) {
      const answer = await ask({
        type: 'input',
        message,
        validate: inquirerValidate(validate),
        ...(suggested === undefined ? {} : { default: visible(suggested) }),
      });
      return String(answer).trim();
    },
    async secret(message) {
      // Without `toggleMask: false` Ctrl-T would show what was typed.
      const validate = (answer: string): string | true => (answer === '' ? 'It cannot be empty.' : true);
      return new Secret(
        String(await ask({ type: 'password', message, mask: false, toggleMask: false, validate })),
      );
    },
    search,
    multi: (message, source, atLeast) => askSeveral(search, message, source, atLeast),
  };
}

/** inquirer's answer is untyped: finds the choice that it is the value of. */
function chosen<Value extends string>(answer: unknown, choices: Iterable<Choice<Value>>): Value {
  for (const { value } of choices) if (value === answer) return value;
  throw new TypeError('inquirer gave an answer that was no choice');
}
