import type { Clock } from '../ports/clock.ts';
import type { CommandRunner } from '../ports/command-runner.ts';
import type { ClipboardTool } from './clipboard-tools.ts';
import { Secret } from './secret.ts';

interface Copied {
  readonly copied: boolean;
  /** The tool that took it: `pbcopy`. */
  readonly tool?: string;
  /** Why it was not copied. */
  readonly reason?: string;
}

interface CopyOptions {
  /** After how many milliseconds the text is taken off again, unless something else was copied meanwhile. */
  readonly clearAfterMs?: number;
}

/** The system's clipboard, as a way for a secret into a form and not as a place to keep it. */
export interface Clipboard {
  /** Never rejects. */
  copy(text: Secret | string, options?: CopyOptions): Promise<Copied>;
  /** Takes the last text off at once. The programs that show a history of the clipboard may still have it. */
  close(): Promise<void>;
}

export interface ClipboardOptions {
  /** Those to try, best first (`clipboardTools`). */
  readonly tools: readonly ClipboardTool[];
  /** Starts them with a clean environment (`childEnvironment`). */
  readonly run: CommandRunner;
  readonly clock: Clock;
}

const A_MINUTE_MS = 60_000;

interface Lying {
  readonly text: string;
  readonly tool: ClipboardTool;
  /** Ends the waiting, because something newer lies there or it is taken off now. */
  readonly wait: AbortController;
  /** Resolves when it was taken off in its time, or need not be any more. */
  readonly over: Promise<void>;
}

export function openClipboard({ tools, run, clock }: ClipboardOptions): Clipboard {
  let lying: Lying | undefined;

  async function takeOff(text: string, tool: ClipboardTool): Promise<void> {
    const seen = await run(tool.read.command, tool.read.args, { capture: true });
    // Where nobody can look, an empty clipboard is the smaller harm.
    const isReadable = seen.kind === 'ended' && seen.code === 0;
    if (isReadable && withoutLineEnd(seen.stdout) !== withoutLineEnd(text)) return;
    await run(tool.clear.command, tool.clear.args);
  }

  return {
    copy: async (secretOrText, { clearAfterMs = A_MINUTE_MS } = {}) => {
      const text = secretOrText instanceof Secret ? secretOrText.reveal() : secretOrText;
      const failed: string[] = [];
      for (const tool of tools) {
        const result = await run(tool.copy.command, tool.copy.args, { stdin: text });
        if (result.kind === 'ended' && result.code === 0) {
          lying?.wait.abort();
          const wait = new AbortController();
          const over = clock.sleep(clearAfterMs, wait.signal).then(
            () => takeOff(text, tool),
            () => undefined,
          );
          lying = { text, tool, wait, over };
          return { copied: true, tool: tool.name };
        }
        failed.push(result.kind === 'missing' ? `${tool.name} is not installed` : `${tool.name} failed`);
      }
      return { copied: false, reason: failed.join(', ') || 'there is no clipboard without a screen' };
    },
    close: async () => {
      const last = lying;
      lying = undefined;
      if (!last) return;
      last.wait.abort();
      await last.over;
      await takeOff(last.text, last.tool);
    },
  };
}

/** PowerShell ends what it prints with a line end. */
function withoutLineEnd(text: string): string {
  return text.replace(/[\r\n]+$/, '');
}
