import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLocalertError } from './error.ts';
import type { InputIssue } from './errors.ts';
import { authoredContent, parseFixtureContent, type SlackFixture, slackFixtureSchema } from './fixture.ts';
import { MAX_MESSAGE_LENGTH } from './messages.ts';

const base = { baseLocale: 'en', locales: { en: { title: 'Disk full on {host}' } } };

function issuesOf(input: unknown): readonly InputIssue[] {
  try {
    parseFixtureContent(input);
  } catch (error) {
    if (isLocalertError(error)) return (error.details as unknown as { issues: readonly InputIssue[] }).issues;
    throw error;
  }
  return [];
}

describe('parseFixtureContent', () => {
  it('fills in what the author left out', () => {
    expect(parseFixtureContent(base)).toEqual({
      ...base,
      syntax: 'icu',
      severity: 'medium',
      labels: {},
      sensitive: false,
      provenance: {},
      arguments: {},
      state: 'active',
    });
  });

  it('spells locales canonically', () => {
    const content = parseFixtureContent({
      baseLocale: 'en-us',
      locales: { 'en-us': { title: 'a' }, 'es-mx': { title: 'b' } },
    });
    expect(content.baseLocale).toBe('en-US');
    expect(Object.keys(content.locales)).toEqual(['en-US', 'es-MX']);
  });

  it('refuses two spellings of one locale', () => {
    const [issue] = issuesOf({ baseLocale: 'en', locales: { en: { title: 'a' }, EN: { title: 'b' } } });
    expect(issue).toEqual({ path: 'locales.EN', message: 'the locale en stands here twice' });
  });

  it('names the place of every fault, and quotes no value', () => {
    const issues = issuesOf({
      baseLocale: 'en',
      locales: { en_US: { title: 'a' }, en: { '1bad': 'secret-text', ok: 5 } },
      severity: 'urgent-secret',
      extra: 1,
    });
    const paths = issues.map((issue) => issue.path);
    expect(paths).toEqual(expect.arrayContaining(['locales.en.ok', 'severity', '']));
    expect(issues.find((issue) => issue.path === '')?.message).toBe('unknown key "extra"');
    expect(JSON.stringify(issues)).not.toContain('secret');
  });

  it('names a locale key that is no language tag', () => {
    expect(issuesOf({ baseLocale: 'en', locales: { en: { title: 'a' }, en_US: { title: 'b' } } })).toEqual([
      { path: 'locales.en_US', message: 'a BCP 47 language tag such as "es" or "es-MX"' },
    ]);
  });

  it('wants the texts of the base locale', () => {
    expect(issuesOf({ baseLocale: 'de', locales: { en: { title: 'a' } } })).toEqual([
      { path: 'locales', message: 'the texts of the base locale de are missing' },
    ]);
  });

  it('holds to its limits', () => {
    const long = 'x'.repeat(MAX_MESSAGE_LENGTH + 1);
    expect(issuesOf({ ...base, locales: { en: { title: long } } })[0]?.path).toBe('locales.en.title');
    const fields = Object.fromEntries(Array.from({ length: 41 }, (_, index) => [`f${index}`, 'x']));
    expect(issuesOf({ ...base, locales: { en: fields } })[0]?.message).toBe('at most 40 fields');
    // qaa to qtz are for local use: each stays what it is.
    const tags = Array.from(
      { length: 260 },
      (_, index) => `q${'abcdefghij'[index % 10]}${'abcdefghijklmnopqrstuvwxyz'[Math.floor(index / 10)]}`,
    );
    const locales = Object.fromEntries(['en', ...tags].map((tag) => [tag, { title: 'x' }]));
    expect(
      issuesOf({ baseLocale: 'en', locales }).some((issue) => /at most 250 locales/.test(issue.message)),
    ).toBe(true);
    const labels = Object.fromEntries(Array.from({ length: 33 }, (_, index) => [`l${index}`, 'x']));
    expect(issuesOf({ ...base, labels })[0]?.message).toBe('at most 32 labels');
  });

  it('never lets a key reach a prototype', () => {
    const hostile = JSON.parse(
      '{"baseLocale":"en","locales":{"en":{"title":"a","__proto__":{"x":1},"constructor":"b"},"__proto__":{"title":"c"}},"labels":{"__proto__":"x"}}',
    );
    try {
      const content = parseFixtureContent(hostile);
      expect(Object.getPrototypeOf(content.locales)).toBe(Object.prototype);
    } catch (error) {
      expect(isLocalertError(error)).toBe(true);
    }
    expect(({} as { x?: unknown }).x).toBeUndefined();
    expect(issuesOf({ ...base, locales: { en: { constructor: 'b' } } })[0]?.path).toBe(
      'locales.en.constructor',
    );
  });

  it('answers anything with a value or a typed error', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (input) => {
        try {
          parseFixtureContent(input);
        } catch (error) {
          expect(isLocalertError(error)).toBe(true);
        }
      }),
    );
  });

  it('refuses a document nested beyond use', () => {
    let deep: unknown = 'x';
    for (let index = 0; index < 5_000; index++) deep = { deep };
    expect(issuesOf({ ...base, layout: deep }).length).toBeGreaterThan(0);
  });
});

describe('slackFixtureSchema', () => {
  const stored = {
    ...parseFixtureContent(base),
    id: 'disk',
    name: 'Disk',
    arguments: { host: { type: 'text' } },
    revision: 1,
    createdAt: 1,
    updatedAt: 1,
  };

  it('takes a stored fixture', () => {
    expect(slackFixtureSchema.parse(stored)).toEqual(stored);
  });

  it('refuses reserved ids', () => {
    expect(slackFixtureSchema.safeParse({ ...stored, id: 'constructor' }).success).toBe(false);
  });
});

describe('authoredContent', () => {
  const stored: SlackFixture = {
    ...parseFixtureContent(base),
    ...{ id: 'disk', name: 'disk', revision: 3, createdAt: 1, updatedAt: 2, state: 'archived' },
    arguments: { host: { type: 'text', example: 'db-1' }, used: { type: 'number', description: 'a share' } },
  };

  it('leaves out what the system keeps, and what is not there', () => {
    const content = authoredContent(stored);
    expect(content).toEqual({
      ...parseFixtureContent(base),
      name: 'disk',
      arguments: { used: { description: 'a share' } },
    });
    expect(parseFixtureContent(content)).toEqual(content);
    expect(Object.keys(content)).not.toContain('layout');
  });

  it('keeps what an author may add, in one order', () => {
    const more = { ...stored, description: 'd', layout: { blocks: [] }, state: 'draft' } as SlackFixture;
    expect(Object.keys(authoredContent(more)).join()).toBe(
      'name,baseLocale,syntax,severity,locales,layout,labels,description,sensitive,provenance,arguments,state',
    );
    expect(authoredContent(more).state).toBe('draft');
  });
});
