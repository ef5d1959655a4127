import { createWriteStream, openSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { Failure } from '../../errors/failure.ts';
import { lookUp } from '../../findings/book.ts';
import type { Host } from '../../host.ts';
import type { TraceEntry } from '../../http/trace.ts';
import type { RawValues } from '../../inputs/resolve.ts';
import { createRedactor } from '../../secrets/redactor.ts';
import { prompterFor, rendererFor } from '../../terminal/for-screen.ts';
import { openScreen } from '../../terminal/screen/open-screen.ts';
import { visible } from '../../terminal/visible.ts';
import type { Run } from './run.ts';

export interface RunWish {
  readonly plain: boolean;
  readonly json: boolean;
  readonly noInput: boolean;
  readonly colour: boolean | undefined;
  readonly debug: boolean;
  /** File for `--trace`. */
  readonly trace: string | undefined;
}

/** What a command line says about how the run is shown; read before anything else, so that errors look right too. */
export function runWish(flags: RawValues, env: Host['env']): RunWish {
  const on = (value: string | undefined) =>
    value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase());
  return {
    plain: flags.plain === true,
    json: flags.json === true,
    noInput: flags.noInput === true || on(env.JAMF_INTUNE_NO_INPUT),
    colour: flags.noColor === true ? false : undefined,
    debug: flags.debug === true || on(env.JAMF_INTUNE_DEBUG),
    trace: typeof flags.trace === 'string' ? flags.trace : env.JAMF_INTUNE_TRACE,
  };
}

/**
 * Opens the screen and everything that writes to it.
 * @throws Failure JI-P523 when the trace cannot be written
 */
export function openRun(host: Host, wish: RunWish): Run {
  const { stdin, stdout, stderr, env, platform, clock, ticker, signal } = host;
  const screen = openScreen({ stdin, stdout, stderr, env, platform, flags: wish });
  const broken = (why: string) => screen.err.print([`warn: the trace ends here (${why})`]);
  const traceFile = wish.trace === undefined ? undefined : openTrace(wish.trace, host.cwd, broken);
  const renderer = rendererFor(screen, { clock, ticker, lookUp });
  const redactor = createRedactor();
  for (const secret of host.secrets.values()) redactor.add(secret);
  return {
    host,
    screen,
    renderer,
    emit: renderer.emit,
    prompter: prompterFor(screen, signal, clock),
    redactor,
    trace: (entry) => {
      traceFile?.write(`${redactor.redact(JSON.stringify(entry))}\n`);
      if (wish.debug) screen.err.print([`debug: ${redactor.redact(traceLine(entry))}`]);
    },
    debug: wish.debug,
    close: async () => {
      renderer.close();
      screen.close();
      await new Promise<void>((done) => (traceFile === undefined ? done() : traceFile.end(done)));
    },
  };
}

function traceLine({ method, host, path, status, error, elapsedMs, requestId }: TraceEntry): string {
  const outcome = status ?? error ?? 'no answer';
  return `${method} https://${host}${path} · ${outcome} · ${elapsedMs} ms${requestId === undefined ? '' : ` · ${requestId}`}`;
}

/**
 * One line of JSON for each request; readable by its owner only.
 * @param broken told when it cannot be written on; the run goes on without it
 */
function openTrace(file: string, cwd: string, broken: (why: string) => void) {
  const path = isAbsolute(file) ? file : resolve(cwd, file);
  const stream = createWriteStream(path, { fd: openForOwner(path) });
  stream.on('error', ({ code, message }: NodeJS.ErrnoException) => broken(code ?? message));
  return stream;
}

function openForOwner(path: string): number {
  try {
    return openSync(path, 'w', 0o600);
  } catch (error) {
    throw new Failure({
      code: 'JI-P523',
      exit: 2,
      what: `The trace cannot be written to ${visible(path)}`,
      why: error instanceof Error && 'code' in error ? String(error.code) : String(error),
      fix: ['Give a file that can be written: --trace FILE'],
      field: 'trace',
    });
  }
}
