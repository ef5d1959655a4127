import { badRequest, type GraphRefusal } from './refusal.ts';

/** A string in quotes, a name, a number or date, a sign. */
const TOKEN = /\s*(?:('(?:[^']|'')*')|([A-Za-z_][\w.]*)|(\d[\w:.+-]*)|([(),:/]))/y;

/** @throws GraphRefusal 400 where the text is none of OData's, as after a quote that was not doubled */
export function tokenize(text: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < text.trimEnd().length) {
    const token = pattern.exec(text)?.[0]?.trim();
    if (token === undefined) throw invalidFilter(text);
    tokens.push(token);
  }
  return tokens;
}

export function invalidFilter(text: string): GraphRefusal {
  return badRequest(`Invalid filter clause: '${text}'`, 'BadRequest');
}
