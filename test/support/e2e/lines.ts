/** BEL to BS, VT, FF, SO to US, DEL and the C1 controls, ESC among them; without TAB, LF and CR. */
const isControl = (code: number): boolean =>
  code < 9 || code === 11 || code === 12 || (code > 13 && code < 32) || (code > 126 && code < 160);
/** The frames of a spinner. */
const isBraille = (code: number): boolean => code >= 0x28_00 && code <= 0x28_ff;

/** Every place of a raw terminal stream at which something that stands there already is drawn over. */
export function redrawsIn(bytes: string): readonly string[] {
  // A line ends with CR and LF in a terminal; a CR alone goes back to its beginning.
  const lines = bytes.replace(/\r+\n/gu, '\n');
  return [...lines].flatMap((character, at, all) => {
    const code = character.codePointAt(0) ?? 0;
    if (character !== '\r' && !isControl(code) && !isBraille(code)) return [];
    return [JSON.stringify(all.slice(Math.max(0, at - 30), at + 10).join(''))];
  });
}

/**
 * The lines of a stream as they are read out, with stand-ins for what is another at every run.
 * @param home the folder of this run, which is called HOME
 */
export function linesOf(bytes: string, home: string): string {
  return (
    bytes
      .replaceAll('\r', '')
      .replaceAll(home, 'HOME')
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu, 'ID')
      .replace(/localhost:\d+/gu, 'SERVER')
      .replace(/\b20\d\d-\d\d-\d\d( \d\d:\d\d UTC|T[\d:.]+Z)?/gu, (date) =>
        date.startsWith('2025-01') ? date : 'DATE',
      )
      .replace(/\b\d+ requests?, /gu, 'N requests, ')
      .replace(/\b\d+(\.\d+)? (ms|s|min)\b/gu, 'TIME')
      .replace(/\b\d+ days left/gu, 'N days left')
      .replace(/\b(less than a minute|\d+ minutes?) ago/gu, 'AGO')
      // On a busy computer some waits last long enough to be told of.
      .replace(/^wait: (.* so far|for .*, up to \d+ seconds?)\n/gmu, '')
      .replace(/^(wait: .*\n)\1+/gmu, '$1')
      .replace(/hint \S+/gu, 'hint HINT')
      .replace(/\b(removed?|secret) \S{3}…/gu, '$1 HINT…')
      .replace(/\(jamf-intune [0-9a-f]{8}\)/gu, '(jamf-intune KEY)')
  );
}
