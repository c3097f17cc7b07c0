import type { MessageSyntax } from '@localert/core';
import type { Translation, TranslationSheet, TranslationState } from './translation.ts';
import { codeNumbers, type NumberedPiece } from './xliff-codes.ts';
import { UNWRITABLE, xmlAttribute, xmlNote, xmlText } from './xml.ts';

/** XLIFF 2.0 (OASIS Standard, 2014), segment states of section 4.3.1.28. */
const STATES: Readonly<Record<TranslationState, string>> = {
  initial: 'initial',
  draft: 'translated',
  translated: 'translated',
  reviewed: 'reviewed',
};

const hex = (sign: string): string =>
  `<cp hex="${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}"/>`;

const text = (value: string): string => xmlText(value).replace(UNWRITABLE, hex);

const note = (category: string, value: string): string =>
  `<note category="${category}">${xmlNote(value)}</note>`;

const notes = (all: readonly string[]): string => (all.length === 0 ? '' : `<notes>${all.join('')}</notes>`);

function unit(fixture: string, syntax: MessageSyntax, one: Translation): string {
  const { field, source, target, state, notes: about } = one;
  const codes = codeNumbers();
  const inline = (pieces: readonly NumberedPiece[]): string =>
    pieces
      .map((piece) =>
        piece.kind === 'text'
          ? text(piece.text)
          : `<ph id="c${piece.number}" dataRef="d${codes.numberOf(piece.text)}" disp="${xmlAttribute(piece.text)}" canDelete="no"/>`,
      )
      .join('');
  const from = inline(codes.pieces(source, syntax));
  const to =
    target === undefined
      ? ''
      : `<target xml:space="preserve">${inline(codes.pieces(target, syntax))}</target>`;
  const data = codes
    .data()
    .map(([number, code]) => `<data id="d${number}" xml:space="preserve">${text(code)}</data>`);
  const originalData = data.length === 0 ? '' : `<originalData>${data.join('')}</originalData>`;
  const subState = state === 'draft' ? ' subState="localert:draft"' : '';
  return `      <unit id="${fixture}.${field}" name="${field}">${notes(about.map((line) => note('argument', line)))}${originalData}<segment id="s1" state="${STATES[state]}"${subState}><source xml:space="preserve">${from}</source>${to}</segment></unit>\n`;
}

/** The first lines of an XLIFF 2.0 file. */
export const head2 = (tenant: string, source: string, target: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="${source}" trgLang="${target}">\n  <file id="fixtures" original="${xmlAttribute(tenant)}">\n`;

/** The texts of a fixture as a group of XLIFF 2.0. */
export function group2({ fixture, syntax, description, translations }: TranslationSheet): string {
  const told = notes(description === undefined ? [] : [note('description', description)]);
  const units = translations.map((one) => unit(fixture, syntax, one)).join('');
  return `    <group id="${fixture}" name="${fixture}">${told}\n${units}    </group>\n`;
}

/** The last lines. A file of no texts has one empty group, since XLIFF wants one. */
export const tail2 = (isEmpty: boolean): string =>
  `${isEmpty ? '    <group id="none"/>\n' : ''}  </file>\n</xliff>\n`;
