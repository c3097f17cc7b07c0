import { readFile } from 'node:fs/promises';
import { type ObjectNode, parse, type StringNode, type ValueNode } from '@humanwhocodes/momoa';
import { placeFinder } from '@localert/icu/lint';
import { FileUnreadableError } from './errors.ts';
import { fileName } from './file-name.ts';
import { reasonOf } from './write-file.ts';

/** Largest file of texts, in bytes. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** A place in a file. */
export interface FilePlace {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 code units. */
  readonly column: number;
  /** Of the end; the same line. */
  readonly endColumn?: number | undefined;
}

/** A text in a document. */
export interface DocumentText {
  readonly text: string;
  /** Offsets of the literal, its quotes included. */
  readonly start: number;
  readonly end: number;
}

/** A JSON file, with the places of what stands in it. */
export interface JsonDocument {
  /** Absolute. */
  readonly path: string;
  /** As messages name it. */
  readonly file: string;
  readonly source: string;
  readonly json: unknown;
  /** The text at a path of keys; `undefined` where there is none. */
  textAt(keys: readonly string[]): DocumentText | undefined;
  /** The text of a message: under its key, or under the key as a path, or inside what stands there. */
  messageAt(key: string, message: string): DocumentText | undefined;
  /** The place of whatever is nearest to a path of keys. */
  nearest(keys: readonly string[]): FilePlace;
  /** The place of a stretch of a text: offsets in the text as it is meant, without escapes. */
  placeIn(text: DocumentText, offset: number, length?: number): FilePlace;
}

const isObject = (node: ValueNode | undefined): node is ObjectNode => node?.type === 'Object';
const isString = (node: ValueNode | undefined): node is StringNode => node?.type === 'String';

/** Finds values by key; the last one of a key counts, as for `JSON.parse`. */
function memberFinder() {
  const indexes = new WeakMap<ObjectNode, ReadonlyMap<string, ValueNode>>();
  return (node: ValueNode | undefined, key: string): ValueNode | undefined => {
    if (!isObject(node)) return undefined;
    let index = indexes.get(node);
    if (index === undefined) {
      // JSON has no names but texts.
      index = new Map(node.members.map(({ name, value }) => [(name as StringNode).value, value]));
      indexes.set(node, index);
    }
    return index.get(key);
  };
}

const textOf = (node: ValueNode | undefined): DocumentText | undefined =>
  isString(node) ? { text: node.value, start: node.loc.start.offset, end: node.loc.end.offset } : undefined;

/** How many code units of the file each code unit of the text takes. */
function widthAt(source: string, at: number): number {
  if (source[at] !== '\\') return 1;
  return source[at + 1] === 'u' ? 6 : 2;
}

/** Where an offset of a text stands in its literal. */
function offsetIn(source: string, { start, end }: DocumentText, offset: number): number {
  let at = start + 1;
  for (let left = offset; left > 0 && at < end - 1; left -= 1) at += widthAt(source, at);
  return at;
}

/** Makes something at the first question. */
function lazily<Made>(make: () => Made): () => Made {
  let made: { readonly it: Made } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}

const filePlace = ({ line, column }: FilePlace): FilePlace => ({ line, column });

/** Reads a JSON text. Places are looked up at the first question: a file without findings is not read for them. */
export function jsonDocument(path: string, file: string, source: string): JsonDocument {
  let json: unknown;
  const placeOf = lazily(() => placeFinder(source));
  try {
    json = JSON.parse(source);
  } catch (error) {
    throw new FileUnreadableError({ file, problem: `it is no JSON${faultPlace(source)}.` }, { cause: error });
  }
  const body = lazily(() => parse(source).body);
  const member = memberFinder();
  const walk = (keys: readonly string[]): ValueNode | undefined =>
    keys.reduce<ValueNode | undefined>(member, body());

  return {
    ...{ path, file, source, json },
    textAt: (keys) => textOf(walk(keys)),
    messageAt(key, message) {
      for (const node of [member(body(), key), walk(key.split('.'))]) {
        const inside = isObject(node) ? node.members.map(({ value }) => value) : [node];
        const found = inside.map(textOf).find((one) => one?.text === message);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    nearest(keys) {
      let node = body();
      for (const key of keys) node = member(node, key) ?? node;
      return filePlace(placeOf()(node.loc.start.offset));
    },
    placeIn(text, offset, length = 0) {
      const from = offsetIn(source, text, offset);
      const place = filePlace(placeOf()(from));
      if (length === 0) return place;
      return { ...place, endColumn: place.column + offsetIn(source, text, offset + length) - from };
    },
  };
}

/** Where JSON ends to be JSON, in words; nothing where that cannot be said. */
function faultPlace(source: string): string {
  try {
    parse(source);
    return '';
  } catch (error) {
    const { line, column } = error as { line?: unknown; column?: unknown };
    return typeof line === 'number' && typeof column === 'number' ? `, at ${line}:${column}` : '';
  }
}

/** Reads a JSON file. @throws LOCALERT_CLI_FILE_UNREADABLE */
export async function readJsonDocument(path: string, cwd: string): Promise<JsonDocument> {
  const file = fileName(cwd, path);
  return jsonDocument(path, file, await readText(path, file));
}

/** Reads a text file in UTF-8, a byte order mark left out. @throws LOCALERT_CLI_FILE_UNREADABLE */
export async function readText(path: string, file: string): Promise<string> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const isGone = (error as { code?: unknown }).code === 'ENOENT';
    const problem = isGone ? 'there is no such file.' : reasonOf(error);
    throw new FileUnreadableError({ file, problem }, { cause: error });
  });
  if (bytes.byteLength > MAX_FILE_BYTES) {
    throw new FileUnreadableError({ file, problem: `it has more than ${MAX_FILE_BYTES} bytes.` });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new FileUnreadableError({ file, problem: 'it is no UTF-8.' }, { cause: error });
  }
}
