import { intlOf } from './render-intl.ts';
import { escapeArgument, type Payload, payloadOf } from './render-payload.ts';
import type { Format, Peer, Run } from './render-peer.ts';
import type { MessageName } from './render-texts.ts';
import { SETS, type Values } from './render-values.ts';

const en = intlOf('en-US');
const es = intlOf('es-ES');
const de = intlOf('de-DE');

const formats: Readonly<Partial<Record<MessageName, Format>>> = {
  A: () => 'Immediate investigation required',
  B: ({ service, region, team }) => `${service} in ${region} reported by ${team}`,
  C: ({ count, role, place, name }) => {
    const waits =
      en.plural.select(count) === 'one'
        ? `${en.number.format(count)} alert ${role === 'admin' ? 'needs you' : 'waits'}`
        : `${en.number.format(count)} alerts ${role === 'admin' ? 'need you' : 'wait'}`;
    return `${waits} in ${place}, ${name}`;
  },
  D: ({ share, amount, orders }) =>
    `${en.percent.format(share)} of ${en.euro.format(amount)}, ${en.number.format(orders)} orders`,
  E: ({ at }) => `Since ${en.clock.format(at)} on ${en.day.format(at)}`,
};

/** What a person would write by hand who knows Intl: template literals and cached Intl objects. */
export const limit: Peer = {
  name: 'LIMIT (by hand)',
  use: 'cached',
  prepare(message) {
    const format = formats[message];
    if (format === undefined) throw new Error('The fields of the alert are written out below.');
    return format;
  },
};

function english({ region, count, customer, at, share, team }: Values): Payload {
  const streams = en.plural.select(count) === 'one' ? 'stream' : 'streams';
  return payloadOf(
    `Playback interrupted in ${escapeArgument(region)}`,
    `${en.number.format(count)} ${streams} of ${escapeArgument(customer)} failing since ${en.clock.format(at)}: ${en.percent.format(share)} of all`,
    `Call ${escapeArgument(team)} now`,
  );
}

function spanish({ region, count, customer, at, share, team }: Values): Payload {
  const streams = es.plural.select(count) === 'one' ? 'transmisión' : 'transmisiones';
  return payloadOf(
    `Reproducción interrumpida en ${escapeArgument(region)}`,
    `${es.number.format(count)} ${streams} de ${escapeArgument(customer)} con fallos desde las ${es.clock.format(at)}: ${es.percent.format(share)} del total`,
    `Llame a ${escapeArgument(team)} ahora`,
  );
}

function german({ region, count, customer, at, share, team }: Values): Payload {
  const streams = de.plural.select(count) === 'one' ? 'Stream' : 'Streams';
  return payloadOf(
    `Wiedergabe unterbrochen in ${escapeArgument(region)}`,
    `${de.number.format(count)} ${streams} von ${escapeArgument(customer)} gestört seit ${de.clock.format(at)}: ${de.percent.format(share)} von allen`,
    `Jetzt ${escapeArgument(team)} anrufen`,
  );
}

function objectOf(index: number, sets: readonly Values[]): Payload {
  const values = sets[index & (SETS - 1)];
  if (values === undefined) throw new Error('No values.');
  const locale = index % 3;
  return locale === 0 ? english(values) : locale === 1 ? spanish(values) : german(values);
}

/** The alert by hand to JSON text. */
export const limitText =
  (sets: readonly Values[]): Run =>
  (index) =>
    JSON.stringify(objectOf(index, sets));

/** The alert by hand to UTF-8 bytes. */
export const limitBytes =
  (sets: readonly Values[]): Run =>
  (index) =>
    Buffer.from(JSON.stringify(objectOf(index, sets)));
