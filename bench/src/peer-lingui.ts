import { setupI18n } from '@lingui/core';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Peer } from './render-peer.ts';
import { icuSources, TIME_ZONE } from './render-texts.ts';

/** Lingui has no number styles of its own: they are named formats that the call brings along. */
const formats = {
  percent: { style: 'percent' },
  integer: { maximumFractionDigits: 0 },
  euro: { style: 'currency', currency: 'EUR' },
  short: { hour: 'numeric', minute: 'numeric', timeZone: TIME_ZONE },
  medium: { year: 'numeric', month: 'short', day: 'numeric', timeZone: TIME_ZONE },
} as const;
const options = { formats };

/** Lingui with compiled catalogues, as its command line writes them. */
export const lingui: Peer = {
  name: '@lingui/core',
  use: 'cached',
  prepare(name, locale) {
    const compiled = compileMessage(icuSources[locale][name].replace('::currency/EUR', 'euro'));
    const i18n = setupI18n({ locale, messages: { [locale]: { [name]: compiled } } });
    return (values) => i18n._(name, values, options);
  },
};
