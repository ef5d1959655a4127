/** What each exit code means; promised in the help and in the README. */
export const EXIT_CODES: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'done, or nothing to do'],
  ['1', 'a step failed'],
  ['2', 'usage, or an input is missing or cannot be used'],
  ['3', 'doctor found problems, or the secret has too few days left'],
  ['4', 'sign-in or permission'],
  ['5', 'waiting for a person; run it again to go on'],
  ['6', 'the state file is locked or cannot be used'],
  ['7', 'declined at a question'],
  ['130, 143', 'interrupted; run it again to go on'],
];
