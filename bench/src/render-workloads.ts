import { fluent } from './peer-fluent.ts';
import { formatjsIntl, intlMessageFormat, intlMessageFormatNaive } from './peer-formatjs.ts';
import { i18next, i18nextIcu } from './peer-i18next.ts';
import { limit, limitBytes, limitText } from './peer-limit.ts';
import { lingui } from './peer-lingui.ts';
import {
  messageFormat4,
  messageFormat4Naive,
  messageFormatCore,
  messageFormatCoreNaive,
} from './peer-messageformat.ts';
import { eta, handlebars, nunjucksPeer } from './peer-templates.ts';
import type { Racer } from './race.ts';
import { leanBytes, leanText, localert, localertBytes, localertNaive, localertText } from './render-ours.ts';
import { alertBytes, alertText, messageRun, type Peer } from './render-peer.ts';
import { alertValues, nowValues, randomValues, SETS, type Values } from './render-values.ts';

/** Everyone but us and the hand-written limit. */
export const peers: readonly Peer[] = [
  intlMessageFormat,
  formatjsIntl,
  messageFormatCore,
  messageFormat4,
  lingui,
  i18next,
  i18nextIcu,
  fluent,
  handlebars,
  nunjucksPeer,
  eta,
  intlMessageFormatNaive,
  messageFormatCoreNaive,
  messageFormat4Naive,
];

export const LIMIT = limit.name;
export const OURS = localert.name;
export const LEAN = 'Localert, engine alone';

/** The name in tables: who makes a new object for every call says so. */
export const nameOf = ({ name, use }: Pick<Peer, 'name' | 'use'>): string =>
  use === 'naive' ? `${name}, new a call` : name;

/** One piece of work that all contenders do. */
export interface Workload {
  readonly id: string;
  readonly title: string;
  readonly racers: () => readonly Racer[];
}

const messages = (message: 'A' | 'B' | 'C' | 'D' | 'E', sets: readonly Values[]) => (): readonly Racer[] =>
  [limit, localert, ...peers, localertNaive].map((peer) => ({
    name: nameOf(peer),
    run: messageRun(peer, message, sets),
  }));

const alerts = (
  own: (sets: readonly Values[]) => readonly Racer[],
  run: (peer: Peer, sets: readonly Values[]) => Racer['run'],
) => {
  return (): readonly Racer[] => [
    ...own(alertValues),
    ...peers.map((peer) => ({ name: nameOf(peer), run: run(peer, alertValues) })),
  ];
};

export const workloads: readonly Workload[] = [
  { id: 'A', title: 'A: static text', racers: messages('A', nowValues) },
  { id: 'B', title: 'B: three plain arguments', racers: messages('B', nowValues) },
  { id: 'C', title: 'C: plural, nested choice, two arguments', racers: messages('C', nowValues) },
  { id: 'D', title: 'D: percent, money, integer', racers: messages('D', nowValues) },
  { id: 'E now', title: 'E: date and time of this minute', racers: messages('E', nowValues) },
  { id: 'E random', title: 'E: date and time of twenty years', racers: messages('E', randomValues) },
  {
    id: 'F text',
    title: 'F: a whole alert to JSON text',
    racers: alerts(
      (sets) => [
        { name: LIMIT, run: limitText(sets) },
        { name: OURS, run: localertText(sets) },
        { name: LEAN, run: leanText(sets) },
      ],
      alertText,
    ),
  },
  {
    id: 'F bytes',
    title: 'F: a whole alert to UTF-8 bytes',
    racers: alerts(
      (sets) => [
        { name: LIMIT, run: limitBytes(sets) },
        { name: OURS, run: localertBytes(sets) },
        { name: LEAN, run: leanBytes(sets) },
      ],
      alertBytes,
    ),
  },
];

/**
 * Intl itself is not of one mind: before AM and PM, V8's `format` writes a plain space where `formatToParts` has
 * U+202F. It counts as the same. JSON may write a character as an escape; what it stands for is compared.
 */
function comparable(output: string | Uint8Array): string {
  const text = (typeof output === 'string' ? output : Buffer.from(output).toString()).replaceAll(
    '\u202f',
    ' ',
  );
  return text.startsWith('{"') ? JSON.stringify(JSON.parse(text)) : text;
}

/** Throws unless all racers give the same for every set of values in every locale. */
export function assertSame(title: string, racers: readonly Racer[]): void {
  const [first, ...others] = racers;
  if (first === undefined) throw new Error(`${title}: nobody runs.`);
  for (let index = 0; index < SETS * 3; index++) {
    const expected = comparable(first.run(index));
    for (const { name, run } of others) {
      const given = comparable(run(index));
      if (given !== expected)
        throw new Error(`${title}, ${name}: gives\n  ${given}\nwhere ${first.name} has\n  ${expected}`);
    }
  }
}
