import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { config, DISK_FULL, project } from '../../test/project.ts';

const EN =
  '{\n  "playback.title": "Playback of {name} broke",\n  "playback.body": "{n} streams of {name}"\n}\n';
const FR =
  '{\n  "playback.title": "Lecture \\u00e9 de {nom} l\'{name}",\n  "playback.body": "{n} flux  de {name}"\n}\n';
const CATALOGUES = `catalogues: [{ files: 'locales/{locale}.json', format: 'formatjs', baseLocale: 'en' }],`;

interface Finding {
  code: string;
  severity: string;
  file?: string;
  line?: number;
  column?: number;
  endColumn?: number;
  fixture?: string;
  locale?: string;
  field?: string;
  fixable: boolean;
}

const findingsIn = (json: Record<string, unknown>): Finding[] => json['findings'] as Finding[];

describe('what the config names', () => {
  test('is whole: nothing is found, and no store is opened', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL.replace('ar:', 'de:')) });
    host.write(
      'localert.config.ts',
      config(DISK_FULL).replace(/sqliteStore\(\{[^}]*\}\)/, '{ throw new Error() }'),
    );
    const { code, out, err } = await host.run('check --fail-on info');
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('Nothing found in 1 fixture');
  });

  test('shows its errors with their place in code', async () => {
    const host = project({
      'localert.config.ts': config(DISK_FULL.replace('en {host}', "en l\\'{host} {x}")),
    });
    const { code, out } = await host.run('check');
    expect(code).toBe(1);
    expect(out).toContain('localert.config.ts disk_full es title');
    expect(out).toContain('argument-quoted');
  });

  test('is a catalogue: places are those of the file, escapes and all', async () => {
    const host = project({
      'localert.config.ts': config(CATALOGUES),
      'locales/en.json': EN,
      'locales/fr.json': FR,
    });
    const { code, json } = await host.run('check --json');
    expect(code).toBe(1);
    const unknown = findingsIn(json).find((one) => one.code === 'argument-unknown');
    expect(unknown).toMatchObject({
      file: 'locales/fr.json',
      fixture: 'playback',
      locale: 'fr',
      field: 'title',
      line: 2,
    });
    const line = FR.split('\n')[1] ?? '';
    const { column = 0, endColumn = 0 } = unknown ?? {};
    expect(line.slice(column - 1, endColumn - 1)).toBe('{nom}');
  });

  test('mends what can be mended, and leaves the rest of the file as it is', async () => {
    const host = project({
      'localert.config.ts': config(CATALOGUES),
      'locales/en.json': EN,
      'locales/fr.json': FR,
    });
    const { json } = await host.run('check --fix --json');
    expect(json['fixed']).toBe(2);
    expect(findingsIn(json).map(({ code }) => code)).not.toContain('argument-quoted');
    const after = readFileSync(host.at('locales/fr.json'), 'utf8');
    expect(after).toContain('l’{name}');
    expect(after).toContain('"{n} flux de {name}"');
    expect(after.split('\n')).toHaveLength(FR.split('\n').length);
    expect(readFileSync(host.at('locales/en.json'), 'utf8')).toBe(EN);
  });

  test('has a catalogue without its base locale', async () => {
    const host = project({ 'localert.config.ts': config(CATALOGUES), 'locales/fr.json': FR });
    const { code, json } = await host.run('check --json');
    expect(code).toBe(1);
    expect(findingsIn(json)[0]).toMatchObject({
      code: 'fixture-invalid',
      file: 'locales/fr.json',
      fixture: 'playback',
    });
  });
});

describe('files', () => {
  test('need no config', async () => {
    const host = project({ 'en.json': EN, 'fr.json': FR });
    const { code, json } = await host.run('check en.json fr.json --json');
    expect(code).toBe(1);
    expect(findingsIn(json).find((one) => one.code === 'argument-unknown')).toMatchObject({
      file: 'fr.json',
      line: 2,
    });
    expect(json['checked']).toEqual({ fixtures: 0, messages: 4, files: 2 });
  });

  test('of fixtures are what they look like', async () => {
    const one = {
      baseLocale: 'en',
      locales: { en: { title: 'Hi {name}' }, 'es-mx': { title: 'Hola {nombre}' } },
    };
    const host = project({
      'hi.json': JSON.stringify(one, null, 2),
      'all.json': JSON.stringify({ hi: one }, null, 2),
    });
    for (const [file, line] of [
      ['hi.json', 8],
      ['all.json', 9],
    ] as const) {
      const { json } = await host.run(`check ${file} --json`);
      const found = findingsIn(json).find((finding) => finding.code === 'argument-unknown');
      expect(found).toMatchObject({ file, line, fixture: 'hi', locale: 'es-MX', field: 'title' });
    }
  });

  test('that do not parse as messages are told with the place in the text', async () => {
    const host = project({ 'en.json': '{\n "a": "x {oops"\n}' });
    const { json } = await host.run('check en.json --json');
    expect(findingsIn(json)).toMatchObject([{ code: 'syntax', line: 2, file: 'en.json', field: 'a' }]);
  });

  test('of i18next have the place of their key', async () => {
    const host = project({
      'en.json': '{"disk":{"full_one":"{{count}} disk  full","full_other":"{{count}} disks full"}}',
    });
    const { json } = await host.run('check en.json --from i18next --json --fail-on info');
    expect(findingsIn(json)[0]).toMatchObject({ file: 'en.json', line: 1, fixable: false });
  });

  test('of ARB say their locale themselves', async () => {
    const arb = { '@@locale': 'ru', n: '{n, plural, one {# файл} other {# файлов}}' };
    const host = project({ 'app.arb': JSON.stringify(arb, null, 2) });
    const { json } = await host.run('check app.arb --json --fail-on warning');
    expect(findingsIn(json)[0]).toMatchObject({ code: 'category-missing', locale: 'ru' });
  });

  test('of a config’s catalogue are held against the others of it', async () => {
    const host = project({
      'localert.config.ts': config(CATALOGUES),
      'locales/en.json': EN,
      'locales/fr.json': FR,
    });
    const { json } = await host.run('check locales/fr.json --json');
    const files = new Set(findingsIn(json).map(({ file }) => file));
    expect([...files]).toEqual(['locales/fr.json']);
    expect(findingsIn(json).map(({ code }) => code)).toContain('argument-unknown');
  });

  test.each([
    ['none.json', undefined, 'there is no such file'],
    ['bad.json', '{"a": }', 'it is no JSON, at 1:7'],
    ['strings.json', '{"a": "b"}', 'neither it nor its path names its locale'],
    ['latin.json', '\xff', 'it is no UTF-8'],
  ])('%s cannot be used', async (name, text, problem) => {
    const host = project();
    if (text === '\xff') (await import('node:fs')).writeFileSync(host.at(name), Buffer.from([0xff]));
    else if (text !== undefined) host.write(name, text);
    const { code, err } = await host.run(`check ${name}`);
    expect(code).toBe(2);
    expect(err).toContain('LOCALERT_CLI_FILE_UNREADABLE');
    expect(err).toContain(problem);
  });

  test('of one locale are named one at a time', async () => {
    const host = project({ 'a.json': '{"a":"b"}', 'b.json': '{"a":"b"}' });
    expect((await host.run('check a.json --locale en')).code).toBe(0);
    expect((await host.run('check a.json b.json --locale en')).err).toContain('--locale is of one file');
  });

  test('may be huge', { timeout: 60_000 }, async () => {
    const texts = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, n) => [`key.${n}`, `Text {name} ${n}  x`]),
    );
    const host = project({ 'en.json': JSON.stringify(texts, null, 1) });
    const { code, json } = await host.run('check en.json --json');
    expect(code).toBe(0);
    expect(json['counts']).toEqual({ error: 0, warning: 0, info: 20_000 });
    expect(findingsIn(json).at(-1)).toMatchObject({ line: 20_001 });
  });
});

