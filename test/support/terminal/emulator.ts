import xterm from '@xterm/headless';

/** What a person would see after these bytes: the rows of the screen and what scrolled off, without trailing blanks. */
export async function screenAfter(bytes: string, columns: number, rows = 40): Promise<string> {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    scrollback: 500,
    allowProposedApi: true,
    convertEol: true,
  });
  await new Promise<void>((resolve) => terminal.write(bytes, resolve));
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let at = 0; at < active.length; at += 1) {
    lines.push(active.getLine(at)?.translateToString(true).trimEnd() ?? '');
  }
  terminal.dispose();
  return lines.join('\n').trimEnd();
}
