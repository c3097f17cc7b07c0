import { type CompiledForm, compileForm, parseForm } from '@localert/icu';
import MessageFormatOne from '@messageformat/core';
import { IntlMessageFormat } from 'intl-messageformat-12';
import { MessageFormat } from 'messageformat';
import { DraftFunctions } from 'messageformat/functions';
import { nanoseconds } from './measure.ts';
import { race, ratioOf, spreadOf } from './race.ts';
import { nowValues, randomNumbers, SETS, type Values } from './render-values.ts';
import type { Row } from './report.ts';

const MANY = 3_000;
/** Looks random, visits all: a step that has no factor in common with the number of templates. */
const STEP = 1_789;
const UTC = { locale: 'en-US', timeZone: 'UTC' } as const;

const WORDS =
  'alert stream node disk queue login video cache order card shard proxy topic index token batch'.split(' ');

interface Template {
  readonly icu: string;
  readonly mf2: string;
}

/** Templates of a large catalogue: texts with arguments, plurals, choices, numbers; no two alike. */
function templates(): readonly Template[] {
  const random = randomNumbers(3_000);
  const word = () => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  return Array.from({ length: MANY }, (_, index): Template => {
    const [a, b, c] = [word(), word(), word()];
    switch (index % 4) {
      case 0:
        return {
          icu: `${a} ${index}: {service} of {team} lost its ${b} in {region}`,
          mf2: `${a} ${index}: {$service} of {$team} lost its ${b} in {$region}`,
        };
      case 1:
        return {
          icu: `{count, plural, one {# ${a}} other {# ${a}s}} behind ${b} ${index} in {place}`,
          mf2: `.input {$count :number} .match $count one {{{$count} ${a} behind ${b} ${index} in {$place}}} * {{{$count} ${a}s behind ${b} ${index} in {$place}}}`,
        };
      case 2:
        return {
          icu: `{role, select, admin {Look at ${a} ${index}} other {Wait for ${b}}}, {name}: {share, number, percent} of ${c}s`,
          mf2: `.input {$role :string} .match $role admin {{Look at ${a} ${index}, {$name}: {$share :percent} of ${c}s}} * {{Wait for ${b}, {$name}: {$share :percent} of ${c}s}}`,
        };
      default:
        return {
          icu: `${a} ${index} has {orders, number, integer} ${b}s and {count, plural, =0 {no ${c}} one {# ${c}} other {# ${c}s}}`,
          mf2: `.input {$count :number} .match $count 0 {{${a} ${index} has {$orders :integer} ${b}s and no ${c}}} one {{${a} ${index} has {$orders :integer} ${b}s and {$count} ${c}}} * {{${a} ${index} has {$orders :integer} ${b}s and {$count} ${c}s}}`,
        };
    }
  });
}

const refuse = (fault: { readonly code: string }): never => {
  throw new Error(`A template has a fault: ${fault.code}.`);
};

type Format = (values: Values) => string;

interface Compiler {
  readonly name: string;
  compile(template: Template): Format;
}

const compilers: readonly Compiler[] = [
  {
    name: 'Localert',
    compile({ icu }) {
      const format: CompiledForm = compileForm(parseForm(icu, 'icu'), UTC);
      return (values) => format(values, refuse);
    },
  },
  {
    name: 'Localert (MF2)',
    compile({ mf2 }) {
      const format: CompiledForm = compileForm(parseForm(mf2, 'mf2'), UTC);
      return (values) => format(values, refuse);
    },
  },
  {
    name: 'intl-messageformat',
    compile({ icu }) {
      const message = new IntlMessageFormat(icu, UTC.locale, undefined, { ignoreTag: true });
      return (values) => message.format(values) as string;
    },
  },
  {
    name: '@messageformat/core',
    compile({ icu }) {
      const message = new MessageFormatOne(UTC.locale).compile(icu);
      return (values) => message(values);
    },
  },
  {
    name: 'messageformat 4 (MF2)',
    compile({ mf2 }) {
      const message = new MessageFormat(UTC.locale, mf2, {
        functions: DraftFunctions,
        bidiIsolation: 'none',
      });
      return (values) => message.format(values);
    },
  },
];

/** Bytes of heap that the compiled messages keep once they were used, and nanoseconds that compiling one took. */
function compileAll({ compile }: Compiler, all: readonly Template[]) {
  // Data that Intl loads at its first use, and code that V8 compiles, belong to nobody.
  for (const template of all.slice(0, 400)) compile(template)(nowValues[0] as Values);
  const collect = globalThis.gc;
  if (collect === undefined) throw new Error('Run it with --expose-gc: npm run bench:render does.');
  collect();
  const before = process.memoryUsage().heapUsed;
  const begun = nanoseconds();
  const formats = all.map((template) => compile(template));
  const ns = (nanoseconds() - begun) / all.length;
  // Some build what they need at the first use.
  for (const format of formats) format(nowValues[0] as Values);
  collect();
  return { formats, ns, bytes: (process.memoryUsage().heapUsed - before) / all.length };
}

/** The dear ones stay out of the long race. */
const raced = new Set(['Localert', 'intl-messageformat', '@messageformat/core']);

/** 3,000 distinct templates: what compiling costs, what they weigh, and showing them in no order. */
export function benchMany(rounds: number): readonly Row[] {
  const all = templates();
  const compiled = compilers.map((compiler) => ({ ...compiler, ...compileAll(compiler, all) }));
  const racers = compiled
    .filter(({ name }) => raced.has(name))
    .map(({ name, formats }) => ({
      name,
      run: (index: number) => {
        const format = formats[(index * STEP) % MANY];
        const values = nowValues[index & (SETS - 1)];
        if (format === undefined || values === undefined) throw new Error('No template.');
        return format(values);
      },
    }));
  for (let index = 0; index < MANY; index++) {
    const [first, ...others] = racers.map(({ run }) => run(index));
    for (const other of others) if (other !== first) throw new Error(`Not the same: ${first} | ${other}`);
  }
  // Long slices: each goes through all templates many times, as caches of the processor would have it in life.
  const laps = race(racers, { rounds, sliceMs: 60 });
  const [ours, theirs] = laps;
  if (ours === undefined || theirs === undefined) throw new Error('Nobody runs.');
  const { median, low, high } = ratioOf(theirs, ours);
  const title = '3,000 templates';
  return [
    ...laps.map(
      ({ name, times }): Row => ({ name: `${title}: ${name}`, value: spreadOf(times).median, unit: 'ns' }),
    ),
    {
      name: `${title}: intl-messageformat ÷ Localert`,
      value: median,
      unit: '×',
      target: { atLeast: 8 },
      note: `${low.toFixed(2)}–${high.toFixed(2)}; all of them in no order`,
    },
    ...compiled.map(
      ({ name, ns }): Row => ({ name: `compile a message: ${name}`, value: ns / 1e3, unit: 'µs' }),
    ),
    ...compiled.map(
      ({ name, bytes }): Row => ({
        name: `memory a compiled message: ${name}`,
        value: bytes / 1024,
        unit: 'KB',
        ...(name === 'Localert' ? { target: { atMost: 5 } } : {}),
      }),
    ),
  ];
}
