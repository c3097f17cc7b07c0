import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { filled } from '../../test/filled.ts';
import { config, DISK_FULL, project } from '../../test/project.ts';

describe('a fixture of the config', () => {
  test('in every locale, one below the other where there is no room', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL) });
    const { code, out } = await host.run('preview disk_full', { columns: 60 });
    expect(code).toBe(0);
    expect(out).toMatch(/en · English\n[\s\S]*es · Spanish\n[\s\S]*ar · Arabic\n/);
    expect(out).toContain('Disk 300% full on host');
    expect(existsSync(host.at('localert.db'))).toBe(false);
  });

  test('side by side where there is, each in its own cells', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL) });
    const { out } = await host.run('preview disk_full --width 130');
    const [first = ''] = out.split('\n');
    expect(first).toContain('en · English');
    expect(first).toContain('es · Spanish');
    // A right-to-left text stays in its cells: it is isolated.
    expect(out).toMatch(/\u2068[^\n]*ممتلئ[^\n]*\u2069/u);
  });

  test('with values, as JSON, in a file and on standard input', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL) });
    const values = '{"used":0.93,"host":"db-1","since":"2026-02-03T00:00:00Z"}';
    host.write('values.json', values);
    for (const given of [values, 'values.json', '-']) {
      const { out } = await host.run(['preview', 'disk_full', '--values', given, '--locale', 'en'], {
        stdin: values,
      });
      expect(out).toContain('Disk 93% full on db-1');
      expect(out).toContain('since 2/3/26');
      expect(out).not.toContain('Disco');
    }
  });

  test('with a wrong value shows its problem', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL) });
    const { code, out } = await host.run([
      'preview',
      'disk_full',
      '--values',
      '{"used":"much"}',
      '--locale',
      'en',
    ]);
    expect(code).toBe(0);
    expect(out).toContain('argument-type used');
  });

  test.each([['{"used":'], ['[1]'], ['"x"']])(
    'values that are no object are refused and not repeated: %s',
    async (text) => {
      const host = project({ 'localert.config.ts': config(DISK_FULL) });
      const { code, err } = await host.run(['preview', 'disk_full', '--values', '-'], { stdin: text });
      expect(code).toBe(2);
      expect(err).toContain('The values are no JSON object.');
    },
  );

  test('as JSON, with the messages', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL) });
    const { json } = await host.run('preview disk_full --json');
    expect(json).toMatchObject({ command: 'preview', ok: true, fixture: 'disk_full', origin: 'code' });
    expect((json['locales'] as { requested: string }[]).map(({ requested }) => requested)).toEqual([
      'en',
      'es',
      'ar',
    ]);
  });

  test('that has errors is shown all the same, and one that cannot be read is not', async () => {
    const broken = DISK_FULL.replace('es: {', "es: { x: '{',");
    const host = project({ 'localert.config.ts': config(broken) });
    expect((await host.run('preview disk_full')).code).toBe(0);
    host.write('b.config.mjs', 'export default { fixtures: { a: {} } };');
    expect((await host.run('preview a --config b.config.mjs')).err).toContain('cannot be read');
  });

  test('of a locale that it has not is refused with those that it has', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL) });
    const { code, err } = await host.run('preview disk_full --locale ja');
    expect(code).toBe(2);
    expect(err).toContain('It has en, es, ar.');
  });

  test('by the settings of the declared tenant', async () => {
    const zone = config(DISK_FULL).replace(
      "defaultLocale: 'en' }",
      "defaultLocale: 'en', timeZone: 'Asia/Tokyo', localeConfiguration: { enabledLocales: ['en'] } }",
    );
    const host = project({
      'localert.config.ts': zone.replaceAll('since, date, short', 'since, time, short'),
    });
    const { out } = await host.run(['preview', 'disk_full', '--values', '{"since":"2026-02-03T00:00:00Z"}']);
    expect(out).toContain('9:00');
    expect(out).toContain('ar · Arabic');
  });
});

describe('a page', () => {
  test('holds every locale side by side, and asks nothing of the network', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL) });
    const values = '{"host":"<img src=x onerror=alert(1)>"}';
    const { code, out } = await host.run([
      'preview',
      'disk_full',
      '--values',
      values,
      '--html',
      'out/page.html',
    ]);
    expect([code, out]).toEqual([0, 'Wrote out/page.html.\n']);
    const page = readFileSync(host.at('out/page.html'), 'utf8');
    expect(page).toContain('dir="rtl" lang="ar"');
    expect(page).toContain('class="la-wide"');
    expect(page).not.toMatch(/<img|<script|<link|url\(|src=["h]/);
    expect(page).toContain("default-src 'none'");
    expect(page.match(/<article>/g)).toHaveLength(3);
  });

  test('that cannot be written leaves nothing behind', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL), 'file.txt': '' });
    const { code, err } = await host.run('preview disk_full --html file.txt/page.html');
    expect(code).toBe(2);
    expect(err).toContain('LOCALERT_CLI_FILE_UNWRITABLE: file.txt/page.html was not written');
  });
});

describe('a stored fixture', () => {
  test('is shown as the manager renders it', async () => {
    const host = project({ 'localert.config.ts': config() });
    await filled(host, {
      queue_full: { en: { title: 'Queue {name} full' }, es: { title: 'Cola {name} llena' } },
    });
    const { code, json } = await host.run(['preview', 'queue_full', '--json', '--values', '{"name":"mail"}']);
    expect(code).toBe(0);
    expect(json['origin']).toBe('store');
    expect(JSON.stringify(json['locales'])).toContain('Cola mail llena');
  });

  test('that is not there', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL) });
    await filled(host, {});
    expect((await host.run('preview disk_ful')).err).toContain('Did you mean "disk_full"?');
    expect((await host.run('preview zzzzzzzzzzzz')).err).toContain('LOCALERT_NOT_FOUND');
    host.write(
      'none.mjs',
      'export default { fixtures: { disk_full: { baseLocale: "en", locales: { en: { a: "b" } } } } };',
    );
    expect((await host.run('preview disk_ful --config none.mjs')).err).toContain('Did you mean "disk_full"?');
    expect((await host.run('preview zzzzzzzzzzzz --config none.mjs')).err).toContain('LOCALERT_NOT_FOUND');
  });
});
