import { isTrue, refused, same } from './assertions.ts';
import { type AttackHarness, type AttackHouse, adminOf, note } from './attack-house.ts';
import { itNeeding } from './test-api.ts';

/** Longest time that a hostile message may take before it is refused, in milliseconds, with room for a busy machine. */
const PATIENCE_MS = 250;

const nested = (depth: number): string => `${'{n, plural, other {'.repeat(depth)}x${'}}'.repeat(depth)}`;

/** Attack 6, 7 and 9: sources that want to be large, deep or dear. */
const HOSTILE_SOURCES: Readonly<Record<string, string>> = {
  'nested 17 deep': nested(17),
  'nested 5,000 deep': nested(5_000),
  'a megabyte of text': 'x'.repeat(1_000_000),
  '350,000 placeholders': '{a}'.repeat(350_000),
  '20,000 arms': `{n, plural, ${Array.from({ length: 20_000 }, (_, n) => `=${n} {x}`).join(' ')} other {x}}`,
  'a huge offset': `{n, plural, offset:${'9'.repeat(400)} other {x}}`,
  'a skeleton of 100,000 digits': `{n, number, ::.${'0'.repeat(100_000)}}`,
};

async function refusedSoon(house: AttackHouse, name: string, source: string): Promise<void> {
  const begun = performance.now();
  await refused(
    () => adminOf(house).create('hostile', note(source)),
    ['LOCALERT_FIXTURE_REFUSED', 'LOCALERT_INVALID_INPUT'],
    name,
  );
  isTrue(performance.now() - begun < PATIENCE_MS, `${name}: refused, but not soon`);
}

const HOSTILE_MARKUP = ['<!channel>', '<@U1>', '<https://evil.example|bank.example>', 'R&D', '<!subteam^S1>'];

/** Attack 10: texts that make a careless pattern look again and again. */
export const SLOW_TEXTS: Readonly<Record<string, string>> = {
  letters: 'a'.repeat(50_000),
  'letters and an at sign': `${'a'.repeat(49_999)}@`,
  'at signs': 'a@'.repeat(25_000),
  'dotted name': 'a.'.repeat(25_000),
  digits: '4'.repeat(50_000),
  'digits and blanks': '4111 '.repeat(10_000),
  'digits and dashes': '1-'.repeat(25_000),
  'dotted numbers': '1.'.repeat(25_000),
  colons: ':'.repeat(50_000),
  'hex and colons': 'f:'.repeat(25_000),
  'token heads': 'xoxb-'.repeat(10_000),
  'jwt heads': 'eyJ.'.repeat(12_500),
  'key heads': '-----BEGIN PRIVATE KEY-----'.repeat(1_850),
  'address heads': 'https://a:'.repeat(5_000),
  'country codes': 'DE89'.repeat(12_500),
  plus: '+1'.repeat(25_000),
};

/** Attacks 5 to 11 and 24: what messages and values try. */
export function attackMessages({ test, options, withHouse }: AttackHarness): void {
  const { it } = test;

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

  for (const [name, source] of Object.entries(HOSTILE_SOURCES)) {
    const number = name.startsWith('nested') ? 6 : /megabyte|placeholders/.test(name) ? 7 : 9;
    it(
      `attack ${number}: ${name} is refused in no time (guard: limits of the parser)`,
      withHouse((house) => refusedSoon(house, name, source)),
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
      const begun = performance.now();
      const { problems } = await adminOf(house).untyped.send('loud', { values: { a: 'x'.repeat(10_240) } });
      isTrue(performance.now() - begun < PATIENCE_MS, 'an amplified message took long');
      isTrue(
        problems.some(({ code }) => code === 'output-too-long'),
        'the amplified message was not stopped',
      );
      await house.alerts.drain();
      isTrue(
        house.posts().every((post) => post.length < 100_000),
        'the amplified message went out whole',
      );
    }),
  );

  itNeeding(test, options.detect === undefined ? 'there is no detector' : undefined)(
    'attack 10: 50 KB of hostile text cost the detector no time (guard: linear patterns)',
    async () => {
      for (const [name, text] of Object.entries(SLOW_TEXTS)) {
        options.detect?.(text.slice(0, 1_000));
        const begun = performance.now();
        options.detect?.(text);
        isTrue(performance.now() - begun < PATIENCE_MS, `${name}: the detector took long`);
      }
    },
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
      isTrue(house.posts().join('\n').includes('&lt;!channel&gt;'), 'the markup is not there as text');
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
        house.posts().every((post) => post.isWellFormed()),
        'a post is no well-formed text',
      );
    }),
  );
}
