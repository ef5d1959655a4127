import { setTimeout as wait } from 'node:timers/promises';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const COLUMNS = 80;
const ROWS = 120;
const PATIENCE_MS = 60_000;

/** Runs a program in a pseudo-terminal whose screen can be read cell by cell, with its colours. */
export function openTerminal(file, args, { env, cwd }) {
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, scrollback: 500, allowProposedApi: true });
  const pty = spawn(file, args, { cols: COLUMNS, rows: ROWS, name: 'xterm-256color', cwd, env });
  let last = Promise.resolve();
  pty.onData((data) => {
    last = new Promise((shown) => terminal.write(data, shown));
  });
  let over = false;
  const ended = new Promise((resolve) => {
    pty.onExit(async () => {
      over = true;
      await last;
      resolve();
    });
  });

  const rows = () => {
    const { active } = terminal.buffer;
    const lines = Array.from({ length: active.length }, (_, at) => runsOf(active.getLine(at)));
    while (lines.length > 0 && textOf(lines.at(-1)) === '') lines.pop();
    return lines;
  };
  const shows = (text) => rows().some((row) => textOf(row).includes(text));

  async function saw(text) {
    for (let waited = 0; !shows(text); waited += 50) {
      if (over || waited > PATIENCE_MS)
        throw new Error(`"${text}" never came:\n${rows().map(textOf).join('\n')}`);
      await wait(50);
    }
  }

  return {
    saw,
    ended,
    /** Types one answer; its line end goes with it. */
    type: (text) => pty.write(`${text}\r`),
    /** The rows from the first that holds this text. */
    rowsFrom(text) {
      const all = rows();
      const at = all.findIndex((row) => textOf(row).includes(text));
      if (at < 0) throw new Error(`no row has "${text}":\n${all.map(textOf).join('\n')}`);
      return all.slice(at);
    },
    async end() {
      if (!over) pty.write('\u0003');
      await ended;
    },
  };
}

/** A row as runs of cells that look alike: where each begins, how wide it is, its text and its look. */
function runsOf(line) {
  const runs = [];
  for (let column = 0; column < line.length; column += 1) {
    const cell = line.getCell(column);
    if (cell.getWidth() === 0) continue;
    const look = lookOf(cell);
    const text = cell.getChars() || ' ';
    const before = runs.at(-1);
    if (before !== undefined && sameLook(before.look, look)) {
      before.text += text;
      before.width += cell.getWidth();
    } else runs.push({ column, width: cell.getWidth(), text, look });
  }
  return runs;
}

function lookOf(cell) {
  const colour = cell.isFgPalette() ? cell.getFgColor() : undefined;
  return { colour, bold: cell.isBold() !== 0, dim: cell.isDim() !== 0, underline: cell.isUnderline() !== 0 };
}

const sameLook = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const textOf = (row) =>
  row
    .map(({ text }) => text)
    .join('')
    .trimEnd();
