/** Locales of the alert; the single messages are measured in the first. */
export const LOCALES = ['en-US', 'es-ES', 'de-DE'] as const;
export type Locale = (typeof LOCALES)[number];

/** Where times are shown. Peers without a time zone of their own use the process's, which is set to it. */
export const TIME_ZONE = 'Europe/Madrid';

/** The messages: five workloads and the three fields of the alert. */
export const MESSAGES = ['A', 'B', 'C', 'D', 'E', 'title', 'description', 'actionRequired'] as const;
export type MessageName = (typeof MESSAGES)[number];

/** Sources by message. Only the alert's fields come in three languages. */
export type Sources = Readonly<Record<MessageName, string>>;
type Single = Pick<Sources, 'A' | 'B' | 'C' | 'D' | 'E'>;
type Fields = Omit<Sources, keyof Single>;

const inEvery = (single: Single, fields: Readonly<Record<Locale, Fields>>): Record<Locale, Sources> => ({
  'en-US': { ...single, ...fields['en-US'] },
  'es-ES': { ...single, ...fields['es-ES'] },
  'de-DE': { ...single, ...fields['de-DE'] },
});

/** MessageFormat 1, as formatjs, messageformat.js, Lingui, i18next-icu and we read it. */
export const icuSources = inEvery(
  {
    A: 'Immediate investigation required',
    B: '{service} in {region} reported by {team}',
    C:
      '{count, plural, one {# alert {role, select, admin {needs you} other {waits}}} ' +
      'other {# alerts {role, select, admin {need you} other {wait}}}} in {place}, {name}',
    D: '{share, number, percent} of {amount, number, ::currency/EUR}, {orders, number, integer} orders',
    E: 'Since {at, time, short} on {at, date, medium}',
  },
  {
    'en-US': {
      title: 'Playback interrupted in {region}',
      description:
        '{count, plural, one {# stream} other {# streams}} of {customer} failing since {at, time, short}: ' +
        '{share, number, percent} of all',
      actionRequired: 'Call {team} now',
    },
    'es-ES': {
      title: 'Reproducción interrumpida en {region}',
      description:
        '{count, plural, one {# transmisión} other {# transmisiones}} de {customer} con fallos desde las ' +
        '{at, time, short}: {share, number, percent} del total',
      actionRequired: 'Llame a {team} ahora',
    },
    'de-DE': {
      title: 'Wiedergabe unterbrochen in {region}',
      description:
        '{count, plural, one {# Stream} other {# Streams}} von {customer} gestört seit {at, time, short}: ' +
        '{share, number, percent} von allen',
      actionRequired: 'Jetzt {team} anrufen',
    },
  },
);

const zone = `timeZone=|${TIME_ZONE}|`;
const mf2Plural = (one: string, other: string) =>
  `.input {$count :number} .match $count one {{{$count} ${one}}} * {{{$count} ${other}}}`;
const mf2Rest = (of: string, since: string, all: string) =>
  ` ${of} {$customer} ${since} {$at :time precision=minute ${zone}}: {$share :percent} ${all}`;
const mf2Description = (one: string, other: string, rest: string) => mf2Plural(one + rest, other + rest);

/** MessageFormat 2. */
export const mf2Sources = inEvery(
  {
    A: 'Immediate investigation required',
    B: '{$service} in {$region} reported by {$team}',
    C:
      '.input {$count :number} .input {$role :string} .match $count $role ' +
      'one admin {{{$count} alert needs you in {$place}, {$name}}} ' +
      'one * {{{$count} alert waits in {$place}, {$name}}} ' +
      '* admin {{{$count} alerts need you in {$place}, {$name}}} ' +
      '* * {{{$count} alerts wait in {$place}, {$name}}}',
    D: '{$share :percent} of {$amount :currency currency=EUR}, {$orders :integer} orders',
    E: `Since {$at :time precision=minute ${zone}} on {$at :date length=medium ${zone}}`,
  },
  {
    'en-US': {
      title: 'Playback interrupted in {$region}',
      description: mf2Description('stream', 'streams', mf2Rest('of', 'failing since', 'of all')),
      actionRequired: 'Call {$team} now',
    },
    'es-ES': {
      title: 'Reproducción interrumpida en {$region}',
      description: mf2Description(
        'transmisión',
        'transmisiones',
        mf2Rest('de', 'con fallos desde las', 'del total'),
      ),
      actionRequired: 'Llame a {$team} ahora',
    },
    'de-DE': {
      title: 'Wiedergabe unterbrochen in {$region}',
      description: mf2Description('Stream', 'Streams', mf2Rest('von', 'gestört seit', 'von allen')),
      actionRequired: 'Jetzt {$team} anrufen',
    },
  },
);
