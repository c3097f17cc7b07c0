/**
 * Prints how well the rules do: recall and false alarms on the labelled sets, and the time that hostile and short texts
 * take. `npm run pii:measure`, with `-- --show` to see what was missed and what was no item, and `-- --quick` to leave the
 * times out.
 */
import { parseArgs } from 'node:util';
import { createPiiDetector, detectPii, PII_RULES } from '../src/index.ts';
import { hostileTexts } from './hostile.ts';
import { readSet, SETS } from './labelled.ts';
import { score } from './score.ts';

const { values } = parseArgs({ options: { show: { type: 'boolean' }, quick: { type: 'boolean' } } });

const percent = (part: number, whole: number): string =>
  whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;

for (const name of SETS) {
  const { positive, negative } = readSet(name);
  const result = score(detectPii, positive, negative);
  console.log(`${name}: ${positive.length} texts with items, ${negative.length} without`);
  for (const [slot, { all, found }] of [...result.recall].sort(([one], [other]) =>
    one.localeCompare(other),
  )) {
    const counted = `${String(found).padStart(4)} of ${String(all).padStart(4)}`;
    console.log(`  ${slot.padEnd(16)} ${counted}  ${percent(found, all)}`);
  }
  const wrong = [...result.wrong].map(([kind, count]) => `${kind} ${count}`).join(', ');
  console.log(`  recall: ${result.found} of ${result.items} items, ${percent(result.found, result.items)}`);
  console.log(
    `  false alarms: ${result.alarmed} of ${result.clean} texts without items, ${percent(result.alarmed, result.clean)}`,
  );
  console.log(`  findings in any text that are no item: ${wrong || 'none'}\n`);
  if (values.show === true) console.log([...result.missed, ...result.alarms, ''].join('\n'));
}

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

/** The time that hostile and short texts take. */
function printTimes(): void {
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
}

if (values.quick !== true) printTimes();
