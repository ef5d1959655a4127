import type { ExitCode } from '../errors/failure.ts';

/** Takes the exit code of the command that ran. */
export type Finish = (code: ExitCode) => void;
