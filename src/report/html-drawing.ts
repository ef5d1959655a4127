import { cutToWidth } from '../terminal/screen/display-width.ts';
import type { ConnectionMap, MapLine, MapNode } from './connection-map.ts';
import { type DrawingLayout, NARROW, type Point, WIDE } from './drawing-layouts.ts';
import { attributes, escapeMarkup } from './markup.ts';
import { STANDING_WORDS } from './standing-words.ts';

/** Columns that fit into a label of either drawing; the words beneath say it whole. */
const LONGEST_LABEL = 22;

/**
 * The drawing of the connection, twice: wide, and for narrow screens (CSS shows one). Beneath it the same in words, for
 * whoever does not see it; hidden from nobody.
 */
export function htmlOfDrawing(map: ConnectionMap): string {
  return `<section id="connection" aria-labelledby="connection-title">
<h2 id="connection-title">The connection</h2>
<div class="card drawing">
${svgOf(map, WIDE)}
${svgOf(map, NARROW)}
</div>
<details class="card">
<summary>The drawing in words</summary>
<ul class="words">
${map.lines.map((line) => wordsOfLine(line, map.nodes)).join('\n')}
</ul>
</details>
</section>`;
}

function svgOf({ nodes, lines }: ConnectionMap, layout: DrawingLayout): string {
  const { id, width, height } = layout;
  const head = {
    class: `map ${id}`,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': `map-${id}`,
  };
  return `<svg xmlns="http://www.w3.org/2000/svg"${attributes(head)}>
<title id="map-${id}">${escapeMarkup(`Who talks to whom: ${lines.map((line) => sentenceOf(line, nodes)).join('; ')}`)}</title>
${lines.map((line) => stroke(line, layout)).join('\n')}
${lines.map((line) => label(line, layout)).join('\n')}
${nodes.map((node) => box(node, layout)).join('\n')}
</svg>`;
}

function stroke({ from, to, standing }: MapLine, { nodes }: DrawingLayout): string {
  const [start, end] = [nodes[from], nodes[to]];
  const where = { x1: start.x, y1: start.y, x2: end.x, y2: end.y };
  return `<line class="${standing}"${attributes(where)}/>`;
}

function label(line: MapLine, layout: DrawingLayout): string {
  const { width, height } = layout.label;
  const { x, y } = labelAt(line, layout);
  const { mark } = STANDING_WORDS[line.standing];
  return `<g class="label ${line.standing}">
<rect${attributes({ x: x - width / 2, y: y - height / 2, width, height, rx: 10 })}/>
<text${attributes({ x, y: y - 5, class: 'what' })}>${escapeMarkup(line.what)}</text>
<text${attributes({ x, y: y + 13, class: 'verdict' })}>${escapeMarkup(cutToWidth(`${mark} ${line.text}`, LONGEST_LABEL))}</text>
</g>`;
}

function labelAt({ from, to }: MapLine, { nodes, along }: DrawingLayout): Point {
  const part = along[`${from}-${to}`] ?? 0.5;
  const [start, end] = [nodes[from], nodes[to]];
  return {
    x: Math.round(start.x + (end.x - start.x) * part),
    y: Math.round(start.y + (end.y - start.y) * part),
  };
}

function box({ id, title, standing, text }: MapNode, { nodes, box: size }: DrawingLayout): string {
  const { x, y } = nodes[id];
  const { width, height } = size;
  const mark = standing === 'skipped' ? '' : `${STANDING_WORDS[standing].mark} `;
  return `<g class="node ${standing}">
<rect${attributes({ x: x - width / 2, y: y - height / 2, width, height, rx: 14 })}/>
<text${attributes({ x, y: y - 4, class: 'title' })}>${escapeMarkup(title)}</text>
<text${attributes({ x, y: y + 17, class: 'what' })}>${escapeMarkup(`${mark}${text}`)}</text>
</g>`;
}

function wordsOfLine(line: MapLine, nodes: readonly MapNode[]): string {
  const { mark } = STANDING_WORDS[line.standing];
  return `<li class="${line.standing}"><span class="mark" aria-hidden="true">${mark}</span> ${escapeMarkup(sentenceOf(line, nodes))}</li>`;
}

function sentenceOf({ from, to, what, text }: MapLine, nodes: readonly MapNode[]): string {
  const title = (id: string): string => nodes.find((node) => node.id === id)?.title ?? id;
  return `${title(from)} to ${title(to)} (${what}): ${text}`;
}
