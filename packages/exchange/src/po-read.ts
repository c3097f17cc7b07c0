import { canonicalLocale, type Locale } from '@localert/core';
import { type GetTextTranslation, type GetTextTranslations, po } from 'gettext-parser';
import { ExchangeUnreadableError } from './errors.ts';
import { readLines } from './lines.ts';
import type { Piece } from './pieces.ts';
import type { Source } from './source.ts';
import { placeOfKey, type TextUnit, type UnitFault } from './text-unit.ts';

const FORMAT = 'a gettext file';
/** Bytes after which a piece of a file is parsed, at the next empty line. */
const PIECE = 65_536;
/** Longest stretch without an empty line, in bytes: entries of other tools have one between them. */
const MAX_PIECE = 16_777_216;
/** Most forms of a plural in any language. */
const MAX_FORMS = 6;

const refuse = (reason: string, line: number, cause?: unknown): Error =>
  new ExchangeUnreadableError({ format: FORMAT, reason, line }, cause === undefined ? undefined : { cause });

/** Pieces of a file that end where entries do. */
async function* pieces(source: Source): AsyncGenerator<{ readonly bytes: Buffer; readonly line: number }> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let first = 1;
  const end = Buffer.from('\n');
  for await (const lines of readLines(source, MAX_PIECE)) {
    for (const { bytes, number } of lines) {
      if (bytes === undefined || length > MAX_PIECE) throw refuse('an entry is too long', number);
      // A copy: the lines of a piece that came in are gone when the next one comes.
      parts.push(bytes.slice(), end);
      length += bytes.length + 1;
      if (bytes.length > 0 || length < PIECE) continue;
      yield { bytes: Buffer.concat(parts), line: first };
      parts = [];
      length = 0;
      first = number + 1;
    }
  }
  if (length > 0) yield { bytes: Buffer.concat(parts), line: first };
}

const strict = new TextDecoder('utf-8', { fatal: true });

function parsed(bytes: Buffer, charset: string | undefined, line: number): GetTextTranslations {
  try {
    if (charset === 'utf-8') return po.parse(strict.decode(bytes));
    if (charset === undefined) return po.parse(bytes, { defaultCharset: 'utf-8' });
    const head = Buffer.from(`msgid ""\nmsgstr "Content-Type: text/plain; charset=${charset}\\n"\n\n`);
    return po.parse(Buffer.concat([head, bytes]));
  } catch (cause) {
    throw refuse('it is no gettext catalogue, or not in the character set that it names', line, cause);
  }
}

const isFuzzy = ({ comments }: GetTextTranslation): boolean =>
  (comments?.flag ?? '').split(/[\s,]+/).includes('fuzzy');

const whole = (text: string): readonly Piece[] => (text === '' ? [] : [{ kind: 'text', text }]);

function unitOf(entry: GetTextTranslation, line: number, locale: Locale): TextUnit | UnitFault | undefined {
  const { msgctxt = '', msgid, msgid_plural: plural, msgstr } = entry;
  if (msgstr.length > MAX_FORMS) return { line, code: 'plural-forms', locale };
  // Nobody has translated it yet, or not all of it.
  if (msgstr.length === 0 || msgstr.some((text) => text === undefined || text === '')) return undefined;
  const place = placeOfKey(msgctxt);
  if (place === undefined) return { line, code: 'key', locale };
  const state = isFuzzy(entry) ? 'translated' : 'approved';
  if (plural === undefined) {
    return { ...place, locale, line, state, pieces: whole(String(msgstr[0])), source: whole(msgid) };
  }
  return { ...place, locale, line, state, forms: [...msgstr], sourceForms: [msgid, plural] };
}

/** The language of a file: gettext writes `pt_BR`, and `sr@latin` for a script. */
function languageOf({ headers }: GetTextTranslations): string | undefined {
  const named = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'language')?.[1];
  const [tag = '', modifier] = (named ?? '').trim().split('@');
  if (tag === '') return undefined;
  const script = modifier === 'latin' ? '-Latn' : modifier === 'cyrillic' ? '-Cyrl' : '';
  return tag.replaceAll('_', '-').replace(/^[A-Za-z]+/, (language) => language + script);
}

/**
 * Reads the translations of a gettext file, a piece at a time.
 *
 * @param locale - instead of the one that the file names
 * @throws LOCALERT_EXCHANGE_UNREADABLE, LOCALERT_INVALID_LOCALE
 */
export async function* readPo(source: Source, locale?: string): AsyncGenerator<TextUnit | UnitFault> {
  let charset: string | undefined;
  let target: Locale | undefined;
  let count = 0;
  for await (const { bytes, line } of pieces(source)) {
    const file = parsed(bytes, charset, line);
    if (target === undefined) {
      charset = file.charset;
      // What was taken for UTF-8 to find the name of the character set is now held to it.
      if (charset === 'utf-8') parsed(bytes, charset, line);
      const named = locale ?? languageOf(file);
      if (named === undefined) throw refuse('it does not say which language its translations are in', line);
      target = canonicalLocale(named, FORMAT);
    }
    for (const ofContext of Object.values(file.translations)) {
      for (const entry of Object.values(ofContext)) {
        if (entry.msgctxt === undefined && entry.msgid === '') continue;
        count += 1;
        const unit = unitOf(entry, count, target);
        if (unit !== undefined) yield unit;
      }
    }
  }
}
