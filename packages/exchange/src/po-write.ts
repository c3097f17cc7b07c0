import type { Locale } from '@localert/core';
import { type GetTextTranslation, type GetTextTranslations, po } from 'gettext-parser';
import { gettextPlural } from './gettext-plurals.ts';
import { type SplitPlural, splitPlural } from './po-plural.ts';
import type { Translation, TranslationSheet } from './translation.ts';

/** What the entries of a file have in common. */
export interface PoLanguages {
  readonly source: Locale;
  /** Absent in a template. */
  readonly target: Locale | undefined;
}

/** The headers of a file. A template has no language. */
export function poHeaders(tenant: string, { source, target }: PoLanguages): Readonly<Record<string, string>> {
  const plural = target === undefined ? undefined : gettextPlural(target)?.expression;
  return {
    'Project-Id-Version': tenant,
    ...(target === undefined ? {} : { Language: target.replaceAll('-', '_') }),
    'MIME-Version': '1.0',
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    ...(plural === undefined ? {} : { 'Plural-Forms': plural }),
    'X-Source-Language': source,
  };
}

/** A message and its translation as plurals of gettext, where both can be. */
function pluralOf(
  { source, target, state }: Translation,
  languages: PoLanguages,
): { readonly source: SplitPlural; readonly forms: readonly string[] } | undefined {
  const from = splitPlural(source, languages.source);
  if (from === undefined || from.one === '' || from.other === '') return undefined;
  if (languages.target === undefined) return { source: from, forms: ['', ''] };
  const categories = gettextPlural(languages.target)?.categories;
  if (categories === undefined) return undefined;
  if (target === undefined || state === 'initial') return { source: from, forms: categories.map(() => '') };
  const to = splitPlural(target, languages.target);
  if (to?.argument !== from.argument) return undefined;
  // An empty form is one that nobody has translated.
  return to.forms.includes('') ? undefined : { source: from, forms: to.forms };
}

const comment = (text: string): string => text.toWellFormed().replace(/[\r\n]+/g, '\n');

function entryOf(sheet: TranslationSheet, one: Translation, languages: PoLanguages): GetTextTranslation {
  const { fixture, syntax, description } = sheet;
  const plural = syntax === 'icu' ? pluralOf(one, languages) : undefined;
  const told = one.state === 'initial' ? '' : (one.target ?? '');
  const counted = plural === undefined ? [] : [`Plural by {${plural.source.argument}}; # is its number.`];
  return {
    msgctxt: `${fixture}.${one.field}`,
    msgid: plural?.source.one ?? one.source,
    ...(plural === undefined ? {} : { msgid_plural: plural.source.other }),
    msgstr: plural === undefined ? [told] : [...plural.forms],
    comments: {
      extracted: [...(description === undefined ? [] : [description]), ...one.notes, ...counted]
        .map(comment)
        .join('\n'),
      reference: fixture,
      ...(one.state === 'draft' ? { flag: 'fuzzy' } : {}),
    },
  };
}

/** Without a prototype: any text may be a key. */
const table = (headers: Readonly<Record<string, string>>): GetTextTranslations => ({
  charset: 'utf-8',
  headers: { ...headers },
  translations: Object.create(null) as GetTextTranslations['translations'],
});

/** The entries of fixtures as a piece of a file. @param first - with the header */
export function poText(
  sheets: readonly TranslationSheet[],
  tenant: string,
  languages: PoLanguages,
  first: boolean,
): string {
  const file = table(poHeaders(tenant, languages));
  for (const sheet of sheets) {
    for (const one of sheet.translations) {
      const entry = entryOf(sheet, one, languages);
      const ofContext = Object.create(null) as Record<string, GetTextTranslation>;
      ofContext[entry.msgid] = entry;
      file.translations[String(entry.msgctxt)] = ofContext;
    }
  }
  const text = po.compile(file, { foldLength: 0 }).toString('utf8');
  // The library writes a header into each piece; a file has one.
  return first ? text : text.slice(text.indexOf('\n\n') + 1);
}
