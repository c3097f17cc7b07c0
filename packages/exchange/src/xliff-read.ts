import type { Locale } from '@localert/core';
import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { ExchangeUnreadableError } from './errors.ts';
import { bytesOf, type Source } from './source.ts';
import { localeOf, type TextUnit, type UnitFault } from './text-unit.ts';
import { type RawPiece, type RawSegment, textUnitOf } from './xliff-unit.ts';

/** Deepest nesting of elements: groups in groups, and markers in markers. */
const MAX_DEPTH = 64;
/** Longest stretch of a file without a tag, and longest text of a unit, in UTF-16 code units. */
const MAX_TEXT = 1_000_000;
/** Most pieces of a unit. */
const MAX_PIECES = 20_000;

const refuse = (reason: string, line?: number): Error =>
  new ExchangeUnreadableError({ format: 'XLIFF', reason, ...(line === undefined ? {} : { line }) });

/** States of both versions in which a target is no translation yet. */
const INITIAL: ReadonlySet<string> = new Set(['initial', 'new', 'needs-translation']);
/** And in which somebody has approved it. */
const APPROVED: ReadonlySet<string> = new Set(['reviewed', 'final', 'signed-off']);

/** A unit while it is read. */
interface OpenUnit {
  readonly line: number;
  readonly locale: Locale;
  readonly names: readonly string[];
  readonly approved: boolean;
  readonly data: Map<string, string>;
  readonly segments: RawSegment[];
  segment: {
    state: string | undefined;
    source: RawPiece[];
    target: RawPiece[] | undefined;
    ignorable: boolean;
  };
  pieces: number;
  length: number;
}

type Attributes = Readonly<Record<string, SaxesAttributeNS>>;

const attributeOf = (attributes: Attributes, name: string): string | undefined =>
  Object.hasOwn(attributes, name) ? attributes[name]?.value : undefined;

const wordOf = (attributes: Attributes, name: string): string => attributeOf(attributes, name) ?? '';

/** Elements whose text is a code, or a part of one: those of version 1.2 hold what a tool took out. */
const CODES: ReadonlySet<string> = new Set(['bpt', 'ept', 'it']);

/** Reads the elements of a file. */
class Reader {
  readonly #parser = new SaxesParser({ xmlns: true });
  readonly #found: (TextUnit | UnitFault)[] = [];
  readonly #groups: string[] = [];
  readonly #path: string[] = [];
  readonly #locale: string | undefined;
  #version: 1 | 2 | undefined;
  #target: Locale | undefined;
  #unit: OpenUnit | undefined;
  /** Where text goes now. */
  #into: 'source' | 'target' | 'data' | undefined;
  #dataId = '';
  /** How many elements, whose content is passed over, are open. */
  #skipped = 0;
  #code = 0;
  #seen = 0;

