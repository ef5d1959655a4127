import { CONNECTION_INPUTS } from './connection-inputs.ts';
import { DISCONNECT_INPUTS } from './disconnect-inputs.ts';
import { DOCTOR_INPUTS } from './doctor-inputs.ts';
import type { Input } from './input.ts';
import { ROTATE_SECRET_INPUTS } from './rotate-secret-inputs.ts';
import { RUN_INPUTS } from './run-inputs.ts';
import { SIGN_IN_INPUTS } from './sign-in-inputs.ts';

/**
 * Every input once. Options, questions, the answers file, `.env.example`, `docs/inputs.md` and every message about a
 * bad or missing value come from here. Plain data: `--help` loads it and nothing else of this room.
 */
export const CATALOGUE: readonly Input[] = [
  ...CONNECTION_INPUTS,
  ...SIGN_IN_INPUTS,
  ...ROTATE_SECRET_INPUTS,
  ...DOCTOR_INPUTS,
  ...DISCONNECT_INPUTS,
  ...RUN_INPUTS,
];

/** The inputs that a command takes. */
export function inputsOf(command: string): readonly Input[] {
  return CATALOGUE.filter((input) => input.commands.includes(command));
}
