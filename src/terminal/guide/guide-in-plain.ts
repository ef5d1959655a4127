import { createInterface } from 'node:readline';
import type { Guide, GuideInHand, Person } from '../../steps/person.ts';
import { soFar } from '../render/render-plain.ts';
import { visible } from '../visible.ts';
import { sentencesOfGuide } from '../words/plain-sentences.ts';
import { HERE } from '../words/words.ts';
import type { GuideOptions } from './guide-at-terminal.ts';
import { commandOfLine, copyField, type GuideCommand, openPage } from './guide-command.ts';

const REMINDER_MS = 30_000;

/** A person in plain mode: the guide is said once, commands are typed as lines, a reminder comes every 30 seconds. */
export function guideInPlain(options: GuideOptions): Person {
  return { name: HERE, patienceMs: options.patienceMs, begin: (guide) => begin(guide, options) };
}

function begin(guide: Guide, options: GuideOptions): GuideInHand {
  const { screen, browser, clipboard, clock, ticker } = options;
  const say = (line: string): void => screen.err.print([line]);
  const beganAt = clock.now().getTime();
  let seen: string | undefined;
  let open = true;

  screen.err.print(sentencesOfGuide(guide, options.revealSecret ? undefined : options.secretPlace));
  const commands = wordsOfCommands(guide.fields.length);
  say(`wait: type ${commands}, and press Enter`);
  say(`wait: after leave, ${options.goOn} goes on from here`);

  const reader = createInterface({ input: screen.stdin, terminal: false });
  const stopClock = ticker(REMINDER_MS, () => {
    say(`wait: ${visible(seen ?? 'not checked yet')}${soFar(clock.now().getTime() - beganAt)}`);
  });

  const left = new Promise<void>((resolve) => {
    reader.on('line', (line) => {
      const command = commandOfLine(line);
      if (command === undefined) say(`wait: type ${commands}`);
      else if (command.type === 'leave') resolve();
      else obey(command);
    });
    // The end of the input leaves too; when the engine closes the guide, nobody has left.
    reader.on('close', () => {
      if (open) resolve();
    });
  }).finally(close);

  function obey(command: GuideCommand): void {
    const answer =
      command.type === 'copy' ? copyField(clipboard, guide, command.field) : openPage(browser, guide);
    answer.then((text) => {
      if (open) say(`wait: ${text}`);
    });
  }

  function close(): void {
    if (!open) return;
    open = false;
    stopClock();
    reader.close();
  }

  return {
    left,
    update(text) {
      if (open && text !== seen) say(`wait: ${visible(text)}`);
      seen = text;
    },
    close,
  };
}

function wordsOfCommands(fields: number): string {
  if (fields === 0) return 'open or leave';
  return fields === 1 ? 'open, copy 1 or leave' : `open, copy and a number from 1 to ${fields}, or leave`;
}
