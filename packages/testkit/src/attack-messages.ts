import { isTrue, refused, same } from './assertions.ts';
import { type AttackHarness, type AttackHouse, adminOf, note } from './attack-house.ts';
import { isQuick } from './attack-patience.ts';

const nested = (depth: number): string => `${'{n, plural, other {'.repeat(depth)}x${'}}'.repeat(depth)}`;

const repeated = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(' ');

interface HostileSource {
  readonly attack: 6 | 7 | 9;
  readonly guard: string;
  readonly source: string;
  readonly syntax?: 'mf2';
}

/** Sources that want to be deep, large or dear. Most are short enough that no limit of length helps. */
const HOSTILE_SOURCES: Readonly<Record<string, HostileSource>> = {
  'nested 17 deep': { attack: 6, guard: 'the limit of nesting', source: nested(17) },
  'nested 5,000 deep': { attack: 6, guard: 'the limit of nesting', source: nested(5_000) },
  'a megabyte of text': { attack: 7, guard: 'the limit of length', source: 'x'.repeat(1_000_000) },
  '350,000 placeholders': { attack: 7, guard: 'the limit of length', source: '{a}'.repeat(350_000) },
  '1,200 placeholders in branches': {
    attack: 7,
    guard: 'the limit of parts',
    source: `{s, select, ${repeated(1_200, (n) => `a${n} {{a}}`)} other {x}}`,
  },
  '20,000 arms': {
    attack: 9,
    guard: 'the limit of length',
    source: `{n, plural, ${repeated(20_000, (n) => `=${n} {x}`)} other {x}}`,
  },
  '1,500 arms': {
    attack: 9,
    guard: 'the limit of parts',
    source: `{n, plural, ${repeated(1_500, (n) => `=${n} {x}`)} other {x}}`,
  },
  'a huge offset': {
    attack: 9,
    guard: 'offsets of at most 15 digits, by formatjs',
    source: `{n, plural, offset:${'9'.repeat(400)} other {x}}`,
  },
  'a huge offset of MessageFormat 2': {
    attack: 9,
    guard: 'sizes of at most three digits',
    source: `.input {$n :number} {{{$n :offset add=${'9'.repeat(400)}}}}`,
    syntax: 'mf2',
  },
  'a skeleton of 100,000 digits': {
    attack: 9,
    guard: 'the limit of length',
    source: `{n, number, ::.${'0'.repeat(100_000)}}`,
  },
  'a skeleton of 1,500 words': {
    attack: 9,
    guard: 'the limit of a style',
    source: `{n, number, ::${repeated(1_500, () => 'group-off')}}`,
  },
  '400 kinds of numbers': {
    attack: 9,
    guard: 'the limit of formats',
    source: `{s, select, ${repeated(400, (n) => `a${n} {{n, number, ::scale/${n + 2}}}`)} other {x}}`,
  },
};

async function refusedSoon(
  house: AttackHouse,
  name: string,
  { source, syntax }: HostileSource,
): Promise<void> {
  const client = adminOf(house);
  await isQuick(
    () =>
      refused(
        () => client.create('hostile', note(source, { syntax })),
        ['LOCALERT_FIXTURE_REFUSED', 'LOCALERT_INVALID_INPUT'],
        name,
      ),
    `${name}: the refusal`,
  );
}

const HOSTILE_MARKUP = ['<!channel>', '<@U1>', '<https://evil.example|bank.example>', 'R&D', '<!subteam^S1>'];

/** Whether no text in it has half of a character. */
const hasOnlyWhole = (value: unknown): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every(hasOnlyWhole)
    : typeof value !== 'string' || value.isWellFormed();

