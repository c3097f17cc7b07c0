import { InvalidInputError, type TranslationRequest, type TranslationResult } from '@localert/core';
import { isRecord } from './request-rules.ts';

/** The version of the lines; it stands in each key too, so that lines of another version are never found. */
const REPLAY_VERSION = 'localert.replay/1';

/** What was answered to a request. The request itself is not kept: its key is a hash. */
export interface ReplayLine {
  readonly key: string;
  readonly source: string;
  readonly target: string;
  /** In the order of the request's segments. */
  readonly texts: readonly string[];
  readonly finishReason: TranslationResult['finishReason'];
  readonly usage: TranslationResult['usage'];
  readonly model: string;
}

/** JSON with its keys in order: the same data is the same text. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (!isRecord(value)) return value;
  return Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .sort()
    .map((key) => [key, canonical(value[key])]);
}

/** The hash of a request. Ids do not count, only the order: they may be made anew in each run. */
export async function replayKey(request: TranslationRequest): Promise<string> {
  const places = new Map(request.segments.map(({ id }, at) => [id, at]));
  const data = {
    version: REPLAY_VERSION,
    sourceLocale: request.sourceLocale,
    targetLocale: request.targetLocale,
    context: request.context,
    glossary: request.glossary,
    examples: request.examples,
    segments: request.segments.map(({ id: _, ...segment }) => segment),
    feedback: request.feedback.map(({ segment, ...rest }) => ({
      segment: places.get(segment) ?? -1,
      ...rest,
    })),
  };
  const bytes = new TextEncoder().encode(JSON.stringify(canonical(data)));
  const digest = new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const REASONS: ReadonlySet<unknown> = new Set(['stop', 'length', 'refused', 'other']);

const isCount = (value: unknown): boolean => typeof value === 'number' && value >= 0;

function isLine(line: unknown): line is ReplayLine {
  if (!isRecord(line) || !isRecord(line['usage'])) return false;
  const { key, source, target, texts, finishReason, usage, model } = line;
  return (
    [key, source, target, model].every((text) => typeof text === 'string') &&
    Array.isArray(texts) &&
    texts.every((text) => typeof text === 'string') &&
    REASONS.has(finishReason) &&
    isRecord(usage) &&
    isCount(usage['inputTokens']) &&
    isCount(usage['outputTokens'])
  );
}

/** Reads JSON Lines. @throws LOCALERT_INVALID_INPUT that names the line */
export function readReplay(text: string): Map<string, ReplayLine> {
  const lines = new Map<string, ReplayLine>();
  for (const [at, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === '') continue;
    let line: unknown;
    try {
      line = JSON.parse(row);
    } catch {
      line = undefined;
    }
    if (!isLine(line)) {
      const message = 'a line that replayTranslator recorded; record the file again';
      throw new InvalidInputError({ what: 'replay file', issues: [{ path: `line ${at + 1}`, message }] });
    }
    lines.set(line.key, line);
  }
  return lines;
}

/** Writes JSON Lines, sorted by their key: recording again changes only what changed. */
export function writeReplay(lines: ReadonlyMap<string, ReplayLine>): string {
  return [...lines.values()]
    .sort((left, right) => (left.key < right.key ? -1 : 1))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');
}
