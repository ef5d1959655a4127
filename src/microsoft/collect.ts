/** Reads a paged collection whole. For lists that are short in every tenant; long ones are read page by page. */
export async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
