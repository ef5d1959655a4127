import type { ReportedError } from '../../engine/reported.ts';
import type { Entry } from '../../findings/entry.ts';

export const EXPLAIN_SCHEMA = 'jamf-intune/explain@1';

/** The answer of `explain --json`: the book's entry, or why there is none. */
export type ExplainResult =
  | ({ readonly schema: typeof EXPLAIN_SCHEMA; readonly code: string } & Entry)
  | { readonly schema: typeof EXPLAIN_SCHEMA; readonly error: ReportedError };
