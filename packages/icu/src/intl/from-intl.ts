import type { ResolvedIntlConfig } from '@formatjs/intl';
import type { CatalogOptions, CatalogReading } from '../catalog/catalog.ts';
import { readFormatJs } from '../catalog/formatjs.ts';

/**
 * The messages of an `IntlShape` of FormatJS as a catalogue. Compiled syntax trees are written as sources again. Tags
 * of rich text are text in Localert.
 *
 * @param intl - the host's object, of `@formatjs/intl` or of `react-intl`
 * @throws LOCALERT_INVALID_LOCALE
 *
 * @example
 * ```ts
 * import { createIntl } from '@formatjs/intl';
 * import { fixtureMessages } from '@localert/icu/catalog';
 * import { fromIntl } from '@localert/icu/intl';
 *
 * const host = createIntl({ locale: 'en', messages: { 'disk_full.title': 'Disk full on {host}' } });
 * fixtureMessages(fromIntl(host).catalog).fixtures; // { disk_full: { title: 'Disk full on {host}' } }
 * ```
 */
export function fromIntl(
  intl: Pick<ResolvedIntlConfig<never>, 'locale' | 'messages'>,
  options: CatalogOptions = {},
): CatalogReading {
  return readFormatJs(intl.messages, { locale: intl.locale, ...options });
}
