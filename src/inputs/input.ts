/**
 * What an input is. One definition drives the option, the question, the answers file, `.env.example`, the tables of
 * the README, the message of a bad value, and the list of what is missing (inputs/catalogue.ts). Plain data: the help
 * loads it, so it must not load zod; `inputs/schema.ts` makes the zod schema of a kind when a value is read.
 */
export type InputKind =
  | { readonly type: 'text'; readonly maxLength: number }
  | { readonly type: 'choice'; readonly of: readonly string[] }
  | { readonly type: 'integer'; readonly min: number; readonly max: number }
  | { readonly type: 'guid' }
  | { readonly type: 'tenant' }
  | { readonly type: 'jamf-url' }
  | { readonly type: 'group' }
  | { readonly type: 'step' }
  | { readonly type: 'profile' }
  | { readonly type: 'path' }
  | { readonly type: 'switch' };

export type InputGroup =
  | 'Connection'
  | 'Microsoft'
  | 'Jamf Pro'
  | 'Plan'
  | 'Examination'
  | 'Rotation'
  | 'Running unattended'
  | 'Output'
  | 'Network'
  | 'Sandbox';

export interface Input {
  /** Its name in the answers file and in the code: `secretMonths`. */
  readonly key: string;
  /** The option as commander writes it: `--secret-months <n>`. Absent for values that no flag may take (secrets). */
  readonly flag?: string;
  /** Environment variables, first one wins: `JAMF_INTUNE_SECRET_MONTHS`. */
  readonly variables: readonly string[];
  readonly kind: InputKind;
  readonly group: InputGroup;
  /** One line for the help. */
  readonly help: string;
  /** The question when it is missing on a terminal; inputs without one are never asked for. */
  readonly question?: string;
  readonly default?: string | number | boolean;
  /** May be given several times (`--include-group A --include-group B`). */
  readonly repeatable?: true;
  /** Never in argv, state, logs or the answers file. */
  readonly secret?: true;
  /** May stand in the answers file. */
  readonly inAnswersFile?: true;
  /** In the sandbox only a flag comes before the sandbox's own value: what `.env` says about real services stays out. */
  readonly sandboxDecides?: true;
  /** Without it the command cannot run unattended. */
  readonly required?: true;
  /** What a bad value should be replaced by, for the error: `a whole number from 1 to 24`. */
  readonly expected: string;
  readonly commands: readonly string[];
}
