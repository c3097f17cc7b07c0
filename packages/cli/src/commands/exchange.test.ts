import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filled, inHouse } from '../../test/filled.ts';
import { config, DISK_FULL, type Project, project } from '../../test/project.ts';

const QUEUE = { queue_full: { en: { title: 'Queue {name} full' }, es: { title: 'Cola {name} llena' } } };

async function house(): Promise<Project> {
  const host = project({ 'localert.config.ts': config(DISK_FULL) });
  await filled(host, QUEUE);
  return host;
}

const titleIn = (host: Project, locale: string, id = 'queue_full') =>
  inHouse(host, async (client) => (await client.get(id)).locales[locale]?.['title']);

describe('a tenant', () => {
  test('goes out and into another, as it was', async () => {
    const host = await house();
    expect(await host.run('export --out out/acme.jsonl')).toMatchObject({
      code: 0,
      out: 'Wrote out/acme.jsonl.\n',
    });
    const text = readFileSync(host.at('out/acme.jsonl'), 'utf8');
    expect(text).toContain('Cola {name} llena');
    expect(text).not.toContain('disk_full');
    const other = project({ 'localert.config.ts': config(), 'acme.jsonl': text });
    await filled(other, {});
    const look = await other.run('import acme.jsonl');
    expect(look.code).toBe(0);
    expect(look.out).toContain('+ fixture queue_full');
    expect(look.out).toContain('+ Cola {name} llena');
    expect(look.out).toContain('Nothing was written. Say --yes to write it.');
    await expect(titleIn(other, 'en')).rejects.toMatchObject({ code: 'LOCALERT_NOT_FOUND' });
  });

  test('is written by --yes alone, and twice changes nothing', async () => {
    const host = await house();
    const { out } = await host.run('export');
    const other = project({ 'localert.config.ts': config(), 'acme.jsonl': out });
    const first = await other.run('import acme.jsonl --yes --json');
    expect(first.json).toMatchObject({
      ok: true,
      dryRun: false,
      complete: true,
      problemCount: 0,
      counts: { fixtures: { created: 1 } },
    });
    expect(await titleIn(other, 'es')).toBe('Cola {name} llena');
    expect(existsSync(other.at('acme.jsonl.checkpoint'))).toBe(false);
    const second = await other.run('import acme.jsonl --yes --json');
    expect(second.json).toMatchObject({ counts: { fixtures: { created: 0, unchanged: 1 } }, changes: [] });
  });

  test('shows what changes, text by text', async () => {
    const host = await house();
    const { out } = await host.run('export');
    await inHouse(host, (client) =>
      client.update('queue_full', { locales: { es: { title: 'Otra {name}' } } }),
    );
    host.write('acme.jsonl', out);
    const look = await host.run('import acme.jsonl --mode replace');
    expect(look.out).toContain('~ fixture queue_full');
    expect(look.out).toContain('- Otra {name}');
    expect(look.out).toContain('+ Cola {name} llena');
  });

  test('that was cut is refused, but for what is whole where that is asked for', async () => {
    const host = await house();
    const { out } = await host.run('export');
    const cut = out.trimEnd().split('\n').slice(0, -1).join('\n');
    host.write('cut.jsonl', cut);
    const refused = await host.run('import cut.jsonl --yes');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('it was cut or changed; say --partial');
    const partial = await host.run('import cut.jsonl --yes --partial');
    expect(partial.code).toBe(1);
    expect(partial.err).toContain('cut or changed');
  });

  test('stopped goes on from its checkpoint', async () => {
    const host = project({ 'localert.config.ts': config() });
    await filled(
      host,
      Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`f${n}`, { en: { title: `F ${n}` } }])),
    );
    const { out } = await host.run('export');
    const other = project({ 'localert.config.ts': config(), 'all.jsonl': out });
    const stop = new AbortController();
    const first = await other.run('import all.jsonl --yes', {
      signal: stop.signal,
      onWrite: (text) => {
        if (/^\d+\/\d+ done/.test(text)) stop.abort();
      },
    });
    expect(first.code).toBe(130);
    expect(first.err).toContain('The same command goes on from there');
    expect(existsSync(other.at('all.jsonl.checkpoint'))).toBe(true);
    const second = await other.run('import all.jsonl --yes --json');
    expect(second.err).toContain('Going on from all.jsonl.checkpoint.');
    expect(second.json).toMatchObject({ ok: true, complete: true });
    expect(existsSync(other.at('all.jsonl.checkpoint'))).toBe(false);
    expect(await titleIn(other, 'en', 'f149')).toBe('F 149');
  });

  test('with a checkpoint of another file begins again only when told to', async () => {
    const host = await house();
    host.write('acme.jsonl', (await host.run('export')).out);
    host.write('acme.jsonl.checkpoint', 'x');
    expect((await host.run('import acme.jsonl --yes')).err).toContain('it is no checkpoint; say --restart');
    host.write('acme.jsonl.checkpoint', '{"checkpoint":"x"}');
    expect((await host.run('import acme.jsonl --yes')).err).toContain('LOCALERT_CHECKPOINT_MISMATCH');
    expect((await host.run('import acme.jsonl --yes --restart')).code).toBe(0);
  });

  test('goes to standard output until nobody reads any more', async () => {
    const host = await house();
    expect((await host.run('export --json')).out).toContain('--json and an export would mix');
    expect((await host.run('export --in-code')).out).toContain('disk_full');
  });
});

