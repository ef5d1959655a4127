import { Visitor } from 'rolldown/utils';
import type { SourceFile } from '../architecture/source.ts';

/** A failure as the code writes it: an object with a `code` of the book and, mostly, an `exit`. */
export interface WrittenFailure {
  readonly path: string;
  readonly code: string;
  /** Undefined where it is worked out while the program runs. */
  readonly exit: number | undefined;
}

/** Every `{ code: 'JI-…', exit: … }` of a file. */
export function writtenFailures({ path, program }: SourceFile): readonly WrittenFailure[] {
  const found: WrittenFailure[] = [];
  new Visitor({
    ObjectExpression({ properties }) {
      const values = new Map<string, unknown>();
      for (const property of properties) {
        if (property.type !== 'Property' || property.key.type !== 'Identifier') continue;
        values.set(property.key.name, property.value.type === 'Literal' ? property.value.value : undefined);
      }
      const code = values.get('code');
      if (typeof code !== 'string' || !code.startsWith('JI-') || !values.has('exit')) return;
      const exit = values.get('exit');
      found.push({ path, code, exit: typeof exit === 'number' ? exit : undefined });
    },
  }).visit(program);
  return found;
}
