import { visible } from '../terminal/visible.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Longest text of a report; a whole chain of certificates may stand in a detail. */
const LONGEST = 4000;

/**
 * Text from anywhere, safe between tags and inside quoted attributes of HTML, SVG and XML. Characters that XML 1.0 does
 * not know even as a reference are shown as an escape or replaced: one of them makes the whole document unreadable.
 */
export function escapeMarkup(text: string): string {
  return visible(text, LONGEST)
    .replace(/[\p{Surrogate}\ufffe\uffff]/gu, '\ufffd')
    .replace(/[&<>"']/gu, (sign) => ENTITIES[sign] ?? sign);
}

/** Attributes of a tag, each with a space before it. */
export function attributes(given: Readonly<Record<string, string | number>>): string {
  return Object.entries(given)
    .map(([name, value]) => ` ${name}="${escapeMarkup(String(value))}"`)
    .join('');
}

/** An address that a link may lead to; whatever is not https stays text. */
export function linkable(url: string): string | undefined {
  return URL.canParse(url) && new URL(url).protocol === 'https:' ? new URL(url).href : undefined;
}
