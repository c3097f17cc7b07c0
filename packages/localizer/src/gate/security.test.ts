import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTranslation } from './check-translation.ts';

const PAIRS = [
  ['The disk of {host} is nearly full, act soon', 'Die Platte von {host} ist fast voll, bald handeln', 'de'],
  ['Payments fail in two regions since noon', 'Los pagos fallan en dos regiones desde el mediodía', 'es'],
  ['The backup did not finish', 'バックアップが完了しませんでした', 'ja'],
  ['The backup did not finish', 'النسخ الاحتياطي لم يكتمل', 'ar'],
  ['Queue {queue} is growing', 'Очередь {queue} растёт', 'ru'],
  [
    '{n, plural, one {# job waits} other {# jobs wait}}',
    '{n, plural, one {Eine Aufgabe wartet} other {# Aufgaben warten}}',
    'de',
  ],
] as const;

const name = fc.stringMatching(/^[a-z]{3,9}$/);
const id = fc.stringMatching(/^[A-Z0-9]{8}$/);
const word = fc.constantFrom('jetzt', 'now', 'hier', '今');

/** What a model may never add. */
const added = fc.oneof(
  name.map((host) => `https://${host}.example/x`),
  name.map((host) => `http://${host}.test`),
  name.map((host) => `www.${host}.org`),
  name.map((host) => `${host}.com`),
  name.map((host) => `${host}@${host}.example`),
  fc.tuple(name, word).map(([host, label]) => `<https://${host}.example|${label}>`),
  fc.tuple(name, word).map(([host, label]) => `[${label}](https://${host}.example)`),
  name.map((host) => `mailto:${host}`),
  id.map((user) => `<@U${user}>`),
  id.map((channel) => `<#C${channel}>`),
  id.map((group) => `<!subteam^S${group}>`),
  fc.constantFrom('<!here>', '<!channel>', '<!everyone>', '<!here|here>', '@here', '@channel', '@everyone'),
  name.map((user) => `@${user}`),
  word.map((text) => `*${text}*`),
  word.map((text) => `_${text}_`),
  word.map((text) => `~${text}~`),
  word.map((text) => `**${text}**`),
  word.map((text) => `\`${text}\``),
  word.map((text) => `\`\`\`${text}\`\`\``),
  word.map((text) => `<b>${text}</b>`),
  fc.constantFrom(
    '<br>',
    '<br/>',
    '<script>',
    '<img src=x onerror=y>',
    '</div>',
    '<!-- x -->',
    '<svg/onload=x>',
  ),
  name.map((argument) => `{${argument}x}`),
  name.map((emoji) => `:${emoji}:`),
  fc.constantFrom('🔥', '✅', '⚠️', '🏳️‍🌈', '👍🏽'),
);
const unseen = fc.constantFrom(
  '\u200b',
  '\u00ad',
  '\u2060',
  '\ufeff',
  '\u3164',
  '\u034f',
  '\u{e0041}',
  '\u0000',
  '\u001b',
  '\u0085',
  '\ue000',
  '\ud800',
);
const direction = fc.constantFrom(
  '\u202a',
  '\u202b',
  '\u202d',
  '\u202e',
  '\u2066',
  '\u2067',
  '\u2068',
  '\u202c',
  '\u2069',
);

/** Places between two words of the literal text. */
const gaps = (text: string): readonly number[] => {
  const spaces = [...text.matchAll(/(?<=\p{L}) (?=\p{L})/gu)].map(({ index }) => index);
  return text.includes('plural')
    ? spaces.filter((at) => at > text.indexOf('Aufgabe'))
    : [...spaces, 0, text.length];
};

const refused = (pair: (typeof PAIRS)[number], target: string, profile: 'ai' | 'import') =>
  checkTranslation({ source: pair[0], target, sourceLocale: 'en', targetLocale: pair[2], profile }).some(
    ({ severity }) => severity === 'error',
  );

