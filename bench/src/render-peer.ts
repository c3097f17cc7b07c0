import { escapeArgument, payloadOf } from './render-payload.ts';
import { LOCALES, type Locale, type MessageName } from './render-texts.ts';
import { SETS, type Values } from './render-values.ts';

/** Shows one message. */
export type Format = (values: Values) => string;

/** A library, and how it is used. */
export interface Peer {
  readonly name: string;
  /** `cached`: compiled once, as its manual advises. `naive`: a new object for every call. */
  readonly use: 'cached' | 'naive';
  /** Readies one message. */
  prepare(message: MessageName, locale: Locale): Format;
}

/** One call of a workload: the index chooses the values. */
export type Run = (index: number) => string | Uint8Array;

/** A single message over all sets of values. */
export function messageRun(peer: Peer, message: MessageName, sets: readonly Values[]): Run {
  const format = peer.prepare(message, 'en-US');
  const [first] = sets;
  if (first === undefined) throw new Error('No values.');
  return (index) => format(sets[index & (SETS - 1)] ?? first);
}

/** The alert's object for an index: arguments escaped, three fields shown, the locales in turn. */
export function alertObject(peer: Peer, sets: readonly Values[]): (index: number) => object {
  const byLocale = LOCALES.map((locale) => ({
    title: peer.prepare('title', locale),
    description: peer.prepare('description', locale),
    actionRequired: peer.prepare('actionRequired', locale),
  }));
  return (index) => {
    const values = sets[index & (SETS - 1)];
    const formats = byLocale[index % LOCALES.length];
    if (values === undefined || formats === undefined) throw new Error('No values.');
    const escaped: Values = {
      ...values,
      region: escapeArgument(values.region),
      customer: escapeArgument(values.customer),
      team: escapeArgument(values.team),
    };
    return payloadOf(formats.title(escaped), formats.description(escaped), formats.actionRequired(escaped));
  };
}

/** The alert to JSON text. */
export function alertText(peer: Peer, sets: readonly Values[]): Run {
  const object = alertObject(peer, sets);
  return (index) => JSON.stringify(object(index));
}

/** The alert to UTF-8 bytes. */
export function alertBytes(peer: Peer, sets: readonly Values[]): Run {
  const object = alertObject(peer, sets);
  return (index) => Buffer.from(JSON.stringify(object(index)));
}
