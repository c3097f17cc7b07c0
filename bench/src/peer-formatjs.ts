import { createIntl, createIntlCache } from '@formatjs/intl';
import { IntlMessageFormat } from 'intl-messageformat-12';
import type { Peer } from './render-peer.ts';
import { icuSources, type Locale, type MessageName, TIME_ZONE } from './render-texts.ts';

const clock = { hour: 'numeric', minute: 'numeric', timeZone: TIME_ZONE } as const;
const day = { year: 'numeric', month: 'short', day: 'numeric', timeZone: TIME_ZONE } as const;
const formats = { time: { short: clock }, date: { medium: day } };

const message = (name: MessageName, locale: Locale) =>
  new IntlMessageFormat(icuSources[locale][name], locale, formats, { ignoreTag: true });

/** intl-messageformat: a message object kept, and a new one for every call. */
export const intlMessageFormat: Peer = {
  name: 'intl-messageformat',
  use: 'cached',
  prepare(name, locale) {
    const kept = message(name, locale);
    return (values) => kept.format(values) as string;
  },
};

export const intlMessageFormatNaive: Peer = {
  name: 'intl-messageformat',
  use: 'naive',
  prepare: (name, locale) => (values) => message(name, locale).format(values) as string,
};

/** One `createIntl` a locale, with its cache. */
export const formatjsIntl: Peer = {
  name: '@formatjs/intl',
  use: 'cached',
  prepare(name, locale) {
    const intl = createIntl({ locale, timeZone: TIME_ZONE, messages: icuSources[locale] }, createIntlCache());
    const descriptor = { id: name };
    return (values) => intl.formatMessage(descriptor, values) as string;
  },
};