describe('texts in one language', () => {
  test.each([
    ['po', 'de.po', ''],
    ['xliff', 'de.xlf', ''],
    ['xliff-1.2', 'de.xliff', '--format xliff-1.2'],
  ])('go to translators as %s and come back as drafts', async (_format, file, flags) => {
    const host = await house();
    expect((await host.run(`export --locale de --out ${file} ${flags}`)).code).toBe(0);
    const text = readFileSync(host.at(file), 'utf8');
    const done = text
      .replace('msgid "Queue {name} full"\nmsgstr ""', 'msgid "Queue {name} full"\nmsgstr "{name} ist voll"')
      .replace(
        /(<source[^>]*>)(.*?)(<\/source>)\s*(<target[^>]*\/?>(?:<\/target>)?)?/,
        (_all, open, inner, close) =>
          `${open}${inner}${close}<target>${String(inner).replace('Queue ', 'Schlange ').replace(' full', ' voll')}</target>`,
      );
    writeFileSync(host.at(file), done.replace('state="initial"', 'state="translated"'));
    const { code, json } = await host.run(`import ${file} --yes --json ${flags}`);
    expect([code, json['problems']]).toEqual([0, []]);
    expect(json).toMatchObject({ counts: { texts: { refused: 0 } } });
    const list = await host.run('review --list --json');
    expect(JSON.stringify(list.json['waiting'])).toContain('voll');
  });

  test.each([
    ['formatjs', 'es.json'],
    ['i18next', 'es.json'],
    ['mf2-json', 'es.json'],
    ['arb', 'es.arb'],
  ])('are a catalogue of %s', async (format, file) => {
    const host = await house();
    expect((await host.run(`export --locale es --format ${format} --out ${file}`)).code).toBe(0);
    const { code, json } = await host.run(`import ${file} --format ${format} --as texts --json`);
    expect(code).toBe(0);
    expect(json).toMatchObject({ dryRun: true, counts: { texts: { unchanged: 1 } } });
  });

  test('as a template, for languages to come', async () => {
    const host = await house();
    expect((await host.run('export --format pot')).out).toContain('msgid "Queue {name} full"');
    expect((await host.run('import x.pot')).err).toContain('A template has no translations');
  });

  test('that cannot be taken are told, without a word of them', async () => {
    const host = await house();
    host.write('es.json', '{"queue_full.title": "Cola {nombre} secreta", "nothing.title": "x", "bad": "y"}');
    const { code, err, json } = await host.run('import es.json --as texts --json');
    expect(code).toBe(1);
    expect(json['problemCount']).toBe(3);
    expect(err).toMatch(/line \d+: \S+/);
    expect(err).not.toContain('secreta');
  });

  test.each([
    ['export --format po', 'Into which language was not said'],
    ['import file.txt', 'The file’s name does not tell its format'],
    ['import none.jsonl', 'there is no such file'],
    ['import texts.json', 'The locale of the file is not known'],
  ])('%s is refused', async (line, words) => {
    const host = await house();
    host.write('texts.json', '{}');
    const { code, err } = await host.run(line);
    expect(code).toBe(2);
    expect(err).toContain(words);
  });
});
