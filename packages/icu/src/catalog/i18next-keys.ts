import type { Collection } from './collect.ts';
import { isJsonRecord } from './json.ts';

/** Deepest nesting of keys. */
const MAX_DEPTH = 32;

/** A document of i18next: texts under nested keys. */
export interface I18nextJson {
  readonly [key: string]: string | I18nextJson;
}

/** The texts of a document by their path. Lists are read by index, as i18next looks them up. */
export function flatTexts(
  document: object,
  separator: string | false,
  found: Collection<string>,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const visit = (node: object, path: string, depth: number): void => {
    for (const [key, value] of Object.entries(node) as [string, unknown][]) {
      const id = path === '' && depth === 0 ? key : `${path}${separator}${key}`;
      if (typeof value === 'string') {
        if (texts.has(id))
          found.note('key', id, 'The key stands here twice, nested and with separators; keep one.');
        else texts.set(id, value);
      } else if (!isJsonRecord(value) && !Array.isArray(value)) {
        found.note('entry', id, 'The entry is no text; i18next messages are texts, nested by key.');
      } else if (separator === false) {
        found.note('entry', id, 'The entry is nested, but keys have no separator here; set keySeparator.');
      } else if (depth === MAX_DEPTH) {
        found.note('size', id, `The keys nest more than ${MAX_DEPTH} deep; flatten them.`);
      } else visit(value, id, depth + 1);
    }
  };
  visit(document, '', 0);
  return texts;
}

type Tree = Map<string, string | Tree>;

function plain(tree: Tree): I18nextJson {
  const entries = [...tree].map(([key, value]): [string, string | I18nextJson] => [
    key,
    typeof value === 'string' ? value : plain(value),
  ]);
  return Object.fromEntries(entries);
}

function put(tree: Tree, parts: readonly string[], text: string): void {
  let node = tree;
  for (const part of parts.slice(0, -1)) {
    const next = node.get(part);
    const child: Tree = typeof next === 'object' ? next : new Map();
    node.set(part, child);
    node = child;
  }
  node.set(parts.at(-1) ?? '', text);
}

/** Whether a key can be nested: not where a shorter key is a text of its own. */
function isNestable(
  parts: readonly string[],
  texts: ReadonlyMap<string, string>,
  separator: string,
): boolean {
  if (parts.length > MAX_DEPTH || !parts.every(Boolean)) return false;
  return parts.slice(1).every((_, at) => !texts.has(parts.slice(0, at + 1).join(separator)));
}

/** Texts by path as a nested document. What cannot be nested stands flat, where i18next finds it as well. */
export function nestedTexts(texts: ReadonlyMap<string, string>, separator: string | false): I18nextJson {
  const tree: Tree = new Map();
  for (const [key, text] of texts) {
    const parts = separator ? key.split(separator) : [key];
    put(tree, separator && isNestable(parts, texts, separator) ? parts : [key], text);
  }
  return plain(tree);
}
