import { bytesOf, type Source } from './source.ts';

/** One line of a file. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without its end and without a byte order mark; absent for a line that is too long. */
  readonly bytes?: Uint8Array | undefined;
  /** Bytes of the file up to its end. */
  readonly end: number;
}

const NEW_LINE = 10;
const RETURN = 13;
const MARK = [0xef, 0xbb, 0xbf];

const hasMark = (bytes: Uint8Array): boolean => MARK.every((byte, index) => bytes[index] === byte);

/** Puts pieces of a line together, up to a limit. */
function lineParts(maxBytes: number) {
  let parts: Uint8Array[] = [];
  let length = 0;
  return {
    add(part: Uint8Array): void {
      length += part.length;
      // What is too long is counted and not kept: it may be all of the file.
      if (length > maxBytes) parts = [];
      else parts.push(part);
    },
    isEmpty: () => length === 0,
    take(): Uint8Array | undefined {
      const whole = length > maxBytes ? undefined : joined(parts, length);
      parts = [];
      length = 0;
      return whole;
    },
  };
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Without the mark at the beginning of a file and the carriage return at the end of a line. */
function trimmed(bytes: Uint8Array | undefined, number: number): Uint8Array | undefined {
  if (bytes === undefined) return undefined;
  const start = number === 1 && hasMark(bytes) ? MARK.length : 0;
  const end = bytes[bytes.length - 1] === RETURN ? bytes.length - 1 : bytes.length;
  return bytes.subarray(start, Math.max(start, end));
}

/**
 * Cuts a file into lines, a list for each piece that comes. Memory is bounded by `maxBytes` and the piece.
 *
 * @param maxBytes - a longer line comes without its bytes
 */
export async function* readLines(source: Source, maxBytes: number): AsyncGenerator<readonly Line[]> {
  const parts = lineParts(maxBytes);
  let number = 0;
  let end = 0;
  const take = (): Line => {
    number += 1;
    return { number, bytes: trimmed(parts.take(), number), end };
  };
  for await (const piece of bytesOf(source)) {
    const lines: Line[] = [];
    let start = 0;
    for (let at = piece.indexOf(NEW_LINE); at !== -1; at = piece.indexOf(NEW_LINE, start)) {
      parts.add(piece.subarray(start, at));
      end += at + 1 - start;
      start = at + 1;
      lines.push(take());
    }
    if (start < piece.length) {
      // A copy: who hands pieces in may use their memory again.
      parts.add(piece.slice(start));
      end += piece.length - start;
    }
    if (lines.length > 0) yield lines;
  }
  if (!parts.isEmpty()) yield [take()];
}
