/** Longest line, in UTF-16 code units: an entry has less than a hundredth of it. */
const MAX_LINE = 1_048_576;

/** Text in pieces of any size, as streams give it. */
export type TextChunks = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** The text was no UTF-8, or had a line without an end. */
export class UnreadableLine extends Error {}

/**
 * The lines of a text, without their line feeds; what stands after the last line feed is a line too.
 *
 * @throws UnreadableLine
 */
export async function* textLines(chunks: TextChunks): AsyncGenerator<string> {
  // A byte order mark is not dropped: it is no part of what was exported.
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const decode = (bytes?: Uint8Array): string => {
    try {
      return decoder.decode(bytes, { stream: bytes !== undefined });
    } catch (cause) {
      throw new UnreadableLine('no UTF-8', { cause });
    }
  };
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + (typeof chunk === 'string' ? chunk : decode(chunk))).split('\n');
    rest = lines.pop() as string;
    if (rest.length > MAX_LINE) throw new UnreadableLine('a line is too long');
    yield* lines;
  }
  rest += decode();
  if (rest !== '') yield rest;
}
