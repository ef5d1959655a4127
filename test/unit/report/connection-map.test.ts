import { describe, expect, it } from 'vitest';
import { connectionMapOf } from '../../../src/report/connection-map.ts';
import { type DrawingLayout, NARROW, type Point, WIDE } from '../../../src/report/drawing-layouts.ts';
import { htmlOfDrawing } from '../../../src/report/html-drawing.ts';
import { elementsOf, parseMarkup, textOf } from '../../support/report/markup.ts';
import { barestResult, sampleResult } from '../../support/report/sample.ts';

describe('the map of the connection', () => {
  it('given checks and probes, then each line is as bad as the worst of its own, and says so', () => {
    const lines = connectionMapOf(sampleResult).lines.map(
      ({ from, to, standing, text }) => `${from} ${to}: ${standing}, ${text}`,
    );
    expect(lines).toEqual([
      'admin entra: passed, reachable',
      'admin jamf: passed, reachable',
      'jamf entra: failed, API permission',
      'jamf intune: passed, in order',
      'jamf push: not-testable, not testable here',
      'push macs: warning, blocked: no answer',
      'macs jamf: passed, reachable',
      'macs entra: failed, intercepted',
      'macs intune: passed, reachable',
    ]);
  });

  it('given nothing that was looked at, then nothing is called good', () => {
    const { lines, nodes } = connectionMapOf(barestResult);
    expect([...lines, ...nodes].filter(({ standing }) => standing !== 'skipped')).toEqual([]);
  });
});

describe('the drawing', () => {
  it('given a line, then its verdict stands beside it in words, in both drawings and beneath', () => {
    const map = connectionMapOf(sampleResult);
    const root = parseMarkup(htmlOfDrawing(map));
    const drawings = elementsOf(root, 'svg');
    expect(drawings).toHaveLength(2);
    for (const drawing of drawings) {
      expect(elementsOf(drawing, 'line').map(({ attributes }) => attributes.class)).toEqual(
        map.lines.map(({ standing }) => standing),
      );
      const texts = elementsOf(drawing, 'text').map(textOf);
      for (const { text } of map.lines) expect(texts.some((one) => one.endsWith(text))).toBe(true);
    }
    expect(elementsOf(root, 'li').map(textOf)).toContain(
      '✖ Macs to Microsoft Entra (registration): intercepted',
    );
  });

  it.each([WIDE, NARROW])(
    'given the $id layout, then nothing leaves the sheet, and no line crosses another',
    (layout) => {
      for (const { x, y } of Object.values(layout.nodes)) {
        expect(x - layout.box.width / 2).toBeGreaterThanOrEqual(0);
        expect(x + layout.box.width / 2).toBeLessThanOrEqual(layout.width);
        expect(y - layout.box.height / 2).toBeGreaterThanOrEqual(0);
        expect(y + layout.box.height / 2).toBeLessThanOrEqual(layout.height);
      }
      const { lines } = connectionMapOf(sampleResult);
      for (const one of lines) {
        for (const other of lines) {
          if ([other.from, other.to].some((end) => end === one.from || end === one.to)) continue;
          const isCrossed = cross(ends(one, layout), ends(other, layout));
          expect(isCrossed, `${one.from}-${one.to} and ${other.from}-${other.to}`).toBe(false);
        }
      }
    },
  );

  it.each([WIDE, NARROW])('given the $id layout, then no label covers another', (layout) => {
    const drawing = elementsOf(parseMarkup(htmlOfDrawing(connectionMapOf(sampleResult))), 'svg').find(
      ({ attributes }) => attributes.class === `map ${layout.id}`,
    );
    const groups = drawing === undefined ? [] : elementsOf(drawing, 'g');
    const boxes = groups.map((group) => {
      const [rect] = elementsOf(group, 'rect');
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => Number(rect?.attributes[key]));
      return { x: x ?? 0, y: y ?? 0, width: width ?? 0, height: height ?? 0, text: textOf(group) };
    });
    expect(boxes).toHaveLength(15);
    for (const [at, one] of boxes.entries()) {
      for (const other of boxes.slice(at + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        expect(apart, `${one.text} and ${other.text}`).toBe(true);
      }
    }
  });
});

function ends(
  { from, to }: { from: keyof DrawingLayout['nodes']; to: keyof DrawingLayout['nodes'] },
  { nodes }: DrawingLayout,
): [Point, Point] {
  return [nodes[from], nodes[to]];
}

function cross([a, b]: [Point, Point], [c, d]: [Point, Point]): boolean {
  const side = (p: Point, q: Point, r: Point): number =>
    Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
}