  constructor(locale: string | undefined) {
    this.#locale = locale;
    const parser = this.#parser;
    parser.on('error', () => {
      throw refuse('it is not well-formed XML', parser.line);
    });
    // A document type can name files and make texts grow without end. XLIFF needs none.
    parser.on('doctype', () => {
      throw refuse('it has a document type, which is not read', parser.line);
    });
    parser.on('opentag', (tag) => {
      this.#seen = parser.position;
      this.#open(tag);
    });
    parser.on('closetag', (tag) => {
      this.#seen = parser.position;
      this.#close(tag.local, tag.attributes);
    });
    parser.on('text', (text) => this.#text(text));
    parser.on('cdata', (text) => this.#text(text));
  }

  write(chunk: string): readonly (TextUnit | UnitFault)[] {
    this.#parser.write(chunk);
    if (this.#parser.position - this.#seen > MAX_TEXT) throw refuse('a text is too long', this.#parser.line);
    return this.#found.splice(0);
  }

  end(): readonly (TextUnit | UnitFault)[] {
    this.#parser.close();
    return this.#found.splice(0);
  }

  #open({ local, attributes }: SaxesTagNS): void {
    this.#path.push(local);
    if (this.#path.length > MAX_DEPTH) throw refuse('it is nested too deeply', this.#parser.line);
    if (this.#path.length === 1) this.#root(local, attributes);
    if (this.#skipped > 0) {
      this.#skipped += 1;
    } else if (
      local === 'alt-trans' ||
      local === 'note' ||
      local === 'seg-source' ||
      local === 'mtc:matches'
    ) {
      this.#skipped = 1;
    } else if (local === 'file') {
      this.#file(attributes);
    } else if (local === 'group') {
      this.#groups.push(wordOf(attributes, 'id'));
    } else if (this.#unit === undefined) {
      if (local === 'unit' || local === 'trans-unit') this.#begin(attributes);
    } else {
      this.#inUnit(this.#unit, local, attributes);
    }
  }

  #root(local: string, attributes: Attributes): void {
    const version = wordOf(attributes, 'version');
    if (local !== 'xliff' || !/^[12]\./.test(version))
      throw refuse('it is no XLIFF of version 1.2 or 2.0', this.#parser.line);
    this.#version = version.startsWith('1') ? 1 : 2;
    if (this.#version === 2) this.#target = this.#localeFrom(attributeOf(attributes, 'trgLang'));
  }

  #file(attributes: Attributes): void {
    this.#groups.length = 0;
    if (this.#version === 1) this.#target = this.#localeFrom(attributeOf(attributes, 'target-language'));
  }

  #localeFrom(tag: string | undefined): Locale {
    const wanted = this.#locale ?? tag;
    if (wanted === undefined)
      throw refuse('it does not say which language its translations are in', this.#parser.line);
    return localeOf(wanted.replaceAll('_', '-'), 'XLIFF');
  }

  #begin(attributes: Attributes): void {
    const id = wordOf(attributes, 'id');
    const name = attributeOf(attributes, 'name') ?? wordOf(attributes, 'resname');
    const group = this.#groups.at(-1) ?? '';
    this.#unit = {
      line: this.#parser.line,
      // A unit of version 1.2 may stand in no file, and then in no language.
      locale: this.#target ?? this.#localeFrom(undefined),
      names: [id, name, `${group}.${name}`, `${group}.${id}`],
      approved: attributeOf(attributes, 'approved') === 'yes',
      data: new Map(),
      segments: [],
      segment: { state: undefined, source: [], target: undefined, ignorable: false },
      pieces: 0,
      length: 0,
    };
  }

  #inUnit(unit: OpenUnit, local: string, attributes: Attributes): void {
    const id = wordOf(attributes, 'id');
    if (local === 'segment' || local === 'ignorable') {
      unit.segment = {
        state: attributeOf(attributes, 'state') ?? 'initial',
        source: [],
        target: undefined,
        ignorable: local === 'ignorable',
      };
    } else if (local === 'data') {
      this.#into = 'data';
      this.#dataId = id;
      unit.data.set(id, '');
    } else if (local === 'source') {
      this.#into = 'source';
    } else if (local === 'target') {
      this.#into = 'target';
      unit.segment.target = [];
      if (this.#version === 1) unit.segment.state = attributeOf(attributes, 'state') ?? 'translated';
    } else if (local === 'cp') {
      this.#text(
        String.fromCodePoint(Math.abs(Number.parseInt(wordOf(attributes, 'hex'), 16)) % 0x110000 || 0),
      );
    } else if (local === 'x' && attributeOf(attributes, 'ctype') === 'x-localert-char') {
      this.#text(String.fromCharCode(Number.parseInt(wordOf(attributes, 'equiv-text').slice(2), 16) || 0));
    } else if (local === 'x' || local === 'bx' || local === 'ex') {
      const text = attributeOf(attributes, 'equiv-text');
      this.#add(text === undefined ? { kind: 'reference', id } : { kind: 'code', text });
      if (text !== undefined && this.#into === 'source') unit.data.set(`#${id}`, text);
    } else if (local === 'pc') {
      this.#add({ kind: 'reference', id, data: attributeOf(attributes, 'dataRefStart') });
    } else if (local === 'ph' && this.#version === 2) {
      this.#add({ kind: 'reference', id, data: attributeOf(attributes, 'dataRef') });
    } else if (local === 'sc' || local === 'ec') {
      this.#add({
        kind: 'reference',
        id: id || wordOf(attributes, 'startRef'),
        data: attributeOf(attributes, 'dataRef'),
      });
    } else if (CODES.has(local) || local === 'ph') {
      this.#code += 1;
    }
  }

  #close(local: string, attributes: Attributes): void {
    this.#path.pop();
    if (this.#skipped > 0) {
      this.#skipped -= 1;
    } else if (local === 'group') {
      this.#groups.pop();
    } else if (this.#unit !== undefined) {
      this.#endInUnit(this.#unit, local, attributes);
    }
  }

