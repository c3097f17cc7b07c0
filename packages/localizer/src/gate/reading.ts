import { isLocalertError } from '@localert/core';
import { MAX_SOURCE_LENGTH, type MessageForm, parseForm, textFaults } from '@localert/icu';
import { type Branch, branchesOf, type Choice, choicesOf } from './branches.ts';
import { plainBranch } from './plain-text.ts';

/** How a text is read: a MessageFormat syntax, or a text with placeholders of any kind. */
export type ReadAs = 'icu' | 'mf2' | 'plain';

/** What a text says, as far as rules can tell. */
export interface Reading {
  readonly raw: string;
  readonly as: ReadAs;
  /** Whole sentences, one for each way through the choices. */
  readonly branches: readonly Branch[];
  readonly choices: readonly Choice[];
  /** How each argument is used, anywhere. */
  readonly uses: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Why a text could not be read. */
export interface Unreadable {
  readonly at: number;
  readonly message: string;
}

/** Readings that are kept: a source meets all of its translations one after the other. */
const KEPT = 64;
const MAX_KEPT_LENGTH = 2_000;
const kept = new Map<string, Reading | Unreadable>();

/** The offset of a 1-based place. */
function offsetOf(text: string, details: object): number {
  const { line = 1, column = 1 } = details as { line?: number; column?: number };
  let offset = 0;
  for (let at = 1; at < line; at += 1) offset = text.indexOf('\n', offset) + 1;
  return Math.min(offset + column - 1, text.length);
}

const NO_USES: ReadonlyMap<string, ReadonlySet<string>> = new Map();

/** Nothing of these means anything but itself in MessageFormat 1. */
const ICU_SYNTAX = /[{}']/;
const MF2_SYNTAX = /[{}\\]|^\s*\./;

function plainReading(raw: string): Reading {
  const branch = plainBranch(raw);
  return {
    raw,
    as: 'plain',
    branches: [branch],
    choices: [],
    uses: new Map(branch.shown.map((name) => [name, new Set(['plain'])])),
  };
}

const literal = (raw: string, as: 'icu' | 'mf2'): Reading => ({
  raw,
  as,
  branches: [{ path: [], text: raw, shown: [], markup: [] }],
  choices: [],
  uses: NO_USES,
});

function formReading(raw: string, form: MessageForm): Reading {
  const { choices, uses } = choicesOf(form);
  return { raw, as: form.syntax, branches: branchesOf(form), choices, uses };
}

function read(raw: string, as: ReadAs, functions: readonly string[]): Reading | Unreadable {
  if (as === 'plain') return plainReading(raw);
  if (!(as === 'icu' ? ICU_SYNTAX : MF2_SYNTAX).test(raw) && raw.length <= MAX_SOURCE_LENGTH)
    return literal(raw, as);
  try {
    return formReading(raw, parseForm(raw, as, { lenient: true, functions }));
  } catch (error) {
    if (!isLocalertError(error)) throw error;
    return { at: offsetOf(raw, error.details), message: error.message };
  }
}

/** Reads a text; the same few texts are read once. */
export function readText(raw: string, as: ReadAs, functions: readonly string[] = []): Reading | Unreadable {
  if (raw.length > MAX_KEPT_LENGTH) return read(raw, as, functions);
  const key = `${as} ${functions.join()} ${raw}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const reading = read(raw, as, functions);
  if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? '');
  kept.set(key, reading);
  return reading;
}

export const isReading = (result: Reading | Unreadable): result is Reading => 'branches' in result;

/** Every single apostrophe as two, so that none quotes: what an author meant who puts arguments in quotation marks. */
export const unquoted = (raw: string): string =>
  raw.replace(/'+/g, (run) => (run.length % 2 === 0 ? run : `${run}'`));

/** The arguments that apostrophes turn into literal text. */
export const quotedArguments = (raw: string, functions: readonly string[]): readonly string[] =>
  raw.includes("'") && raw.includes('{')
    ? textFaults(raw, 'icu', functions).flatMap(({ code, argument }) =>
        code === 'argument-quoted' && argument !== undefined ? [argument] : [],
      )
    : [];
