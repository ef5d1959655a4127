import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Failure } from '../../errors/failure.ts';
import { Secret } from '../../secrets/secret.ts';
import { visible } from '../../terminal/visible.ts';

/** A certificate and its key, as MSAL takes them. */
export interface ClientCertificate {
  /** SHA-256 of the certificate, 64 hex digits. */
  readonly thumbprint: string;
  readonly privateKey: Secret;
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/;
const KEY = /-----BEGIN (?:RSA |EC )?PRIVATE KEY-----[\s\S]+?-----END (?:RSA |EC )?PRIVATE KEY-----/;

function unusable(path: string, why: string): Failure {
  return new Failure({
    code: 'JI-E191',
    exit: 2,
    what: `The client certificate ${visible(path, 200)} cannot be used`,
    why,
    fix: [
      'Give a PEM file that holds the certificate and its unencrypted private key',
      'From a .pfx file: openssl pkcs12 -in client.pfx -nodes -out client.pem',
    ],
    field: 'azureClientCertificatePath',
  });
}

/**
 * Takes certificate and key out of the text of a PEM file, in whatever order they stand.
 *
 * @throws Failure JI-E191 that says which of the two is missing or broken; never quotes the file
 */
export function parseClientCertificate(pem: string, path: string): ClientCertificate {
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(pem)) {
    throw unusable(path, 'Its private key is encrypted');
  }
  const certificate = CERTIFICATE.exec(pem)?.[0];
  if (certificate === undefined) throw unusable(path, 'It holds no certificate');
  const key = KEY.exec(pem)?.[0];
  if (key === undefined) throw unusable(path, 'It holds no private key');
  try {
    const parsed = new X509Certificate(certificate);
    const privateKey = createPrivateKey(key);
    // MSAL signs the assertion as PS256 and fails without a word on any other key.
    if (privateKey.asymmetricKeyType !== 'rsa') throw unusable(path, 'Its key is not an RSA key');
    if (!parsed.checkPrivateKey(privateKey)) {
      throw unusable(path, 'Its private key does not belong to its certificate');
    }
    return { thumbprint: parsed.fingerprint256.replaceAll(':', ''), privateKey: new Secret(key) };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw unusable(path, 'Its certificate or its private key is damaged');
  }
}

/** Reads the PEM file named by `AZURE_CLIENT_CERTIFICATE_PATH`. */
export async function readClientCertificate(path: string): Promise<ClientCertificate> {
  const pem = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw unusable(path, `It cannot be read (${error.code ?? 'unknown error'})`);
  });
  return parseClientCertificate(pem, path);
}
