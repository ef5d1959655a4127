/** Flags about the screen, as the command line gave them. */
export interface ScreenFlags {
  readonly plain: boolean;
  readonly json: boolean;
  readonly noInput: boolean;
  /** `--color` is true, `--no-color` false, neither undefined. */
  readonly colour: boolean | undefined;
}

export type Mode = 'terminal' | 'plain' | 'json';

export interface ModeQuestion {
  readonly flags: ScreenFlags;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminals: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean };
}

export interface ModeDecision {
  readonly mode: Mode;
  /** False: whatever is missing is named instead of asked for. */
  readonly canPrompt: boolean;
}

/**
 * How the run is shown, and whether a person can be asked. Decided here because inquirer draws its prompts into a pipe
 * without a word (reliability.md §3.4). Output that is no terminal is plain too: a log holds no right margin.
 */
export function decideMode({ flags, env, terminals }: ModeQuestion): ModeDecision {
  const dumb = env.TERM === 'dumb';
  const asked = flags.plain || isOn(env.JAMF_INTUNE_PLAIN) || isOn(env.ACCESSIBLE) || isOn(env.CI);
  const fit = terminals.stdout && terminals.stderr && !dumb;
  const mode = flags.json ? 'json' : asked || !fit ? 'plain' : 'terminal';
  const canPrompt = terminals.stdin && terminals.stderr && !dumb && !flags.noInput && !flags.json;
  return { mode, canPrompt };
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase());
}
