/** A file as it comes: pieces of any length, as text or as UTF-8. A read stream of Node is one, a string is one piece. */
export type Source = string | Uint8Array | Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

const utf8 = new TextEncoder();

/** The pieces as bytes. */
export async function* bytesOf(source: Source): AsyncGenerator<Uint8Array> {
  const pieces = typeof source === 'string' || source instanceof Uint8Array ? [source] : source;
  for await (const piece of pieces) yield typeof piece === 'string' ? utf8.encode(piece) : piece;
}
