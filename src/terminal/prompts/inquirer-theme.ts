import { hang } from '../screen/layout.ts';
import type { Look } from '../screen/screen.ts';

/**
 * inquirer's look in our colours and marks. Its own would colour a screen that is to have none: it paints with
 * `util.styleText`, which asks nobody on Node 20.
 *
 * @param searches whether typing narrows the list
 */
export function inquirerTheme({ width, marks, paint }: Look, searches: boolean) {
  return {
    prefix: { idle: paint.you('?'), done: paint.ok(marks.ok) },
    spinner: { interval: 100, frames: [...marks.spinner] },
    icon: { cursor: marks.cursor },
    style: {
      answer: paint.you,
      message: (text: string) => paint.strong(text),
      // inquirer breaks a long line wherever the screen ends, also within a word.
      error: (text: string) =>
        hang(`${marks.fail} `, text, width - 1)
          .map(paint.bad)
          .join('\n'),
      defaultAnswer: (text: string) => paint.quiet(`(${text})`),
      help: paint.quiet,
      highlight: paint.you,
      key: paint.strong,
      disabled: paint.quiet,
      description: paint.quiet,
      searchTerm: paint.you,
      maskedText: 'hidden',
      confirmDefault: (letter: string) => letter.toUpperCase(),
      keysHelpTip: () =>
        paint.quiet(`${searches ? 'type to search, ' : ''}up and down to move, Enter to choose`),
    },
    keywords: { yes: 'Yes', no: 'No', error: () => 'Answer y or n.' },
  };
}
