import type { Emit } from '../../engine/event.ts';

/** Turns the engine's events into what a person or a program reads. */
export interface Renderer {
  readonly emit: Emit;
  /** Stops what moves on the screen. Prints nothing. */
  close(): void;
}
