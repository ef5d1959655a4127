import type { Clock } from '../ports/clock.ts';
import type { Person } from '../steps/person.ts';
import { type GuideAtTerminalOptions, guideAtTerminal } from './guide-at-terminal.ts';
import { guideInPlain } from './guide-in-plain.ts';
import { inquirerPrompter } from './inquirer-prompter.ts';
import { noPrompter } from './no-prompter.ts';
import { nobody } from './nobody.ts';
import type { Prompter } from './prompter.ts';
import { readlinePrompter } from './readline-prompter.ts';
import { renderJson } from './render-json.ts';
import { renderPlain } from './render-plain.ts';
import { type RendererDeps, renderTerminal } from './render-terminal.ts';
import type { Renderer } from './renderer.ts';
import type { Screen } from './screen.ts';

/** The renderer for this screen's mode. */
export function rendererFor(screen: Screen, deps: RendererDeps): Renderer {
  switch (screen.mode) {
    case 'terminal':
      return renderTerminal(screen, deps);
    case 'plain':
      return renderPlain(screen, deps);
    case 'json':
      return renderJson(screen, deps);
  }
}

/** Whoever can be asked on this screen. `signal` is the run's; its reason is what an aborted question throws. */
export function prompterFor(screen: Screen, signal: AbortSignal, clock: Pick<Clock, 'sleep'>): Prompter {
  if (!screen.canPrompt) return noPrompter();
  return screen.mode === 'terminal'
    ? inquirerPrompter({ screen, signal, clock })
    : readlinePrompter({ screen, signal });
}

/** The person who can be guided on this screen; nobody where nothing can be asked. */
export function personAt(options: GuideAtTerminalOptions): Person {
  const { screen } = options;
  if (!screen.canPrompt) return nobody(options);
  return screen.mode === 'terminal' ? guideAtTerminal(options) : guideInPlain(options);
}
