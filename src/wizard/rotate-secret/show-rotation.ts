import { SETUP_SCHEMA, type SetupResult } from '../../engine/result.ts';
import type { RotateSecretResult } from '../../engine/rotate-result.ts';
import { linesOfSecret, sentencesOfSecret } from '../../terminal/lines/secret.ts';
import { asDocument } from '../../terminal/render/render-json.ts';
import { sentencesOfResultError } from '../../terminal/words/plain-sentences.ts';
import type { Run } from '../run/run.ts';

/** Shows the answer: the document, the end of a run as `setup` has it, or how many days a secret has left. */
export async function showRotation(run: Run, result: RotateSecretResult): Promise<void> {
  const { screen, emit } = run;
  screen.live([]);
  const ended = endOfRun(result);
  if (screen.mode === 'json') {
    if (ended !== undefined) screen.err.print(sentencesOfResultError(ended));
    screen.out.write(`${asDocument(result)}\n`);
  } else if (ended !== undefined) emit({ type: 'finished', result: ended });
  else if (screen.mode === 'plain') screen.out.print(sentencesOfSecret(result));
  else screen.out.print(linesOfSecret(result, screen.out.look()));
}

/** The same end in `setup`'s form; undefined when the run was a look at the days alone. */
function endOfRun({
  status,
  secret: _secret,
  rotation: _rotation,
  ...rest
}: RotateSecretResult): SetupResult | undefined {
  switch (status) {
    case 'valid':
    case 'expiring':
    case 'not-due':
      return undefined;
    default:
      return { ...rest, schema: SETUP_SCHEMA, status, connection: 'conditional-access' };
  }
}
