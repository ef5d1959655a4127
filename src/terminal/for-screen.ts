import type { Clock } from '../ports/clock.ts';
import type { Person } from '../steps/person.ts';
import { type GuideAtTerminalOptions, guideAtTerminal } from './guide/guide-at-terminal.ts';
import { guideInPlain } from './guide/guide-in-plain.ts';
import { nobody } from './guide/nobody.ts';
import { inquirerPrompter } from './prompts/inquirer-prompter.ts';
import { noPrompter } from './prompts/no-prompter.ts';
import type { Prompter } from './prompts/prompter.ts';
import { readlinePrompter } from './prompts/readline-prompter.ts';
import { renderJson } from './render/render-json.ts';
import { renderPlain } from './render/render-plain.ts';
import { type RendererDeps, renderTerminal } from './render/render-terminal.ts';
import type { Renderer } from './render/renderer.ts';
import type { Screen } from './screen/screen.ts';

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
