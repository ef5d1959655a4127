import type { ExitCode } from '../errors/failure.ts';
import { BOOK, lookUp } from '../findings/book.ts';
import type { Entry } from '../findings/entry.ts';
import type { Host } from '../host.ts';
import { closest } from '../inputs/closest.ts';
import { hang } from '../terminal/layout.ts';
import { numbered } from '../terminal/lines-of-finding.ts';
import type { Screen } from '../terminal/screen.ts';
import { visible } from '../terminal/visible.ts';
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
        `The book has no code ${visible(code)}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
      ]);
      return 2;
    }
    if (json) {
      run.screen.out.write(
        `${JSON.stringify({ schema: 'jamf-intune/explain@1', code, ...entry }, undefined, 2)}\n`,
      );
      return 0;
    }
    run.screen.out.print(linesOfEntry(code, entry, run.screen));
    return 0;
  } finally {
    await run.close();
  }
}

/** The entry in lines; only a terminal's lines end at its width. */
function linesOfEntry(code: string, entry: Entry, { mode, out }: Screen): readonly string[] {
  const { title, cause, fix, certainty, source } = entry;
  const width = mode === 'terminal' ? out.look().width - 1 : Number.POSITIVE_INFINITY;
  const row = (word: string, texts: readonly string[]) =>
    texts.flatMap((text, at) => hang(`  ${(at === 0 ? word : '').padEnd(11)}`, text, width));
  return [
    ...hang(`${code}  `, title, width),
    '',
    ...row('cause', [cause]),
    ...row('fix', numbered(fix)),
    ...row('certainty', [certainty]),
    ...row('source', [source.url, `read on ${source.checked}`]),
  ];
}
