import type { Emit } from '../../engine/event.ts';
import type { Host } from '../../host.ts';
import type { TraceEntry } from '../../http/trace.ts';
import type { Redactor } from '../../secrets/redactor.ts';
import type { Prompter } from '../../terminal/prompts/prompter.ts';
import type { Renderer } from '../../terminal/render/renderer.ts';
import type { Screen } from '../../terminal/screen/screen.ts';

/** One run of a command: the host, and what people see of it. */
export interface Run {
  readonly host: Host;
  readonly screen: Screen;
  readonly renderer: Renderer;
  readonly emit: Emit;
  readonly prompter: Prompter;
  /** Knows every secret of this run and takes them out of whatever is printed or written. */
  readonly redactor: Redactor;
  /** Told about every request: `--trace`, `--debug`. */
  readonly trace: (entry: TraceEntry) => void;
  readonly debug: boolean;
  /** Takes everything that moves off the screen and writes the trace to its end. */
  close(): Promise<void>;
}
