import { documents, read } from './files.ts';

/** A command line that a document shows, and where. */
export interface ShownLine {
  readonly line: string;
  readonly path: string;
}

const INLINE = /`((?:jamf-intune|npm|npx|docker|gh|node|man|az|git) [^`\n]+)`/gu;

/**
 * Every command line of the documents, each once: in blocks of shell, with continued lines joined and remarks taken
 * away, and in the text.
 */
export function shownLines(): readonly ShownLine[] {
  const all = documents().flatMap((path) => linesIn(read(path)).map((line) => ({ line, path })));
  return all.filter(({ line }, index) => all.findIndex((other) => other.line === line) === index);
}

function linesIn(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gmu)].flatMap(([, block = '']) =>
    block.replaceAll(/\\\n\s*/gu, '').split('\n'),
  );
  const inline = [...text.replace(/^```[\s\S]*?^```/gmu, '').matchAll(INLINE)].map(([, code = '']) => code);
  return [...blocks, ...inline]
    .map((line) => line.replace(/\s+#.*$/u, '').trim())
    .filter((line) => line !== '');
}

/** A line of this program: what is set before it, its words, and what its answer is piped into. */
export interface OwnLine {
  readonly env: Readonly<Record<string, string>>;
  readonly argv: readonly string[];
  readonly pipe: string | undefined;
}

/** Takes a line apart; undefined when it is not of this program. */
export function ownLine(line: string): OwnLine | undefined {
  const [, before = '', rest = ''] = /^((?:[A-Z_]+=\S+ )*)(.*)$/u.exec(line) ?? [];
  const command = rest.replace(/^node bin\/jamf-intune\.js/u, 'jamf-intune');
  if (!command.startsWith('jamf-intune ')) return undefined;
  const [own = '', ...pipe] = command.split(/ \| | > /u);
  const env = Object.fromEntries(
    before
      .trim()
      .split(' ')
      .filter(Boolean)
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  return { env, argv: wordsOf(own).slice(1), pipe: pipe.length === 0 ? undefined : pipe.join(' | ') };
}

/** The words of a command line, with the quotes taken away. */
export function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/"([^"]*)"|\S+/gu)].map(([word, quoted]) => quoted ?? word);
}
