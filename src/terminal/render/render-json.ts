import type { Event } from '../../engine/event.ts';
import type { Screen } from '../screen/screen.ts';
import { visible } from '../visible.ts';
import { renderPlain } from './render-plain.ts';
import type { RendererDeps } from './render-terminal.ts';
import type { Renderer } from './renderer.ts';

/**
 * For programs: stdout is silent until the run has finished, then it holds exactly one JSON document. What a person
 * may want to know meanwhile goes to stderr as plain sentences.
 */
export function renderJson(screen: Screen, deps: RendererDeps): Renderer {
  const silent = { ...screen.out, print: () => {}, write: () => {} };
  const plain = renderPlain({ ...screen, out: silent }, deps);

  function emit(event: Event): void {
    plain.emit(event);
    if (event.type === 'finished') screen.out.write(`${asDocument(event.result)}\n`);
  }

  return { emit, close: plain.close };
}

/**
 * JSON that is safe to look at: what `visible()` would show as an escape is escaped in JSON's own way, so that the
 * document says the same and no name from outside acts on the terminal it is printed to.
 */
export function asDocument(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[^\n\x20-\x7e]/gu, (character) => {
    if (visible(character) === character) return character;
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
