interface CommandOptions {
  /** Goes to the command's standard input, which is then closed. The way for secrets: argv is public. */
  readonly stdin?: string;
  /** Collect standard output. Off for commands that leave a child behind which would hold it open (xclip, wl-copy). */
  readonly capture?: boolean;
}

export type CommandResult =
  /** There is no such command. */
  | { readonly kind: 'missing' }
  /** It ended; `code` is null when a signal or the deadline ended it. */
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string };

/** Runs a small program of the operating system. Never rejects. */
export type CommandRunner = (
  command: string,
  args: readonly string[],
  options?: CommandOptions,
) => Promise<CommandResult>;

const LONGEST_OUTPUT = 1_000_000;

/**
 * @param env the whole environment of the children: hand in a clean one, without secrets
 * @param deadlineMs after which a command is killed
 */
export function createCommandRunner(
  env: Readonly<Record<string, string | undefined>>,
  deadlineMs = 5_000,
): CommandRunner {
  return async (command, args, { stdin = '', capture = false } = {}) => {
    // Most runs start no command, and this module of Node's takes as long to load as our own start.
    const { spawn } = await import('node:child_process');
    return new Promise((resolve) => {
      const child = spawn(command, [...args], {
        env: { ...env },
        stdio: ['pipe', capture ? 'pipe' : 'ignore', 'ignore'],
        timeout: deadlineMs,
        killSignal: 'SIGKILL',
        windowsHide: true,
      });
      let stdout = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => {
        if (stdout.length < LONGEST_OUTPUT) stdout += text;
      });
      child.on('error', () => resolve({ kind: 'missing' }));
      // With a captured output 'close' is the moment when all of it has come; without, 'exit' is the end.
      child.on(capture ? 'close' : 'exit', (code) => resolve({ kind: 'ended', code, stdout }));
      // A command that ends before it has read everything makes the pipe fail; its exit code tells the story.
      child.stdin?.on('error', () => undefined).end(stdin);
    });
  };
}
