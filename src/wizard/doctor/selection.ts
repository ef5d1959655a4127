import type { CheckRoom } from '../../engine/doctor-result.ts';

/** What `--only` and `--skip` leave to be looked at. */
export interface Selection {
  /** Whether a step or check is looked at. */
  includes(subject: { readonly id: string; readonly room: CheckRoom }): boolean;
  /** Whether a finding is told: `--only` and `--skip` take codes too. */
  tells(code: string): boolean;
}

const CODE = /^JI-[A-Z]\d{3}$/i;

/** Reads rooms, ids of steps and checks, and codes. A code alone selects no room, so everything is looked at for it. */
export function selectionOf(only: readonly string[], skip: readonly string[]): Selection {
  const codes = (names: readonly string[]) =>
    names.filter((name) => CODE.test(name)).map((name) => name.toUpperCase());
  const subjects = (names: readonly string[]) =>
    names.filter((name) => !CODE.test(name)).map((name) => name.toLowerCase());
  const [onlyCodes, onlySubjects] = [codes(only), subjects(only)];
  const [skipCodes, skipSubjects] = [codes(skip), subjects(skip)];
  return {
    includes: ({ id, room }) => {
      const named = (names: readonly string[]) => names.includes(id) || names.includes(room);
      return (onlySubjects.length === 0 || named(onlySubjects)) && !named(skipSubjects);
    },
    tells: (code) => (onlyCodes.length === 0 || onlyCodes.includes(code)) && !skipCodes.includes(code),
  };
}

/** Names that select nothing: the person mistyped one. */
export function unknownNames(
  names: readonly string[],
  known: readonly string[],
  codes: readonly string[],
): readonly string[] {
  return names.filter((name) => !known.includes(name.toLowerCase()) && !codes.includes(name.toUpperCase()));
}
