import { visible } from '../terminal/visible.ts';
import { linkable } from './markup.ts';

const LONGEST = 4000;

/**
 * Text from outside as words of GitHub's Markdown. Signs become references of HTML rather than gaining a backslash: only so
 * can `@team` not become a mention, `#1` no link to an issue, and a bare address no link to a place we did not choose.
 */
export function words(text: string): string {
  return visible(text, LONGEST)
    .replace(/[&<>"'@#\\`*_{}[\]|~$]/gu, (sign) => `&#${sign.codePointAt(0)};`)
    .replaceAll('://', '&#58;//')
    .replace(/\bwww\./giu, 'www&#46;')
    .replace(/^(\s*)([-+=])/u, '$1\\$2')
    .replace(/^(\s*\d+)([.)])(?=\s|$)/u, '$1\\$2');
}

/** A command or an endpoint, to be copied: a code span that no backtick inside can end. */
export function code(text: string): string {
  // GitHub splits a table's row at `|` even inside a code span.
  const shown = visible(text, LONGEST).replaceAll('|', '\\|');
  const longest = Math.max(0, ...(shown.match(/`+/gu) ?? []).map((ticks) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  const gap = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${shown}${gap}${fence}`;
}

export function link(url: string): string {
  const target = linkable(url);
  return target === undefined ? words(url) : `[${words(url)}](<${target}>)`;
}

/** @param rows cells that are Markdown already */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
