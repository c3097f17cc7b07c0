import { createInstance } from 'i18next';
import ICU from 'i18next-icu';
import type { Peer } from './render-peer.ts';
import { icuSources, LOCALES, type Locale, type MessageName, TIME_ZONE } from './render-texts.ts';

const clock = `datetime(hour: numeric; minute: numeric; timeZone: ${TIME_ZONE})`;
const day = `datetime(year: numeric; month: short; day: numeric; timeZone: ${TIME_ZONE})`;
const single = {
  A: 'Immediate investigation required',
  B: '{{service}} in {{region}} reported by {{team}}',
  C_admin_one: '{{count, number}} alert needs you in {{place}}, {{name}}',
  C_admin_other: '{{count, number}} alerts need you in {{place}}, {{name}}',
  C_guest_one: '{{count, number}} alert waits in {{place}}, {{name}}',
  C_guest_other: '{{count, number}} alerts wait in {{place}}, {{name}}',
  D: '{{share, number(style: percent)}} of {{amount, currency(currency: EUR)}}, {{orders, number}} orders',
  E: `Since {{at, ${clock}}} on {{at, ${day}}}`,
};
const streams = (one: string, other: string, rest: string) => ({
  description_one: `{{count, number}} ${one} ${rest}`,
  description_other: `{{count, number}} ${other} ${rest}`,
  // Spanish has a form for millions.
  description_many: `{{count, number}} ${other} ${rest}`,
});
const share = '{{share, number(style: percent)}}';

const texts: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'en-US': {
    ...single,
    title: 'Playback interrupted in {{region}}',
    ...streams('stream', 'streams', `of {{customer}} failing since {{at, ${clock}}}: ${share} of all`),
    actionRequired: 'Call {{team}} now',
  },
  'es-ES': {
    title: 'Reproducción interrumpida en {{region}}',
    ...streams(
      'transmisión',
      'transmisiones',
      `de {{customer}} con fallos desde las {{at, ${clock}}}: ${share} del total`,
    ),
    actionRequired: 'Llame a {{team}} ahora',
  },
  'de-DE': {
    title: 'Wiedergabe unterbrochen in {{region}}',
    ...streams('Stream', 'Streams', `von {{customer}} gestört seit {{at, ${clock}}}: ${share} von allen`),
    actionRequired: 'Jetzt {{team}} anrufen',
  },
};

type Instance = ReturnType<typeof createInstance>;

async function readied(lng: Locale, translation: Readonly<Record<string, string>>, icu: boolean) {
  const instance = createInstance();
  if (icu) instance.use(new ICU({ memoize: true }));
  await instance.init({
    lng,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    resources: { [lng]: { translation } },
  } as Parameters<Instance['init']>[0]);
  return instance;
}

const plain = new Map<Locale, Instance>();
const icu = new Map<Locale, Instance>();
for (const locale of LOCALES) {
  plain.set(locale, await readied(locale, texts[locale], false));
  icu.set(locale, await readied(locale, icuSources[locale], true));
}

const instanceOf = (instances: ReadonlyMap<Locale, Instance>, locale: Locale): Instance => {
  const found = instances.get(locale);
  if (found === undefined) throw new Error(`No i18next for ${locale}.`);
  return found;
};

/** i18next with its own plurals, contexts and formats. A nested choice is a key of its own. */
export const i18next: Peer = {
  name: 'i18next',
  use: 'cached',
  prepare(name, locale) {
    const instance = instanceOf(plain, locale);
    if (name === 'C') return (values) => instance.t('C', { ...values, context: values.role });
    // i18next would look for a plural of each text that gets a `count`.
    const plural = name === 'description';
    return (values) => instance.t(name, plural ? values : { ...values, count: undefined });
  },
};

/** i18next with MessageFormat 1, its messages remembered. It shows times in the process's zone. */
export const i18nextIcu: Peer = {
  name: 'i18next-icu',
  use: 'cached',
  prepare(name: MessageName, locale) {
    const instance = instanceOf(icu, locale);
    return (values) => instance.t(name, values);
  },
};
