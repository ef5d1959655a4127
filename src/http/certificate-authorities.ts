import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import tls from 'node:tls';
import { Failure } from '../errors/failure.ts';
import { visible } from '../terminal/visible.ts';
import type { Environment } from './proxy.ts';

export interface TrustSources {
  readonly env: Environment;
  /** PEM texts to trust beside the rest: the sandbox's own authority. */
  readonly extraCa?: readonly string[];
  /** The file given with `--ca`. */
  readonly caFile?: string;
}

/** The part of `node:tls` that knows the roots; Node 22.19 and later also know `--use-system-ca`. */
interface RootSource {
  readonly rootCertificates: readonly string[];
  readonly getCACertificates?: (type: 'default') => readonly string[];
}

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

function unusable(file: string, givenBy: string, why: string, fix: readonly string[]): Failure {
  return new Failure({
    code: 'JI-P507',
    exit: 2,
    what: `The certificate file ${visible(file)} (${givenBy}) cannot be used`,
    why,
    fix,
    ...(givenBy === '--ca' ? { field: 'ca' } : {}),
  });
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  if (code === 'ENOENT') return 'There is no such file.';
  if (code === 'EACCES') return 'It may not be read by this user.';
  if (code === 'EISDIR') return 'It is a folder.';
  return `It cannot be read (${code}).`;
}

/** Every certificate in a PEM text, each one checked; the Failure names the file and what gave it. */
function certificatesIn(pem: string, file: string, givenBy: string): readonly string[] {
  const certificates = pem.match(PEM_CERTIFICATE) ?? [];
  const convert = `openssl x509 -inform der -in "${visible(file)}" -out ca.pem`;
  if (certificates.length === 0) {
    throw unusable(file, givenBy, 'It holds no PEM certificate (-----BEGIN CERTIFICATE-----).', [convert]);
  }
  for (const [index, certificate] of certificates.entries()) {
    try {
      new X509Certificate(certificate);
    } catch {
      const which = `Certificate ${index + 1} of ${certificates.length} in it is damaged.`;
      throw unusable(file, givenBy, which, ['export the certificate again, as PEM (Base-64)']);
    }
  }
  return certificates;
}

async function readAuthorityFile(file: string, givenBy: string): Promise<readonly string[]> {
  let pem: string;
  try {
    pem = await readFile(file, 'utf8');
  } catch (error) {
    throw unusable(file, givenBy, reasonOf(error), [`ls -l "${visible(file)}"`]);
  }
  return certificatesIn(pem, file, givenBy);
}

/** The roots that Node trusts by itself. */
export function builtInAuthorities(source: RootSource = tls): readonly string[] {
  return source.getCACertificates?.('default') ?? source.rootCertificates;
}

/**
 * Everything that is trusted: an explicit `ca` replaces Node's own roots and NODE_EXTRA_CA_CERTS, so they are all
 * put together here (reliability.md §4).
 * @throws Failure JI-P507 when a file is unreadable or holds no certificate
 */
export async function trustedAuthorities(sources: TrustSources): Promise<readonly string[]> {
  const { env, extraCa = [], caFile } = sources;
  const fromEnvironment = env.NODE_EXTRA_CA_CERTS;
  return [
    ...builtInAuthorities(),
    ...(fromEnvironment ? await readAuthorityFile(fromEnvironment, 'NODE_EXTRA_CA_CERTS') : []),
    ...(caFile === undefined ? [] : await readAuthorityFile(caFile, '--ca')),
    ...extraCa,
  ];
}
