import { detectPii } from '@localert/pii';
import { nanoseconds, timeEachSync } from './measure.ts';
import type { Row } from './report.ts';

/** Texts that make a careless pattern look again and again; each is repeated to 50 KB. */
const SEEDS = [
  'a',
  'a@',
  'a.',
  'a@a.',
  '4',
  '4111 ',
  '1-',
  '1.',
  ':',
  'f:',
  'fe80::',
  'xoxb-',
  'eyJ.',
  'eyJhbGciOiJub25lIn0.',
  '-----BEGIN PRIVATE KEY-----',
  'https://a:',
  'https://hooks.slack.com/services/',
  'DE89',
  '+1',
  '(1)',
  'password=',
  'Bearer ',
  'AKIA',
  'sk_live_',
  '\u200b1',
  '\uff11',
  '<@U1',
];

const LENGTH = 50_000;

const ALERT =
  'Replica db-17.eu-west-1 is 4711 s behind since 2026-11-25T03:50:50Z (trace 4bf92f3577b34da6a3ce929d0e0e4736)';

/** The slowest of the hostile texts, and what a usual value costs. */
export function benchPii(): readonly Row[] {
  const slow = SEEDS.map((seed) => {
    const text = seed.repeat(Math.ceil(LENGTH / seed.length)).slice(0, LENGTH);
    for (let run = 0; run < 3; run++) detectPii(text);
    const times = Array.from({ length: 9 }, () => {
      const begun = nanoseconds();
      detectPii(text);
      return (nanoseconds() - begun) / 1e6;
    }).sort((left, right) => left - right);
    return { seed, ms: times[4] ?? Number.NaN };
  }).sort((left, right) => right.ms - left.ms);
  const [worst = { seed: '', ms: Number.NaN }] = slow;
  return [
    {
      name: 'pii: 50 KB of hostile text, all rules, slowest',
      value: worst.ms,
      unit: 'ms',
      target: { atMost: 10 },
      note: `${SEEDS.length} texts; the slowest repeats ${JSON.stringify(worst.seed)}`,
    },
    {
      name: 'pii: a short value',
      value: timeEachSync(20_000, () => detectPii('db-17')).p50 / 1e3,
      unit: 'µs',
    },
    {
      name: 'pii: a line of an alert',
      value: timeEachSync(20_000, () => detectPii(ALERT)).p50 / 1e3,
      unit: 'µs',
    },
  ];
}