/** Attacks 5 to 9, 11 and 24: what messages and values try. */
export function attackMessages({ test: { it }, withHouse }: AttackHarness): void {
  it(
    'attack 5: magic names as arguments are no arguments, or missing ones (guard: own properties alone)',
    withHouse(async (house) => {
      const client = adminOf(house);
      for (const name of ['__proto__', 'constructor', 'toString']) {
        await refused(() => client.create('magic', note(`x {${name}}`)), 'LOCALERT_FIXTURE_REFUSED', name);
      }
      await client.create('plain', note('x {host}'));
      const inherited = JSON.parse(
        '{"__proto__": {"host": "polluted"}, "constructor": "polluted"}',
      ) as object;
      for (const values of [inherited, Object.create({ host: 'polluted' }) as object]) {
        const { problems } = await client.untyped.send('plain', { values });
        isTrue(
          problems.some(({ code, argument }) => code === 'argument-missing' && argument === 'host'),
          'an inherited value stood in for a missing one',
        );
      }
      await house.alerts.drain();
      isTrue(!house.posts().join('\n').includes('polluted'), 'an inherited value was shown');
    }),
  );

  for (const [name, hostile] of Object.entries(HOSTILE_SOURCES)) {
    it(
      `attack ${hostile.attack}: ${name} ${/s$/.test(name) ? 'are' : 'is'} refused in no time (guard: ${hostile.guard})`,
      withHouse((house) => refusedSoon(house, name, hostile)),
    );
  }

  it(
    'attack 8: many placeholders with long values end at the output’s limit (guard: the output cap)',
    withHouse(async (house) => {
      await adminOf(house).create('loud', {
        baseLocale: 'en',
        locales: { en: { title: 'Loud', description: '{a}'.repeat(1_000) } },
        arguments: { a: { sample: 'x', maxLength: 1 } },
      });
      await isQuick(async () => {
        const { problems } = await adminOf(house).untyped.send('loud', { values: { a: 'x'.repeat(10_240) } });
        isTrue(
          problems.some(({ code }) => code === 'output-too-long'),
          'the amplified message was not stopped',
        );
      }, 'the amplified message');
      await house.alerts.drain();
      isTrue(
        house.posts().every((post) => post.length < 100_000),
        'the amplified message went out whole',
      );
    }),
  );

  it(
    'attack 11: markup in values is text (guard: escaping)',
    withHouse(async (house) => {
      await adminOf(house).create(
        'echo',
        note('Note: {text}', { locales: { en: { title: 'T {text}', description: 'D {text}' } } }),
      );
      for (const text of HOSTILE_MARKUP) await adminOf(house).untyped.send('echo', { values: { text } });
      await house.alerts.drain();
      same(house.posts().length, HOSTILE_MARKUP.length, 'messages');
      isTrue(
        !/<!channel>|<@U1>|<https:\/\/evil|<!subteam/.test(house.posts().join('\n')),
        'markup got through',
      );
      for (const shown of ['&lt;!channel&gt;', 'R&amp;D', '&lt;@U1&gt;'])
        isTrue(house.posts().join('\n').includes(shown), `${shown} is not there as text`);
    }),
  );

  it(
    'attack 24: input that is no honest JSON is refused within limits (guard: the model’s checks)',
    withHouse(async (house) => {
      const client = adminOf(house);
      let deep: unknown = 'x';
      for (let depth = 0; depth < 50_000; depth++) deep = [deep];
      const hostile: Readonly<Record<string, object>> = {
        'deep layout': { ...note('x'), layout: { blocks: deep } },
        'deep labels': { ...note('x'), labels: { a: deep } },
        NaN: { ...note('x'), arguments: { a: { maxLength: Number.NaN } } },
        infinity: { ...note('x'), arguments: { a: { sample: Number.POSITIVE_INFINITY } } },
        'the same locale twice': { ...note('x'), locales: { en: { title: 'x' }, EN: { title: 'y' } } },
        'too many labels': {
          ...note('x'),
          labels: Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`l${n}`, 'x'])),
        },
      };
      for (const [name, input] of Object.entries(hostile)) {
        await refused(
          () => client.create('hostile', input as never),
          ['LOCALERT_INVALID_INPUT', 'LOCALERT_FIXTURE_REFUSED'],
          name,
        );
      }
      // Halves of characters are kept or refused; what is shown is well-formed either way.
      await client
        .create('half', note('x {text}'))
        .then(() => client.untyped.send('half', { values: { text: 'a\ud800b', n: Number.NaN } }));
      await house.alerts.drain();
      isTrue(
        // JSON escapes a half, so that only what it stands for tells.
        house.posts().every((post) => hasOnlyWhole(JSON.parse(post))),
        'a post is no well-formed text',
      );
    }),
  );
}
