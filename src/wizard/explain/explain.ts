import { type ExitCode, Failure } from '../../errors/failure.ts';
import { BOOK, lookUp } from '../../findings/book.ts';
import type { Entry } from '../../findings/entry.ts';
import type { Host } from '../../host.ts';
import { closest } from '../../inputs/closest.ts';
import { numbered } from '../../terminal/lines/finding.ts';
import { asDocument } from '../../terminal/render/render-json.ts';
import { hang } from '../../terminal/screen/layout.ts';
import type { Screen } from '../../terminal/screen/screen.ts';
import { visible } from '../../terminal/visible.ts';
import { failedDocument } from '../run/failed-document.ts';
import { openRun, runWish } from '../run/open-run.ts';
import { EXPLAIN_SCHEMA, type ExplainResult } from './result.ts';

/** Prints the book's entry of one code. */
export async function explain(host: Host, given: string, json: boolean): Promise<ExitCode> {
  const run = openRun(host, runWish({ json }, host.env));
  try {
    const code = given.trim().toUpperCase();
    const entry = lookUp(code);
    if (entry === undefined) {
      const suggestion = closest(code, Object.keys(BOOK));
      const failure = unknownCode(code, suggestion);
      run.screen.err.print([
        `${failure.message}.${suggestion === undefined ? '' : ` Did you mean ${suggestion}?`}`,
      ]);
      if (json) run.screen.out.write(`${asDocument(failedDocument('explain', host, failure, false))}\n`);
      return failure.exit;
    }
    if (json) {
      const result: ExplainResult = { schema: EXPLAIN_SCHEMA, code, ...entry };
      run.screen.out.write(`${asDocument(result)}\n`);
      return 0;
    }
    run.screen.out.print(linesOfEntry(code, entry, run.screen));
    return 0;
  } finally {
    await run.close();
  }
}

function unknownCode(code: string, suggestion: string | undefined): Failure {
  return new Failure({
    code: 'JI-P502',
    exit: 2,
    what: `The book has no code ${visible(code)}`,
    fix: suggestion === undefined ? [] : [`jamf-intune explain ${suggestion}`],
  });
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