  #endInUnit(unit: OpenUnit, local: string, attributes: Attributes): void {
    if (local === 'source' || local === 'target' || local === 'data') this.#into = undefined;
    else if (local === 'pc')
      this.#add({ kind: 'reference', id: '', data: attributeOf(attributes, 'dataRefEnd') });
    else if (this.#code > 0 && (CODES.has(local) || local === 'ph')) this.#code -= 1;
    else if (local === 'segment' || local === 'ignorable') this.#endSegment(unit);
    else if (local === 'unit' || local === 'trans-unit') {
      if (local === 'trans-unit') this.#endSegment(unit);
      this.#unit = undefined;
      const read = textUnitOf(unit, unit.locale);
      if (read !== undefined) this.#found.push(read);
    }
  }

  #endSegment({ segment, segments, approved }: OpenUnit): void {
    const { state = 'initial', source, target, ignorable } = segment;
    const known = INITIAL.has(state)
      ? 'initial'
      : APPROVED.has(state) || approved
        ? 'approved'
        : 'translated';
    segments.push({ state: known, source, target, ignorable });
  }

  #text(text: string): void {
    const unit = this.#unit;
    if (this.#skipped > 0 || unit === undefined || this.#into === undefined) return;
    if (this.#into === 'data') {
      this.#grow(unit, text.length);
      unit.data.set(this.#dataId, `${unit.data.get(this.#dataId)}${text}`);
    } else this.#add({ kind: this.#code > 0 ? 'code' : 'text', text });
  }

  #add(piece: RawPiece): void {
    const unit = this.#unit;
    if (unit === undefined || this.#into === undefined || this.#into === 'data') return;
    unit.pieces += 1;
    this.#grow(unit, 'text' in piece ? piece.text.length : 0);
    const { source, target } = unit.segment;
    (this.#into === 'source' ? source : target)?.push(piece);
  }

  #grow(unit: OpenUnit, length: number): void {
    unit.length += length;
    if (unit.length > MAX_TEXT || unit.pieces > MAX_PIECES)
      throw refuse('a text is too long', this.#parser.line);
  }
}

/**
 * Reads the translations of an XLIFF file, streaming. Document types are refused, so there are no entities but XML's
 * own five.
 *
 * @param locale - instead of the one that the file names
 * @throws LOCALERT_EXCHANGE_UNREADABLE, LOCALERT_INVALID_LOCALE
 */
export async function* readXliff(source: Source, locale?: string): AsyncGenerator<TextUnit | UnitFault> {
  const reader = new Reader(locale);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw new ExchangeUnreadableError({ format: 'XLIFF', reason: 'it is not UTF-8' }, { cause });
    }
  };
  for await (const bytes of bytesOf(source)) {
    // In pieces: of one long buffer all units would be read before the first is handed on.
    for (let at = 0; at < bytes.length; at += 65_536)
      yield* reader.write(decoded(bytes.subarray(at, at + 65_536)));
  }
  yield* reader.write(decoded());
  yield* reader.end();
}
