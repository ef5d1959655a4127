/** What an answer's body looks like to us: pieces of decoded bytes. */
export type BodyPieces = AsyncIterable<Uint8Array>;

/** The code with which a body that is larger than allowed ends. */
const TOO_LARGE = 'E_TOO_LARGE';

/**
 * Reads a whole body into memory. What is counted are the decoded bytes, so that a small compressed answer cannot
 * grow without limit; reading stops, and the connection with it, at the first byte too many.
 */
export async function readBounded(
  body: BodyPieces | null,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body ?? []) {
    size += piece.byteLength;
    if (size > maxBytes) throw Object.assign(new Error(TOO_LARGE), { code: TOO_LARGE });
    pieces.push(piece);
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}
