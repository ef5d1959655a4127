/** A field or a button of a form, as it came. */
export interface FormField {
  readonly name: string;
  /** `text`, `password`, `checkbox`, `hidden`, `submit`, `select`, … */
  readonly type: string;
  readonly value: string;
  readonly checked: boolean;
  /** Text of its `<label for>`, or of the button. */
  readonly label: string;
}

export interface HtmlForm {
  readonly action: string;
  readonly method: 'get' | 'post';
  readonly fields: readonly FormField[];
}

/**
 * The forms of a page. Reads the plain HTML that the sandbox's own pages are made of (quoted attributes, labels with
 * `for`), which is why it needs no HTML parser; it is no reader for the pages of others.
 */
export function readForms(html: string): readonly HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, tag = '', body = '']) => {
    const attributes = attributesOf(tag);
    return {
      action: attributes.get('action') ?? '',
      method: attributes.get('method')?.toLowerCase() === 'post' ? 'post' : 'get',
      fields: fieldsOf(body),
    };
  });
}

function fieldsOf(body: string): readonly FormField[] {
  const labels = new Map(
    [...body.matchAll(/<label\b([^>]*)>([\s\S]*?)<\/label>/gi)].map(([, tag = '', text = '']) => [
      attributesOf(tag).get('for') ?? '',
      plain(text),
    ]),
  );
  const tags =
    /<input\b([^>]*)>|<button\b([^>]*)>([\s\S]*?)<\/button>|<select\b([^>]*)>([\s\S]*?)<\/select>/gi;
  return [...body.matchAll(tags)].map(([, input, button, buttonText = '', select = '', options = '']) => {
    const attributes = attributesOf(input ?? button ?? select);
    const kind = input !== undefined ? 'text' : button !== undefined ? 'submit' : 'select';
    return {
      name: attributes.get('name') ?? '',
      type: attributes.get('type') ?? kind,
      value: kind === 'select' ? chosenOption(options) : (attributes.get('value') ?? ''),
      checked: attributes.has('checked'),
      label: plain(buttonText) || (labels.get(attributes.get('id') ?? '') ?? ''),
    };
  });
}

function chosenOption(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>([^<]*)/gi)].map(([, tag = '', text = '']) => {
    const attributes = attributesOf(tag);
    return { value: attributes.get('value') ?? plain(text), selected: attributes.has('selected') };
  });
  return (all.find((option) => option.selected) ?? all[0])?.value ?? '';
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  return new Map(
    [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name.toLowerCase(),
      unescapeHtml(value),
    ]),
  );
}

function plain(html: string): string {
  return unescapeHtml(html.replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

function unescapeHtml(text: string): string {
  return text.replace(/&(#?\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}
