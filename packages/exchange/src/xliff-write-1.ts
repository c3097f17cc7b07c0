import type { MessageSyntax } from '@localert/core';
import type { Translation, TranslationSheet, TranslationState } from './translation.ts';
import { codeNumbers, type NumberedPiece } from './xliff-codes.ts';
import { UNWRITABLE, xmlAttribute, xmlNote, xmlText } from './xml.ts';

/** XLIFF 1.2 (OASIS Standard, 2008), values of the attribute `state`. */
const STATES: Readonly<Record<TranslationState, string>> = {
  initial: 'needs-translation',
  draft: 'needs-review-translation',
  translated: 'translated',
  reviewed: 'final',
};

/** XLIFF 1.2 has no way to write a control character: its number stands in a code of its own. */
function withControls(value: string): string {
  return xmlText(value).replace(UNWRITABLE, (sign) => {
    const code = sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return `<x id="u${code}" ctype="x-localert-char" equiv-text="U+${code}"/>`;
  });
}

const inline = (pieces: readonly NumberedPiece[]): string =>
  pieces
    .map((piece) =>
      piece.kind === 'text'
        ? withControls(piece.text)
        : `<x id="c${piece.number}" ctype="x-localert-code" equiv-text="${xmlAttribute(piece.text)}"/>`,
    )
    .join('');

function unit(fixture: string, syntax: MessageSyntax, one: Translation): string {
  const { field, source, target, state, notes } = one;
  const codes = codeNumbers();
  const from = inline(codes.pieces(source, syntax));
  const to =
    target === undefined
      ? ''
      : `<target xml:space="preserve" state="${STATES[state]}">${inline(codes.pieces(target, syntax))}</target>`;
  const approved = state === 'reviewed' ? ' approved="yes"' : '';
  const about = notes.map((line) => `<note from="developer">${xmlNote(line)}</note>`).join('');
  return `        <trans-unit id="${fixture}.${field}" resname="${field}"${approved} xml:space="preserve"><source xml:space="preserve">${from}</source>${to}${about}</trans-unit>\n`;
}

/** The first lines of an XLIFF 1.2 file. */
export const head1 = (tenant: string, source: string, target: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n  <file original="${xmlAttribute(tenant)}" source-language="${source}" target-language="${target}" datatype="plaintext">\n    <body>\n`;

/** The texts of a fixture as a group of XLIFF 1.2. */
export function group1({ fixture, syntax, description, translations }: TranslationSheet): string {
  const told = description === undefined ? '' : `<note from="developer">${xmlNote(description)}</note>`;
  const units = translations.map((one) => unit(fixture, syntax, one)).join('');
  return `      <group id="${fixture}" resname="${fixture}">${told}\n${units}      </group>\n`;
}

/** The last lines. */
export const tail1 = (): string => '    </body>\n  </file>\n</xliff>\n';
