import { readFile } from 'node:fs/promises';
import { Failure } from '../../errors/failure.ts';
import { visible } from '../../terminal/visible.ts';

const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/**
 * Reads the token that the platform wrote to `AZURE_FEDERATED_TOKEN_FILE`. Read anew for each sign-in: the platform
 * replaces it every hour or so.
 *
 * @throws Failure JI-E192
 */
export async function readFederatedToken(path: string): Promise<string> {
  const unusable = (why: string) =>
    new Failure({
      code: 'JI-E192',
      exit: 2,
      what: `The federated token file ${visible(path, 200)} cannot be used`,
      why,
      fix: ['Check AZURE_FEDERATED_TOKEN_FILE, and that the platform has written a token there'],
      field: 'azureFederatedTokenFile',
    });
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unusable(`It cannot be read (${error.code ?? 'unknown error'})`);
  });
  const token = text.trim();
  if (!JWT.test(token)) throw unusable('It holds no token');
  return token;
}
