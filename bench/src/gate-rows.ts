import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A translation and where it comes from. */
export interface GateRow {
  readonly source: string;
  readonly target: string;
  readonly locale: string;
  readonly key: string;
  readonly repo: string;
}

const isText = (value: unknown): value is string => typeof value === 'string';

function rowOf(line: string): readonly GateRow[] {
  if (line.trim() === '') return [];
  const { source, target, locale, key, repo } = JSON.parse(line) as Record<string, unknown>;
  if (!isText(source) || !isText(target) || !isText(locale) || !isText(key)) return [];
  return [{ source, target, locale, key, repo: isText(repo) ? repo : 'unknown' }];
}

/**
 * The rows of a folder of JSON lines `{ source, target, locale, key, repo }`: translations from English.
 * `undefined` when there is no such folder.
 */
export function rowsIn(folder: string): readonly GateRow[] | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  if (files.length === 0) return undefined;
  return files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').flatMap(rowOf));
}

/** Numbers from 0 up to 1 that a seed decides (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** About so many of the rows, each as likely as the others. */
export function sampled<Item>(rows: readonly Item[], count: number, random: () => number): readonly Item[] {
  const share = count / Math.max(1, rows.length);
  return share >= 1 ? rows : rows.filter(() => random() < share);
}
