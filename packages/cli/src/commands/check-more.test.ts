import { describe, expect, test } from 'vitest';
import { filled, inHouse } from '../../test/filled.ts';
import { config, project } from '../../test/project.ts';

interface Finding {
  code: string;
  severity: string;
  origin: string;
  file?: string;
  fixture?: string;
  field?: string;
  locale?: string;
  line?: number;
}

const findingsIn = (json: Record<string, unknown>): Finding[] => json['findings'] as Finding[];

describe('stored fixtures', () => {
  test('are read page by page; archived ones and those in code are left out', async () => {
    const host = project({ 'localert.config.ts': config() });
    const many = Object.fromEntries(
      Array.from({ length: 205 }, (_, n) => [`f${n}`, { en: { title: `F ${n}` } }]),
    );
    await filled(host, many);
    await inHouse(host, async (client) => {
      await client.create('odd', {
        baseLocale: 'en',
        state: 'draft',
        arguments: { host: { description: 'A host', sample: 'db-1' } },
        locales: { en: { title: 'Two  spaces on {host}' } },
      });
      await client.archive('f0');
    });
    const { code, json } = await host.run('check --stored --json');
    expect(code).toBe(0);
    expect(json['checked']).toMatchObject({ fixtures: 205 });
    expect(findingsIn(json)).toMatchObject([
      { code: 'space-double', origin: 'store', fixture: 'odd', locale: 'en' },
    ]);
    const github = await host.run('check --stored --format github');
    expect(github.out).toBe(
      '::notice title=space-double::odd en title 1:4: Two spaces stand where one is meant.\n',
    );
    const sarif = await host.run('check --stored --format sarif');
    expect(sarif.out).toContain('"fullyQualifiedName": "odd/en/title"');
    expect(sarif.out).not.toContain('physicalLocation');
    expect((await host.run('check --stored')).out).toContain('odd en title 1:4');
  });
});

describe('what only the proof knows', () => {
  test('has the place of a file, or the fixture’s name', async () => {
    const fixture = {
      baseLocale: 'en',
      arguments: { unused: { description: 'Nobody takes it' } },
      layout: { blocks: [{ type: 'section', text: { field: 'nothing' } }] },
      locales: { en: { title: 'Hi', body: 'Text' }, es: { title: 'Hola' } },
    };
    const host = project({ 'hi.json': JSON.stringify(fixture, null, 1) });
    const { json } = await host.run('check hi.json --json');
    const codes = findingsIn(json).map(({ code }) => code);
    expect(codes).toContain('argument-unused');
    expect(codes).toContain('layout-field-unknown');
    expect(codes).toContain('message-missing');
    expect(findingsIn(json).find(({ code }) => code === 'message-missing')).toMatchObject({
      file: 'hi.json',
      fixture: 'hi',
      locale: 'es',
    });
    const { out } = await host.run('check hi.json --format sarif');
    expect(JSON.parse(out)).toMatchObject({ version: '2.1.0' });
  });
});

describe('catalogues', () => {
  const fixture = { baseLocale: 'en', locales: { en: { title: 'A  b' } } };

  test('of fixtures, several by id or one a file', async () => {
    const host = project({
      'localert.config.ts': config(
        `catalogues: [{ files: ['one/*.json', 'all.json'], format: 'fixtures' }],`,
      ),
      'one/single.json': JSON.stringify(fixture),
      'all.json': JSON.stringify({ first: fixture, wrong: { baseLocale: 'en' } }),
    });
    const { json } = await host.run('check --json');
    expect(
      findingsIn(json)
        .map(({ code, fixture: id }) => `${id} ${code}`)
        .sort(),
    ).toEqual(['first space-double', 'single space-double', 'wrong fixture-invalid']);
    expect((await host.run('check all.json --json')).json['checked']).toMatchObject({ files: 1 });
  });

  test('name their locale by a function, pass over other keys by a prefix, and have keys that name nothing', async () => {
    const more = `catalogues: [{ files: 'texts/*.json', format: 'formatjs', locale: () => 'en', baseLocale: 'en', prefix: 'alerts.' }],`;
    const host = project({
      'localert.config.ts': config(more),
      'texts/a.json': '{"alerts.disk.title":"Disk","alerts.nothing":"x","menu":"File","alerts.bad.title":5}',
    });
    const { json } = await host.run('check --json');
    expect(json['checked']).toMatchObject({ fixtures: 1 });
    expect(
      findingsIn(json)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(['catalogue-entry', 'catalogue-key']);
    const types = await host.run('types --stdout');
    expect(types.err).toContain('cannot be read');
  });

  test('of i18next have the place of the key, and nothing to mend', async () => {
    const host = project({
      'localert.config.ts': config(
        `catalogues: [{ files: 'l/{locale}.json', format: 'i18next', baseLocale: 'en' }],`,
      ),
      'l/en.json':
        '{\n "disk": {\n  "title_one": "{{count}}  disk",\n  "title_other": "{{count}} disks"\n }\n}',
    });
    const { json } = await host.run('check --json');
    expect(findingsIn(json)[0]).toMatchObject({ code: 'space-double', fixture: 'disk', file: 'l/en.json' });
    expect((await host.run('check --fix --json')).json['fixed']).toBe(0);
  });

  test('as files: a base in a region, entries that are none, a document that is no catalogue', async () => {
    const host = project({
      'en-GB.json': '{"a":{"defaultMessage":"Hi {name}","description":"x"},"b":5}',
      'de.json': '{"a":"Hallo {wer}","c":"neu"}',
      'list.en.json': '[]',
      'fixtures.json': '[]',
    });
    const { json } = await host.run('check en-GB.json de.json --json');
    expect(findingsIn(json).map(({ code }) => code)).toEqual(
      expect.arrayContaining(['argument-unknown', 'catalogue-entry']),
    );
    expect((await host.run('check de.json en-GB.json --base-locale de --json')).code).toBe(1);
    expect((await host.run('check list.en.json')).err).toContain('LOCALERT_CATALOG_UNREADABLE');
    expect((await host.run('check fixtures.json --from fixtures')).out).toContain('fixture-invalid');
    expect((await host.run('check de.json --from mf2-json')).code).toBe(0);
  });

  test('a text that is too long is told once', async () => {
    const host = project({ 'en.json': JSON.stringify({ a: 'x'.repeat(40_000) }) });
    const { json } = await host.run('check en.json --json');
    expect(findingsIn(json).filter(({ severity }) => severity === 'error')).toHaveLength(1);
  });
});

test('a tenant has to be named where there are several or none', async () => {
  const host = project({ 'localert.config.ts': config().replace("tenant: 'acme',", '') });
  await filled(host, {});
  expect((await host.run('check --stored')).code).toBe(0);
  host.write(
    'two.config.ts',
    config("tenants: [{ id: 'a', defaultLocale: 'en' }, { id: 'b', defaultLocale: 'en' }],").replace(
      "tenant: 'acme',",
      '',
    ),
  );
  expect((await host.run('check --stored --config two.config.ts')).err).toContain('No tenant was named');
  expect((await host.run('check --stored --tenant Nobody')).err).toContain('LOCALERT_INVALID_TENANT_ID');
  expect((await host.run('check --stored --actor system:me')).err).toContain('LOCALERT_INVALID_INPUT');
});
