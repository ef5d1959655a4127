import type { ExitCode } from '../errors/failure.ts';
import { BOOK, lookUp } from '../findings/book.ts';
import type { Host } from '../host.ts';
import { closest } from '../inputs/closest.ts';
import { openRun, runWish } from './open-run.ts';

/** Prints the book's entry of one code. */
export async function explain(host: Host, given: string, json: boolean): Promise<ExitCode> {
  const run = openRun(host, runWish({ json }, host.env));
  try {
    const code = given.trim().toUpperCase();
    const entry = lookUp(code);
    if (entry === undefined) {
      const suggestion = closest(code, Object.keys(BOOK));
      run.screen.err.print([
        `The book has no code ${code}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
      ]);
      return 2;
    }
    if (json) {
      run.screen.out.write(
        `${JSON.stringify({ schema: 'jamf-intune/explain@1', code, ...entry }, undefined, 2)}\n`,
      );
      return 0;
    }
    const { title, cause, fix, certainty, source } = entry;
    run.screen.out.print([
      `${code}  ${title}`,
      '',
      `  cause      ${cause}`,
      ...fix.map((line, index) => `  ${index === 0 ? 'fix        ' : '           '}${line}`),
      `  certainty  ${certainty}`,
      `  source     ${source.url} (read on ${source.checked})`,
    ]);
    return 0;
  } finally {
    await run.close();
  }
}
