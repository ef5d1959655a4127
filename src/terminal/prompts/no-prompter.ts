import { Failure } from '../../errors/failure.ts';
import type { Prompter } from './prompter.ts';

/** Where nobody can be asked. Missing inputs are named all at once before; this is the net beneath. */
export function noPrompter(): Prompter {
  const refuse = (question: string): Promise<never> =>
    Promise.reject(
      new Failure({
        code: 'JI-P529',
        exit: 2,
        what: `Nobody can be asked here: ${question}`,
        why: 'Questions need a terminal for input and for messages, and neither --no-input nor --json.',
        fix: [
          'Run it in a terminal, or give the answer as an option or in an answers file: jamf-intune setup --help',
        ],
      }),
    );
  return {
    confirm: refuse,
    select: refuse,
    text: refuse,
    secret: refuse,
    search: refuse,
    multi: refuse,
  };
}
