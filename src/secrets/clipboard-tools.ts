/** One call of a program; the text it copies goes to its standard input, never into the arguments. */
interface ToolCall {
  readonly command: string;
  readonly args: readonly string[];
}

/** A way to the clipboard that an operating system brings along or that people install. */
export interface ClipboardTool {
  readonly name: string;
  readonly copy: ToolCall;
  /** Prints what is on the clipboard. */
  readonly read: ToolCall;
  /** Empties it; standard input is empty. */
  readonly clear: ToolCall;
}

const call = (command: string, ...args: string[]): ToolCall => ({ command, args });

const PBCOPY: ClipboardTool = {
  name: 'pbcopy',
  copy: call('pbcopy'),
  read: call('pbpaste'),
  clear: call('pbcopy'),
};

const CLIP: ClipboardTool = {
  name: 'clip.exe',
  copy: call('clip.exe'),
  read: call('powershell.exe', '-NoProfile', '-NonInteractive', '-Command', 'Get-Clipboard -Raw'),
  clear: call('clip.exe'),
};

const WL_COPY: ClipboardTool = {
  name: 'wl-copy',
  copy: call('wl-copy'),
  read: call('wl-paste', '--no-newline'),
  clear: call('wl-copy', '--clear'),
};

const XCLIP: ClipboardTool = {
  name: 'xclip',
  copy: call('xclip', '-selection', 'clipboard', '-in'),
  read: call('xclip', '-selection', 'clipboard', '-out'),
  clear: call('xclip', '-selection', 'clipboard', '-in'),
};

const XSEL: ClipboardTool = {
  name: 'xsel',
  copy: call('xsel', '--clipboard', '--input'),
  read: call('xsel', '--clipboard', '--output'),
  clear: call('xsel', '--clipboard', '--clear'),
};

/**
 * The tools worth trying here, best first. Without a screen (SSH) Linux has none: a tool would wait for a display,
 * or fill a clipboard that nobody sees.
 */
export function clipboardTools(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): readonly ClipboardTool[] {
  if (platform === 'darwin') return [PBCOPY];
  if (platform === 'win32') return [CLIP];
  return [
    ...(env.WAYLAND_DISPLAY ? [WL_COPY] : []),
    ...(env.DISPLAY ? [XCLIP, XSEL] : []),
    ...(env.WSL_DISTRO_NAME ? [CLIP] : []),
  ];
}
