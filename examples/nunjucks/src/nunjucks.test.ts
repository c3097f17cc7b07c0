import { describe, expect, it } from 'vitest';
import { approve, type Catalogue, draftCatalogue } from './catalogue.ts';
import { createTemplates, passagesIn } from './templates.ts';

const EMPTY: Catalogue = { sourceLocale: 'en', passages: [] };
const TEMPLATE =
  '{% ai_localize locale=locale, context="alert" %}Disk full on {{ host }}{% endai_localize %}';
const KEY = { source: 'Disk full on {host}', context: 'alert' };

/** Says «…» around a text, and knows nothing of “secret”. */
const engineOf = () => {
  const asked: string[] = [];
  const engine = {
    adaptContent: async ({ sourceText, targetLocale }: { sourceText: string; targetLocale: string }) => {
      asked.push(`${targetLocale} ${sourceText}`);
      const isTranslated = !sourceText.includes('secret');
      return { text: `«${sourceText}»`, isTranslated, ...(!isTranslated && { advice: 'ask a person' }) };
    },
  } as unknown as Parameters<typeof draftCatalogue>[2]['engine'];
  return { engine, asked };
};

const show = (template: string, values: object, catalogue = EMPTY) =>
  createTemplates({ one: template }, () => catalogue)('one', values);

describe('a passage', () => {
  it('is found when its template is compiled, as MessageFormat, each once', () => {
    const passage = "{% ai_localize locale=x %}It's {{ a.b | upper }}\n  {x} {{ c }}{% endai_localize %}";
    expect(passagesIn({ one: TEMPLATE, two: TEMPLATE, three: passage })).toEqual([
      KEY,
      { source: "It''s {value1} '{'x'}' {c}", context: '' },
    ]);
  });

  it('shows its source while nothing is approved, with values escaped for Slack', () => {
    const drafted: Catalogue = {
      sourceLocale: 'en',
      passages: [{ ...KEY, locales: { es: { text: 'Disco lleno en {host}', approved: false } } }],
    };
    expect(show(TEMPLATE, { locale: 'es', host: '<!here> & co' }, drafted)).toBe(
      'Disk full on &lt;!here&gt; &amp; co',
    );
    const approved = approve(drafted, KEY, 'es');
    expect(show(TEMPLATE, { locale: 'es-MX', host: '<!here>' }, approved)).toBe(
      'Disco lleno en &lt;!here&gt;',
    );
    expect(show(TEMPLATE, { locale: 'ja', host: 'db' }, approved)).toBe('Disk full on db');
    expect(show(TEMPLATE, { host: 'db' }, approved)).toBe('Disk full on db');
    const link = '{% ai_localize locale="en" %}<https://x.example/{{ id }}|open>{% endai_localize %}';
    expect(show(link, { id: 'a|b> <!here>' })).toBe('<https://x.example/a%7Cb%3E%20%3C!here%3E|open>');
    // The same words for another purpose are another passage.
    const other = TEMPLATE.replace('"alert"', '"report"');
    expect(show(other, { locale: 'es', host: 'db' }, approved)).toBe('Disk full on db');
  });

  it('stays readable where a value is missing, and keeps what is no argument', () => {
    expect(show(TEMPLATE, { locale: 'en' })).toBe('Disk full on {host}');
    const words = "{% ai_localize locale='en' %}It's {x} {{ n }}{% endai_localize %}";
    expect(show(words, { n: 3 })).toBe("It's {x} 3");
  });

  it.each([
    ['{% ai_localize locale=x %}{% if a %}b{% endif %}{% endai_localize %}', 'only words'],
    ['{% ai_localize locale=x, context=y %}b{% endai_localize %}', 'has to be a text'],
  ])('%s is refused when the template is compiled', (template, reason) => {
    expect(() => passagesIn({ one: template })).toThrow(reason);
  });
});

describe('the catalogue', () => {
  it('gets what is missing, keeps what is there, and lets go what no template says', async () => {
    const { engine, asked } = engineOf();
    const options = { engine, locales: ['es', 'de'] };
    const first = await draftCatalogue([KEY, { source: 'Old', context: '' }], EMPTY, options);
    expect(asked).toHaveLength(4);
    expect(first.passages[0]?.locales['es']).toEqual({ text: '«Disk full on {host}»', approved: false });
    const reviewed = approve(first, KEY, 'es', 'Disco lleno en {host}');
    const second = await draftCatalogue([KEY], reviewed, options);
    expect(asked).toHaveLength(4);
    expect(second.passages).toEqual([
      {
        ...KEY,
        locales: {
          es: { text: 'Disco lleno en {host}', approved: true },
          de: { text: '«Disk full on {host}»', approved: false },
        },
      },
    ]);
    expect(approve(second, KEY, 'fr')).toEqual(second);
  });

  it('tells what nobody can translate', async () => {
    const told: unknown[] = [];
    const key = { source: 'a secret', context: 'x' };
    const onUntranslated = (...what: unknown[]) => void told.push(what);
    const { passages } = await draftCatalogue([key], EMPTY, {
      engine: engineOf().engine,
      locales: ['es'],
      onUntranslated,
    });
    expect(passages).toEqual([{ ...key, locales: {} }]);
    expect(told).toEqual([[key, 'es', 'ask a person']]);
  });
});

it('shows severities as Localert does', () => {
  const template =
    '{{ s | urgency_emoji }} {{ status_color(s) }} {{ s | status_color }} {{ urgency_emoji(s) }}';
  expect(show(template, { s: 'critical' })).toBe('🚨 #a3001e #a3001e 🚨');
  expect(show(template, { s: 'constructor' }).trim()).toBe('');
  expect(show('{{ s | slack }}', { s: '<!here>' })).toBe('&lt;!here&gt;');
});