test('what is stored is read through the manager, by permission', async () => {
  const host = project({ 'localert.config.ts': config(DISK_FULL) });
  expect((await host.run('check --stored')).err).toContain('LOCALERT_NOT_FOUND');
});

describe('formats', () => {
  const files = { 'fr.json': FR, 'en.json': EN };

  test('github: one command a line, and no text begins another', async () => {
    const host = project({ ...files, 'en.json': '{"a\\n::error::x,y": "{"}' });
    const { out } = await host.run('check en.json --format github');
    expect(out.trim().split('\n')).toHaveLength(1);
    expect(out).toMatch(/^::error file=en\.json,line=1,col=\d+,title=syntax::/);
  });

  test('json: the document of --json', async () => {
    const host = project(files);
    const { out } = await host.run('check en.json fr.json --format json');
    expect(out).toBe((await host.run('check en.json fr.json --json')).out);
  });

  test('sarif: what the schema of 2.1.0 asks for', async () => {
    const host = project({ ...files, 'localert.config.ts': config(DISK_FULL.replace('en {host}', '{x}')) });
    for (const line of [
      'check en.json fr.json --format sarif',
      'check --format sarif',
      'check --json --format sarif',
    ]) {
      const { json } = await host.run(line);
      const sarif = json as unknown as Sarif;
      expect(sarif.version).toBe('2.1.0');
      expect(sarif.runs).toHaveLength(1);
      for (const { tool, results } of sarif.runs) {
        expect(tool.driver.name).toBe('localert');
        const ids = tool.driver.rules.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(results.length).toBeGreaterThan(0);
        for (const { ruleId, ruleIndex, level, message, locations } of results) {
          expect(ids[ruleIndex]).toBe(ruleId);
          expect(['error', 'warning', 'note', 'none']).toContain(level);
          expect(message.text.length).toBeGreaterThan(0);
          for (const { physicalLocation: place } of locations) {
            expect(place.artifactLocation.uri).toMatch(/^[^/:][^:]*$/);
            if (place.region === undefined) continue;
            expect(place.region.startLine).toBeGreaterThan(0);
            expect(place.region.startColumn).toBeGreaterThan(0);
          }
        }
      }
    }
  });

  test('text: colours on a terminal, none where nobody wants them', async () => {
    const host = project(files);
    const colour = '\u001b[';
    const line = 'check en.json fr.json';
    expect((await host.run(line, { tty: true })).out).toContain(colour);
    expect((await host.run(`${line} --no-color`, { tty: true })).out).not.toContain(colour);
    expect((await host.run(line, { tty: true, env: { NO_COLOR: '1' } })).out).not.toContain(colour);
    expect((await host.run(line)).out).not.toContain(colour);
    expect((await host.run(line, { env: { FORCE_COLOR: '1' } })).out).toContain(colour);
  });
});

test('--fail-on decides what fails', async () => {
  const host = project({ 'en.json': '{"a": "two  spaces"}' });
  expect((await host.run('check en.json')).code).toBe(0);
  expect((await host.run('check en.json --fail-on info')).code).toBe(1);
  expect((await host.run('check en.json --fail-on never')).code).toBe(0);
  const wrong = await host.run('check en.json --fail-on worst');
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('Allowed choices are error, warning, info, never');
});

interface Sarif {
  version: string;
  runs: {
    tool: { driver: { name: string; rules: { id: string }[] } };
    results: {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: {
        physicalLocation: {
          artifactLocation: { uri: string };
          region?: { startLine: number; startColumn: number };
        };
      }[];
    }[];
  }[];
}
