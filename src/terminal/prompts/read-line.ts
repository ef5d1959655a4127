import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { Interrupted } from '../interrupted.ts';
import type { TerminalInput } from '../screen/screen.ts';

/**
 * Reads one line as the terminal edits it; nothing is drawn. Further lines that were typed ahead stay with the
 * terminal for the next reader.
 *
 * @throws Interrupted when the input ends; the signal's reason when it aborts
 */
export function readLine(stdin: TerminalInput, signal: AbortSignal): Promise<string> {
  return firstLine(stdin, signal, false);
}

/**
 * As `readLine`, without echo: the terminal is put in raw mode, and what readline would draw goes nowhere.
 *
 * @throws also Interrupted on Ctrl-C, which is a key in raw mode
 */
export function readHiddenLine(stdin: TerminalInput, signal: AbortSignal): Promise<string> {
  return firstLine(stdin, signal, true);
}

function firstLine(stdin: TerminalInput, signal: AbortSignal, hidden: boolean): Promise<string> {
  signal.throwIfAborted();
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: stdin, output: nowhere, terminal: hidden, historySize: 0 });
  return new Promise<string>((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason);
      reader.close();
    };
    signal.addEventListener('abort', onAbort, { once: true });
    reader.once('line', (line) => {
      resolve(line);
      reader.close();
    });
    reader.once('SIGINT', () => {
      reject(new Interrupted('SIGINT'));
      reader.close();
    });
    reader.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      // Only the first outcome counts: a close without a line before it is the end of the input.
      reject(new Interrupted('end of input'));
    });
  });
}
