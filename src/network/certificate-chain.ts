import { X509Certificate } from 'node:crypto';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';

/** Which roots vouch for a certificate. `private`: this computer trusts it, and no public list does. */
export type Anchor = 'public' | 'apple' | 'private' | 'none';

/** What a server showed of itself, judged by name and signature. */
export interface Certificates {
  readonly anchor: Anchor;
  /** Node's verification error, or null. */
  readonly error: string | null;
  /** Organization of the issuer of the server's certificate. */
  readonly issuerOrganization: string | null;
  /** The issuer for people: its common name, else its organization. */
  readonly issuer: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Certificates by the name of their subject. */
export type RootIndex = ReadonlyMap<string, readonly X509Certificate[]>;

/** Reads PEM roots. The index of Node's 144 takes some milliseconds, so it is made once a run. */
export function indexRoots(pems: readonly string[]): RootIndex {
  const index = new Map<string, X509Certificate[]>();
  for (const pem of pems) {
    const root = new X509Certificate(pem);
    index.set(root.subject, [...(index.get(root.subject) ?? []), root]);
  }
  return index;
}

export interface KnownRoots {
  readonly bundled: RootIndex;
  readonly apple: RootIndex;
}

/** Reads what `socket` was shown. It must have been opened with `rejectUnauthorized: false`. */
export function readCertificates(socket: TLSSocket, roots: KnownRoots): Certificates {
  const leaf = socket.getPeerCertificate(true);
  const error = errorOf(socket);
  const chain = chainOf(leaf);
  return {
    anchor: error === null ? anchorOf(chain, roots) : 'none',
    error,
    issuerOrganization: first(leaf.issuer?.O),
    issuer: first(leaf.issuer?.CN) ?? first(leaf.issuer?.O),
    validFrom: leaf.valid_from ?? null,
    validTo: leaf.valid_to ?? null,
  };
}

function errorOf(socket: TLSSocket): string | null {
  if (socket.authorized) return null;
  // Typed as an Error, and a string for every verification error (Node's documentation agrees with neither alone).
  const error: unknown = socket.authorizationError;
  if (typeof error === 'string') return error;
  if (error instanceof Error && 'code' in error) return String(error.code);
  return 'UNVERIFIED';
}

/** A name may hold an attribute twice; Node then gives a list, whatever its types say. */
function first(value: string | readonly string[] | undefined): string | null {
  return (typeof value === 'string' ? value : value?.[0]) ?? null;
}

function chainOf(leaf: DetailedPeerCertificate): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  const seen = new Set<string>();
  let next: DetailedPeerCertificate | undefined = leaf;
  // A root names itself as its issuer, and an unverified chain may lack its root.
  while (next?.raw !== undefined && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256);
    chain.push(new X509Certificate(next.raw));
    next = next.issuerCertificate;
  }
  return chain;
}

/**
 * Finds out who vouches for a verified chain. The chain is followed by signature, and the first root whose key
 * signed a link of it counts: what servers send on top is often cross-signed by one that Node does not ship
 * (network.md §6, §7.4).
 */
function anchorOf(chain: readonly X509Certificate[], roots: KnownRoots): Anchor {
  for (const [position, certificate] of chain.entries()) {
    const below = chain[position - 1];
    if (below !== undefined && !below.verify(certificate.publicKey)) break;
    if (leadsTo(roots.bundled, certificate)) return 'public';
    if (leadsTo(roots.apple, certificate)) return 'apple';
  }
  return 'private';
}

function leadsTo(roots: RootIndex, certificate: X509Certificate): boolean {
  const issuers = roots.get(certificate.issuer) ?? [];
  return issuers.some((root) => certificate.verify(root.publicKey));
}
