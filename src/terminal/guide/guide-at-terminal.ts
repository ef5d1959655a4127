import type { Browser } from '../../ports/browser.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Guide, GuideInHand, Person } from '../../steps/person.ts';
import { fieldText, linesOfGuide } from '../lines/guide.ts';
import { isNarrow, wrap } from '../screen/layout.ts';
import type { Screen } from '../screen/screen.ts';
import type { Ticker } from '../screen/ticker.ts';
import { visible } from '../visible.ts';
import { elapsed } from '../words/quantities.ts';
import { HERE } from '../words/words.ts';
import type { ClipboardPort } from './clipboard-port.ts';
import { commandsOfKeys, copyField, type GuideCommand, openPage } from './guide-command.ts';

export interface GuideOptions {
  readonly screen: Screen;
  readonly browser: Browser;
  readonly clipboard: ClipboardPort;
  readonly clock: Pick<Clock, 'now'>;
  readonly ticker: Ticker;
  /** Where secrets are, shown in their place: `kept in the system keychain`. */
  readonly secretPlace: string;
  /** `--reveal-secret`: shows them. */
  readonly revealSecret: boolean;
  /** The command that goes on after leaving: `jamf-intune setup`. */
  readonly goOn: string;
  /** How long to wait, in milliseconds. */
  readonly patienceMs: number;
}

export interface GuideAtTerminalOptions extends GuideOptions {
  /** Ends the run as SIGINT does: in raw mode Ctrl-C is a key and no signal. */
  readonly interrupt: () => void;
}

/** A person at a terminal: the guide is printed once, the lines beneath it show the clock and obey keys. */
export function guideAtTerminal(options: GuideAtTerminalOptions): Person {
  return { name: HERE, patienceMs: options.patienceMs, begin: (guide) => begin(guide, options) };
}

function begin(guide: Guide, options: GuideAtTerminalOptions): GuideInHand {
  const { screen, browser, clipboard, clock, ticker } = options;
  const now = (): number => clock.now().getTime();
  const left = deferred();
  const beganAt = now();
  let seen: { readonly text: string; readonly at: number } | undefined;
  let note = '';

  const secretText = options.revealSecret ? undefined : options.secretPlace;
  const view = { keys: true, show: (field: Guide['fields'][number]) => fieldText(field, secretText) };
  screen.err.print(linesOfGuide(guide, view, screen.err.look()));

  function draw(): void {
    const checked = seen === undefined ? '' : ` · checked ${Math.floor((now() - seen.at) / 1000)} s ago`;
    const status = `${visible(seen?.text ?? 'Not checked yet')}${checked} · ${elapsed(now() - beganAt)}`;
    const lines = [status, note, `[q] leave; \`${options.goOn}\` goes on from here`];
    const { width } = screen.err.look();
    const indent = isNarrow(width) ? ' ' : '     ';
    screen.live(
      lines
        .filter((line) => line !== '')
        .flatMap((line) => wrap(line, width - indent.length - 1))
        .map((line) => indent + line),
    );
  }

  function tell(answer: Promise<string>): void {
    // The person may have left meanwhile: then there is no line to tell it on.
    answer.then((text) => {
      note = text;
      if (open) draw();
    });
  }

  function obey(keys: string): void {
    for (const command of commandsOfKeys(keys)) carryOut(command);
  }

  function carryOut(command: GuideCommand): void {
    switch (command.type) {
      case 'open':
        tell(openPage(browser, guide));
        return;
      case 'copy':
        tell(copyField(clipboard, guide, command.field));
        return;
      case 'leave':
        leave();
        return;
      case 'interrupt':
        close();
        options.interrupt();
        return;
    }
  }

  function leave(): void {
    close();
    left.resolve();
  }

  let open = true;
  const stopKeys = screen.keys(obey, leave);
  const stopClock = ticker(1000, draw);
  draw();

  function close(): void {
    if (!open) return;
    open = false;
    stopKeys();
    stopClock();
    screen.live([]);
  }

  return {
    left: left.promise,
    update(text) {
      seen = { text, at: now() };
      if (open) draw();
    },
    close,
  };
}

/** A promise with its resolver outside; Node 20 has no `Promise.withResolvers`. */
function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = (): void => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
