import type { GraphPath } from './graph.ts';
import { isGraphPath } from './path.ts';

/** How far a collection is followed: more pages than the largest tenant has, fewer than for ever. */
const MAX_PAGES = 10_000;

export type NextPage = { readonly path: GraphPath } | { readonly refused: string };

/**
 * Where `@odata.nextLink` leads, as a path below the same version. A link to another host would be given the token,
 * and a link to a page that was read already would never end (microsoft.md §9).
 *
 * @param link the link as Graph sent it
 * @param base origin and version: `https://graph.microsoft.com/v1.0`
 * @param visited paths that were read already, the first included
 */
export function nextPage(link: string, base: string, visited: ReadonlySet<string>): NextPage {
  if (!link.startsWith(`${base}/`)) return { refused: 'the link to the next page leads to another place' };
  const path = link.slice(base.length);
  if (!isGraphPath(path)) return { refused: 'the link to the next page is not an address of Graph' };
  if (visited.has(path)) return { refused: 'the link to the next page leads back to a page that was read' };
  if (visited.size >= MAX_PAGES) return { refused: `there are more than ${MAX_PAGES} pages` };
  return { path };
}
