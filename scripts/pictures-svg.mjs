const CELL = 8.4;
const LINE = 19;
const MARGIN = 18;
const COLUMNS = 80;
const FONT =
  "ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";

/** The colours of GitHub's own light and dark pages, for the 16 of a terminal. */
export const THEMES = {
  light: {
    page: '#ffffff',
    edge: '#d1d9e0',
    text: '#1f2328',
    quiet: '#59636e',
    palette: ['#1f2328', '#cf222e', '#116329', '#7d4e00', '#0550ae', '#8250df', '#1b7c83', '#59636e'],
  },
  dark: {
    page: '#0d1117',
    edge: '#3d444d',
    text: '#f0f6fc',
    quiet: '#9198a1',
    palette: ['#b1bac4', '#ff7b72', '#3fb950', '#d29922', '#79c0ff', '#d2a8ff', '#56d4dd', '#9198a1'],
  },
};

/** Draws rows of a terminal as SVG text: it can be read aloud, searched and scaled. */
export function renderSvg({ prompt, rows, title, theme }) {
  const first = prompt === undefined ? [] : [promptRow(prompt), []];
  const lines = [...first, ...rows];
  const width = Math.ceil(COLUMNS * CELL + 2 * MARGIN);
  const height = Math.ceil(lines.length * LINE + 2 * MARGIN);
  const text = lines.flatMap((row, at) => row.flatMap((run) => drawRun(run, at, theme)));
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${theme.page}" stroke="${theme.edge}"/>`,
    `<g font-family="${FONT}" font-size="14" fill="${theme.text}">`,
    ...text,
    '</g>',
    '</svg>',
  ].join('\n')}\n`;
}

function promptRow(command) {
  return [
    { column: 0, width: 1, text: '$', look: { colour: 2, bold: false, dim: false, underline: false } },
    {
      column: 2,
      width: command.length,
      text: command,
      look: { colour: undefined, bold: true, dim: false, underline: false },
    },
  ];
}

/**
 * Words that stand together become one text, gaps of two cells or more part them. Each says how wide it is, so that
 * columns stay columns in whatever font the reader has.
 */
function drawRun({ column, width, text, look }, row, theme) {
  const wide = width > text.length ? width / text.length : 1;
  return [...text.matchAll(/\S+( \S+)*/gu)].map(({ 0: words, index }) => {
    const x = (MARGIN + (column + index * wide) * CELL).toFixed(1);
    const y = (MARGIN + row * LINE + 14).toFixed(1);
    const colour = colourOf(look, theme);
    const style = [
      // A mark that stands alone keeps the shape that its font gives it.
      ...(words.length === 1
        ? []
        : [`textLength="${(words.length * wide * CELL).toFixed(1)}" lengthAdjust="spacingAndGlyphs"`]),
      ...(colour === undefined ? [] : [`fill="${colour}"`]),
      ...(look.bold ? ['font-weight="600"'] : []),
      ...(look.underline ? ['text-decoration="underline"'] : []),
    ].join(' ');
    return `<text x="${x}" y="${y}" ${style}>${escaped(words)}</text>`;
  });
}

function colourOf({ colour, dim }, { palette, quiet }) {
  if (dim) return quiet;
  return colour === undefined ? undefined : palette[colour % 8];
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
