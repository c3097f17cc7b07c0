import MessageFormatOne from '@messageformat/core';
import { MessageFormat } from 'messageformat';
import { DraftFunctions } from 'messageformat/functions';
import { intlOf } from './render-intl.ts';
import type { Peer } from './render-peer.ts';
import { icuSources, type Locale, type MessageName, mf2Sources } from './render-texts.ts';

const generated = (name: MessageName, locale: Locale) =>
  new MessageFormatOne(locale).compile(icuSources[locale][name]);

/** Its own date and time build an Intl object for every call; its manual's way to another one are custom formatters. */
function withCachedDates(name: MessageName, locale: Locale) {
  const { clock, day } = intlOf(locale);
  const customFormatters = {
    time: (value: unknown) => clock.format(value as number),
    date: (value: unknown) => day.format(value as number),
  };
  return new MessageFormatOne(locale, { customFormatters }).compile(icuSources[locale][name]);
}

/** @messageformat/core: MessageFormat 1 as generated JavaScript, by `new Function`. */
export const messageFormatCore: Peer = {
  name: '@messageformat/core',
  use: 'cached',
  prepare(name, locale) {
    const compiled = withCachedDates(name, locale);
    return (values) => compiled(values);
  },
};

export const messageFormatCoreNaive: Peer = {
  name: '@messageformat/core',
  use: 'naive',
  prepare: (name, locale) => (values) => generated(name, locale)(values),
};

const second = (name: MessageName, locale: Locale) =>
  new MessageFormat(locale, mf2Sources[locale][name], {
    functions: DraftFunctions,
    bidiIsolation: 'none',
  });

/** messageformat 4: MessageFormat 2, the reference implementation. */
export const messageFormat4: Peer = {
  name: 'messageformat 4 (MF2)',
  use: 'cached',
  prepare(name, locale) {
    const kept = second(name, locale);
    return (values) => kept.format(values);
  },
};

export const messageFormat4Naive: Peer = {
  name: 'messageformat 4 (MF2)',
  use: 'naive',
  prepare: (name, locale) => (values) => second(name, locale).format(values),
};
