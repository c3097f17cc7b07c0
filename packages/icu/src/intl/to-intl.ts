import {
  createIntl,
  createIntlCache,
  type IntlCache,
  type IntlShape,
  type ResolvedIntlConfig,
} from '@formatjs/intl';
import { isLocalertError, type MessageSyntax, type Messages } from '@localert/core';
import { printIcuNodes } from '../catalog/icu-printer.ts';
import { toIcuForm } from '../catalog/to-icu.ts';
import { parseForm } from '../parse.ts';
import { IntlMessageError } from './errors.ts';
import { type FormatNames, formatNames } from './format-names.ts';

/** The messages that {@link toIntl} takes along. */
export interface IntlMessages {
  /** BCP 47. */
  readonly locale: string;
  /** A fixture's texts in this locale; the fields are the ids. */
  readonly messages: Messages;
  /** Default `icu`. */
  readonly syntax?: MessageSyntax;
  /** Formatters shared with other objects of FormatJS. Default: a cache of its own. */
  readonly cache?: IntlCache;
}

function sourceOf(field: string, source: string, syntax: MessageSyntax, { nameOf }: FormatNames): string {
  try {
    const form = parseForm(source, syntax);
    const { nodes } = syntax === 'icu' ? form : toIcuForm(form).form;
    return printIcuNodes(nodes, { reader: 'formatjs', styleName: nameOf }).source;
  } catch (error) {
    if (isLocalertError(error))
      throw new IntlMessageError({ field, reason: error.message }, { cause: error });
    throw error;
  }
}

/**
 * An `IntlShape` of FormatJS for a fixture's messages, set up as the host's own: time zone, formats, rich text elements
 * and error handlers are taken over. `formatMessage({ id: field }, values)` gives the text that Localert gives, in the
 * host's time zone. MessageFormat 2 messages are converted. Text is text: `<` starts no tag.
 *
 * Where FormatJS differs by itself, it still does: booleans alone are not made text, bigints lose digits in plurals, and
 * the named styles (`short`, `percent` and so on) are the host's if it has defined them anew. Without a time zone of its
 * own it shows dates in that of the process.
 *
 * @param intl - the host's object, of `@formatjs/intl` or of `react-intl`
 * @throws LOCALERT_INTL_MESSAGE naming the field whose message FormatJS cannot show: markup, custom functions, offsets
 * in a select in a plural
 *
 * @example
 * ```ts
 * import { createIntl } from '@formatjs/intl';
 * import { toIntl } from '@localert/icu/intl';
 *
 * const host = createIntl({ locale: 'en', messages: {}, timeZone: 'Europe/Berlin' });
 * const alert = toIntl(host, { locale: 'de', messages: { title: 'Platte auf {host} voll' } });
 * alert.formatMessage({ id: 'title' }, { host: 'db-1' }); // 'Platte auf db-1 voll'
 * ```
 */
export function toIntl<Element = string>(
  intl: ResolvedIntlConfig<Element>,
  { locale, messages, syntax = 'icu', cache = createIntlCache() }: IntlMessages,
): IntlShape<Element> {
  const names = formatNames();
  const sources = Object.entries(messages).map(([field, source]) => [
    field,
    sourceOf(field, source, syntax, names),
  ]);
  const { number, date, time } = names.formats();
  const { timeZone, formats, defaultLocale, defaultFormats, defaultRichTextElements, onError, onWarn } = intl;
  return createIntl<Element>(
    {
      locale,
      messages: Object.fromEntries(sources) as Record<string, string>,
      formats: {
        ...formats,
        number: { ...formats.number, ...number },
        date: { ...formats.date, ...date },
        time: { ...formats.time, ...time },
      },
      defaultLocale,
      defaultFormats,
      onError,
      // A field may be empty; FormatJS would show its name.
      fallbackOnEmptyString: false,
      ...(timeZone === undefined ? {} : { timeZone }),
      ...(defaultRichTextElements === undefined ? {} : { defaultRichTextElements }),
      ...(onWarn === undefined ? {} : { onWarn }),
    },
    cache,
  );
}
