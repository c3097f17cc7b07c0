/**
 * Prints how well the rules do: recall and false alarms on a labelled set, and the time that hostile and short texts
 * take. `npm run measure --workspace @localert/pii`, with `-- --show` to see what was missed and what was no item, and
 * `-- --set=development` for the texts that the rules were written with.
 */
import { parseArgs } from 'node:util';
import { createPiiDetector, detectPii, PII_RULES } from '../src/index.ts';
import { hostileTexts } from './hostile.ts';
import { readSet } from './labelled.ts';
import { score } from './score.ts';

const { values } = parseArgs({
  options: { show: { type: 'boolean' }, set: { type: 'string', default: 'held-out' } },
});

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;

const { positive, negative } = readSet(values.set === 'development' ? 'development' : 'held-out');
const result = score(detectPii, positive, negative);
for (const [slot, { all, found }] of [...result.recall].sort(([one], [other]) => one.localeCompare(other))) {
  console.log(
    `${slot.padEnd(16)} ${String(found).padStart(4)} of ${String(all).padStart(4)}  ${percent(found, all)}`,
  );
}
const wrong = [...result.wrong.values()].reduce((sum, count) => sum + count, 0);
console.log(
  `\n${values.set}: recall ${percent(result.found, result.items)} of ${result.items} items in ${positive.length} texts`,
);
console.log(
  `texts without items: ${result.alarmed} of ${result.clean} alarmed, ${percent(result.alarmed, result.clean)}`,
);
console.log(
  `findings that are no item: ${wrong} (${[...result.wrong].map(([kind, count]) => `${kind} ${count}`).join(', ')})`,
);
if (values.show === true) console.log(['', ...result.missed, '', ...result.alarms].join('\n'));

/**
 * The mean of some runs, in milliseconds of this thread's processor time: other programs do not count. Kernels count it in
 * steps of up to 4 ms, hence the mean and not the best.
 */
function time(run: () => void, runs = 16): number {
  run();
  const start = process.threadCpuUsage();
  for (let round = 0; round < runs; round++) run();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / 1000 / runs;
}

// What is measured first would be measured before it is compiled.
for (const [, text] of hostileTexts()) detectPii(text);

console.log('\nhostile texts of 50 KB: ms of the whole detector, and of the slowest single rule');
const single = PII_RULES.map(({ kind }) => ({ kind, detector: createPiiDetector({ only: [kind] }) }));
for (const [name, text] of hostileTexts()) {
  const whole = time(() => detectPii(text));
  const [slowest] = single
    .map(({ kind, detector }) => ({ kind, ms: time(() => detector.detect(text), 8) }))
    .sort((one, other) => other.ms - one.ms);
  console.log(
    `${name.padEnd(28)} ${whole.toFixed(2).padStart(6)}  ${slowest?.ms.toFixed(2).padStart(6)} ${slowest?.kind}`,
  );
}

console.log('\nshort values: µs each');
const shorts = [
  'eu-west-1',
  'Playback interrupted in region',
  'Nutzer sehen seit Mitternacht nur einen schwarzen Bildschirm',
  '3 streams failing since 14:05',
  '配信が中断されました',
  'ann@example.org',
  'https://status.example.com/i/4711',
];
for (const text of shorts) {
  const rounds = 100_000;
  const ms = time(() => {
    for (let round = 0; round < rounds; round++) detectPii(text);
  }, 3);
  console.log(`${text.padEnd(62)} ${((ms * 1000) / rounds).toFixed(2)}`);
}