describe('what a model adds', () => {
  it('starts from pairs that pass', () => {
    for (const pair of PAIRS) expect(refused(pair, pair[1], 'ai')).toBe(false);
  });

  it('is refused: links, mentions, broadcasts, markup, arguments, emoji', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PAIRS),
        added,
        fc.nat(),
        fc.constantFrom('ai', 'import'),
        (pair, piece, at, profile) => {
          const places = gaps(pair[1]);
          const place = places[at % places.length] ?? pair[1].length;
          const target = `${pair[1].slice(0, place)} ${piece} ${pair[1].slice(place)}`;
          expect(refused(pair, target, profile), target).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is refused: invisible characters and direction controls, anywhere', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...PAIRS),
        fc.oneof(unseen, direction),
        fc.nat(),
        fc.constantFrom('ai', 'import'),
        (pair, piece, at, profile) => {
          const letters = [...pair[1].matchAll(/(?<=\p{L})(?=\p{L})/gu)].map(({ index }) => index);
          const fitting = pair[1].includes('plural')
            ? letters.filter((index) => index > pair[1].indexOf('Aufgabe'))
            : letters;
          const place = fitting[at % fitting.length] ?? 0;
          const target = pair[1].slice(0, place) + piece + pair[1].slice(place);
          expect(refused(pair, target, profile), JSON.stringify(target)).toBe(true);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('is refused inside of labels, brackets and titles too', () => {
    const around = [
      ['Read <https://a.example|the whole page> now', 'Lies <https://a.example|die ganze', 'Seite> jetzt'],
      ['Read <{url}|the whole page> now', 'Lies <{url}|die ganze', 'Seite> jetzt'],
      ['Read [the whole page](https://a.example) now', 'Lies [die ganze', 'Seite](https://a.example) jetzt'],
      [
        'Since <!date^1700000000^{x}|the first day> now',
        'Seit <!date^1700000000^{x}|dem ersten',
        'Tag> jetzt',
      ],
      ['Type <your own name> here', 'Gib <den eigenen', 'Namen> hier ein'],
      ['See <i title="the whole page">it</i>', 'Siehe <i title="die ganze', 'Seite">es</i>'],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...around), added, ([source, before, after], piece) => {
        const findings = checkTranslation({
          source,
          target: `${before} ${piece} ${after}`,
          sourceLocale: 'en',
          targetLocale: 'de',
        });
        expect(
          findings.some(({ severity }) => severity === 'error'),
          `${before} ${piece} ${after}`,
        ).toBe(true);
        const clean = checkTranslation({
          source,
          target: `${before} ${after}`,
          sourceLocale: 'en',
          targetLocale: 'de',
        });
        expect(clean.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is refused when it takes the place of what the source has', () => {
    const codes = (source: string, target: string) =>
      checkTranslation({ source, target, sourceLocale: 'en', targetLocale: 'de' }).flatMap(
        ({ code, severity }) => (severity === 'error' ? [code] : []),
      );
    expect(codes('See https://status.example', 'Siehe https://status.evil.example')).toContain('link-added');
    expect(
      codes('See <https://status.example|the page>', 'Siehe <https://evil.example|die Seite>'),
    ).toContain('link-added');
    expect(
      codes('See <a href="https://status.example">it</a>', 'Siehe <a href="https://evil.example">es</a>'),
    ).toContain('tag-added');
    expect(codes('Ask <@U012AB3CD>', 'Frage <@U999AB3CD>')).toContain('mention-added');
    expect(codes('Ask <!here>', 'Frage <!channel>')).toContain('mention-added');
    expect(codes('See https://status.example/{id}', 'Siehe https://{id}.status.example/')).toContain(
      'link-added',
    );
  });
});

describe('hostile texts', () => {
  const nasty = fc.oneof(
    fc.string({ maxLength: 80, unit: 'binary' }),
    fc
      .array(
        fc.constantFrom(
          '{',
          '}',
          "'",
          '#',
          '<',
          '>',
          '`',
          '*',
          '|',
          ',',
          'plural',
          'a',
          ' ',
          '\ud800',
          '{a',
          '@',
          '://',
          '\ue000',
          '\ue001',
          '.match',
          '{{',
          '$x',
        ),
      )
      .map((pieces) => pieces.join('')),
  );

  it('never throw', () => {
    fc.assert(
      fc.property(
        nasty,
        nasty,
        fc.constantFrom('icu', 'mf2', 'plain'),
        fc.constantFrom('de', 'ja', 'ar', 'sw', 'zh-TW', 'und', 'xx'),
        (source, target, syntax, targetLocale) => {
          const findings = checkTranslation({ source, target, sourceLocale: 'en', targetLocale, syntax });
          expect(Array.isArray(findings)).toBe(true);
        },
      ),
      { numRuns: 1_500 },
    );
  });

  it('are refused when they are huge', () => {
    for (const target of ['{'.repeat(1_000_000), 'a'.repeat(1_000_000), '<b>'.repeat(300_000)]) {
      const [found] = checkTranslation({
        source: 'Disk full',
        target,
        sourceLocale: 'en',
        targetLocale: 'de',
      });
      expect(found?.code).toBe('too-long');
    }
    const [found] = checkTranslation({
      source: 'a'.repeat(20_000),
      target: 'b',
      sourceLocale: 'en',
      targetLocale: 'de',
    });
    expect(found).toMatchObject({ code: 'too-long', place: { in: 'source' } });
  });

  it('take no more than a moment at the greatest length', () => {
    const patterns = [
      'a ',
      '<',
      '`',
      '*a',
      '[',
      'a@',
      'a.',
      ':a',
      '(',
      "'",
      '"',
      '%',
      '_a',
      '~',
      '&',
      'aa ab ',
      '!',
      '. A',
    ];
    for (const pattern of patterns) {
      const text = pattern.repeat(Math.floor(16_000 / pattern.length));
      for (const syntax of ['icu', 'plain'] as const) {
        expect(() =>
          checkTranslation({
            source: 'Disk full',
            target: text,
            sourceLocale: 'en',
            targetLocale: 'de',
            syntax,
          }),
        ).not.toThrow();
      }
    }
  });
});

describe('malformed options', () => {
  const good = { source: 'a', target: 'b', sourceLocale: 'en', targetLocale: 'de' };
  const refusedInput = (change: object, path: string) => {
    const given = { ...good, ...change } as unknown as Parameters<typeof checkTranslation>[0];
    expect(() => checkTranslation(given)).toThrow(
      expect.objectContaining({
        code: 'LOCALERT_INVALID_INPUT',
        details: expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
      }),
    );
  };

  it('are refused by their path', () => {
    refusedInput({ source: 1 }, 'source');
    refusedInput({ target: undefined }, 'target');
    refusedInput({ sourceLocale: 'not a tag' }, 'sourceLocale');
    refusedInput({ targetLocale: 7 }, 'targetLocale');
    refusedInput({ syntax: 'xml' }, 'syntax');
    refusedInput({ profile: 'strict' }, 'profile');
    refusedInput({ glossary: 'x' }, 'glossary');
    refusedInput({ glossary: [{ source: 'a' }, { target: 'b' }] }, 'glossary.1');
    refusedInput({ ignore: ['nothing'] }, 'ignore');
    refusedInput({ slack: 'header' }, 'slack');
    refusedInput({ slack: { maxLength: 1.5 } }, 'slack.maxLength');
    refusedInput({ functions: 'x' }, 'functions');
    expect(() => checkTranslation(undefined as unknown as typeof good)).toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });

  it('take tags as files are named', () => {
    expect(
      checkTranslation({ ...good, source: 'Disk full', target: 'Disco cheio', targetLocale: 'pt_BR' }),
    ).toEqual([]);
  });
});
