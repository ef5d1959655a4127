/** An element of a document that was read strictly: a stray `<`, `&` or an unclosed tag is an error. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

interface Open {
  name: string;
  attributes: Record<string, string>;
  children: (Element | string)[];
}

const TOKEN =
  /<!doctype html>|<\?xml [^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>|[^<]+/guy;
const ATTRIBUTE = /([\w:-]+)(?:="([^"]*)")?/gu;
const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

/** @param empty names of elements that have no end tag, as in HTML */
export function parseMarkup(text: string, empty: readonly string[] = []): Element {
  const root: Open = { name: '#document', attributes: {}, children: [] };
  const path: Open[] = [root];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (at < text.length) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text);
    const parent = path.at(-1);
    if (token === null || parent === undefined) throw new Error(`no markup: ${text.slice(at, at + 80)}`);
    at = TOKEN.lastIndex;
    const [whole, end, start, rawAttributes = '', isClosed] = token;
    if (end !== undefined) {
      if (parent.name !== end) throw new Error(`</${end}> ends <${parent.name}>`);
      path.pop();
    } else if (start !== undefined) {
      const attributes = Object.fromEntries(
        [...rawAttributes.matchAll(ATTRIBUTE)].map(([, name = '', value = '']) => [name, decoded(value)]),
      );
      const element: Open = { name: start, attributes, children: [] };
      parent.children.push(element);
      if (isClosed !== '/' && !empty.includes(start)) path.push(element);
    } else if (!whole.startsWith('<')) {
      parent.children.push(parent.name === 'style' ? whole : decoded(whole));
    }
  }
  if (path.length !== 1) throw new Error(`<${path.at(-1)?.name}> is not closed`);
  return root;
}

/** All elements beneath, in document order. */
export function elementsOf(element: Element, name?: string): Element[] {
  const all = element.children.flatMap((child) =>
    typeof child === 'string' ? [] : [child, ...elementsOf(child)],
  );
  return name === undefined ? all : all.filter((one) => one.name === name);
}

export function textOf(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

function decoded(text: string): string {
  return text.replace(/&[^;]*;?/gu, (entity) => {
    const sign = ENTITIES[entity];
    if (sign === undefined) throw new Error(`unknown reference ${entity}`);
    return sign;
  });
}
