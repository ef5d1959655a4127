/** The code that Node gave an error, walking its causes: HTTP/2 hides the real one behind a cancelled stream (network.md §7.1). */
export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN';
  const inner = error.cause === undefined ? 'UNKNOWN' : codeOf(error.cause);
  if (inner !== 'UNKNOWN') return inner;
  return 'code' in error ? String(error.code) : 'UNKNOWN';
}
