import { Eta } from 'eta';
import Handlebars from 'handlebars';
import nunjucks from 'nunjucks';
import { intlOf } from './render-intl.ts';
import type { Peer } from './render-peer.ts';
import type { Locale, MessageName } from './render-texts.ts';

/** How a template language writes what messages do. */
interface Notation {
  readonly value: (name: string) => string;
  readonly call: (helper: string, name: string) => string;
  /** `one` when the count is singular, else `other`. */
  readonly plural: (one: string, other: string) => string;
  readonly admin: (yes: string, no: string) => string;
}

/** The same templates in each language: their helpers hold cached Intl objects. */
function templateOf(message: MessageName, locale: Locale, { value, call, plural, admin }: Notation): string {
  const streams = (one: string, other: string) =>
    `${call('number', 'count')} ${plural(one, other)} ${value('customer')}`;
  const single = {
    A: 'Immediate investigation required',
    B: `${value('service')} in ${value('region')} reported by ${value('team')}`,
    C:
      `${call('number', 'count')} ${plural(`alert ${admin('needs you', 'waits')}`, `alerts ${admin('need you', 'wait')}`)}` +
      ` in ${value('place')}, ${value('name')}`,
    D: `${call('percent', 'share')} of ${call('euro', 'amount')}, ${call('number', 'orders')} orders`,
    E: `Since ${call('clock', 'at')} on ${call('day', 'at')}`,
  };
  const fields: Readonly<Record<Locale, Omit<Record<MessageName, string>, keyof typeof single>>> = {
    'en-US': {
      title: `Playback interrupted in ${value('region')}`,
      description: `${streams('stream of', 'streams of')} failing since ${call('clock', 'at')}: ${call('percent', 'share')} of all`,
      actionRequired: `Call ${value('team')} now`,
    },
    'es-ES': {
      title: `Reproducción interrumpida en ${value('region')}`,
      description: `${streams('transmisión de', 'transmisiones de')} con fallos desde las ${call('clock', 'at')}: ${call('percent', 'share')} del total`,
      actionRequired: `Llame a ${value('team')} ahora`,
    },
    'de-DE': {
      title: `Wiedergabe unterbrochen in ${value('region')}`,
      description: `${streams('Stream von', 'Streams von')} gestört seit ${call('clock', 'at')}: ${call('percent', 'share')} von allen`,
      actionRequired: `Jetzt ${value('team')} anrufen`,
    },
  };
  return { ...single, ...fields[locale] }[message];
}

function helpersOf(locale: Locale) {
  const intl = intlOf(locale);
  return {
    number: (value: number) => intl.number.format(value),
    percent: (value: number) => intl.percent.format(value),
    euro: (value: number) => intl.euro.format(value),
    clock: (value: number) => intl.clock.format(value),
    day: (value: number) => intl.day.format(value),
    single: (value: number) => intl.plural.select(value) === 'one',
    admin: (role: string) => role === 'admin',
  };
}

/** Handlebars, compiled, without its HTML escaping. */
export const handlebars: Peer = {
  name: 'handlebars',
  use: 'cached',
  prepare(message, locale) {
    const environment = Handlebars.create();
    for (const [name, helper] of Object.entries(helpersOf(locale))) environment.registerHelper(name, helper);
    const source = templateOf(message, locale, {
      value: (name) => `{{${name}}}`,
      call: (helper, name) => `{{${helper} ${name}}}`,
      plural: (one, other) => `{{#if (single count)}}${one}{{else}}${other}{{/if}}`,
      admin: (yes, no) => `{{#if (admin role)}}${yes}{{else}}${no}{{/if}}`,
    });
    return environment.compile(source, { noEscape: true, knownHelpersOnly: false });
  },
};

/** Nunjucks, compiled, without its HTML escaping. */
export const nunjucksPeer: Peer = {
  name: 'nunjucks',
  use: 'cached',
  prepare(message, locale) {
    const environment = new nunjucks.Environment(null, { autoescape: false });
    for (const [name, helper] of Object.entries(helpersOf(locale))) environment.addFilter(name, helper);
    const source = templateOf(message, locale, {
      value: (name) => `{{ ${name} }}`,
      call: (helper, name) => `{{ ${name} | ${helper} }}`,
      plural: (one, other) => `{% if count | single %}${one}{% else %}${other}{% endif %}`,
      admin: (yes, no) => `{% if role | admin %}${yes}{% else %}${no}{% endif %}`,
    });
    const template = nunjucks.compile(source, environment);
    return (values) => template.render(values);
  },
};

/** Eta, compiled, without its HTML escaping. */
export const eta: Peer = {
  name: 'eta',
  use: 'cached',
  prepare(message, locale) {
    const engine = new Eta({ autoEscape: false });
    const source = templateOf(message, locale, {
      value: (name) => `<%= it.v.${name} %>`,
      call: (helper, name) => `<%= it.h.${helper}(it.v.${name}) %>`,
      plural: (one, other) => `<% if (it.h.single(it.v.count)) { %>${one}<% } else { %>${other}<% } %>`,
      admin: (yes, no) => `<% if (it.h.admin(it.v.role)) { %>${yes}<% } else { %>${no}<% } %>`,
    });
    const template = engine.compile(source);
    const helpers = helpersOf(locale);
    return (values) => template.call(engine, { v: values, h: helpers });
  },
};
