import { cutToWidth, displayWidth } from './display-width.ts';
import type { TerminalOutput } from './screen.ts';

/** The few lines at the bottom of the screen that are redrawn; what is finished is printed above them. */
export interface LiveRegion {
  /** Uncoloured lines; each is cut to one row, so that erasing them is exact. No lines: nothing is shown. */
  show(lines: readonly string[]): void;
  /** Takes the lines off the screen and keeps them for `redraw`. */
  erase(): void;
  redraw(): void;
}

const CLEAR_ROW = '\r\u001b[2K';
const ROW_UP = '\u001b[1A';

/**
 * @param output the terminal to draw on; nothing is drawn where it is none
 * @param paint colours a whole line
 */
export function createLiveRegion(output: TerminalOutput, paint: (line: string) => string): LiveRegion {
  let wanted: readonly string[] = [];
  let drawn: readonly string[] = [];

  function erase(): void {
    if (drawn.length === 0) return;
    // A terminal made narrower has wrapped what was drawn: its rows are counted at the width of now.
    const columns = columnsOf(output);
    const rows = drawn.reduce((sum, line) => sum + Math.max(1, Math.ceil(displayWidth(line) / columns)), 0);
    output.write(CLEAR_ROW + `${ROW_UP}${CLEAR_ROW}`.repeat(rows - 1));
    drawn = [];
  }

  function redraw(): void {
    const room = columnsOf(output) - 1;
    const lines = wanted.map((line) => cutToWidth(line, room));
    if (lines.join('\n') === drawn.join('\n')) return;
    erase();
    output.write(lines.map(paint).join('\n'));
    drawn = lines;
  }

  return {
    show(lines) {
      if (output.isTTY !== true) return;
      wanted = lines;
      redraw();
    },
    erase,
    redraw,
  };
}

function columnsOf(output: TerminalOutput): number {
  return output.columns !== undefined && output.columns > 0 ? output.columns : 80;
}
