import { Failure } from '../errors/failure.ts';
import { fileTrouble } from '../state/state-failures.ts';
import { visible } from '../terminal/visible.ts';

export function secretFileWide(path: string): Failure {
  const shown = visible(path);
  return new Failure({
    code: 'JI-P545',
    exit: 6,
    what: `Other users of this computer can read the secrets: ${shown}`,
    why: 'The file must have no rights for group and others. Whoever read it has the client secret.',
    fix: [
      `Close it: chmod 600 '${shown}'`,
      'If other people use this computer, delete the secret in Entra; then: jamf-intune setup  makes a new one',
    ],
  });
}

export function secretFileUnreadable(path: string): Failure {
  const shown = visible(path);
  return new Failure({
    code: 'JI-P546',
    exit: 6,
    what: `The file of secrets is damaged: ${shown}`,
    why: 'It is not the JSON that this program writes. The file was left as it is.',
    fix: [
      `Move it away: mv '${shown}' '${shown}.damaged'`,
      'Run `jamf-intune setup` again: it removes the lost secret in Entra and makes a new one',
    ],
  });
}

/** The system's own error; its message names a path and never a content. */
export function secretFileTrouble(path: string, error: unknown): Failure {
  return fileTrouble('keep the secret', path, error);
}
