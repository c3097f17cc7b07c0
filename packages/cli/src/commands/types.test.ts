import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { config, DISK_FULL, project } from '../../test/project.ts';

describe('types', () => {
  test('are those of code and files, the same at every run, and --check tells when they are old', async () => {
    const host = project({
      'localert.config.ts': config(
        `${DISK_FULL} catalogues: [{ files: 'l/{locale}.json', format: 'formatjs' }],`,
      ),
      'l/en.json': '{"up.title": "Up since {since, date}"}',
    });
    expect((await host.run('types --check')).code).toBe(1);
    expect(await host.run('types')).toMatchObject({
      code: 0,
      out: 'Wrote localert.generated.ts: 2 fixtures.\n',
    });
    const text = readFileSync(host.at('localert.generated.ts'), 'utf8');
    expect(text).toContain('used: number | bigint;');
    expect(text).toContain('since: Date | number;');
    expect(text).toContain('readonly up: ');
    expect(await host.run('types --check')).toMatchObject({
      code: 0,
      out: 'localert.generated.ts is up to date.\n',
    });
    expect((await host.run('types')).out).toContain('is up to date');
    expect((await host.run('types --stdout')).out).toBe(text);
    host.write('l/en.json', '{"up.title": "Up since {since, date} on {host}"}');
    const { code, json } = await host.run('types --check --json');
    expect([code, json]).toEqual([
      1,
      { command: 'types', ok: false, file: 'localert.generated.ts', fixtures: 2, current: false },
    ]);
    expect(readFileSync(host.at('localert.generated.ts'), 'utf8')).toBe(text);
  });

  test('go where the config or the command says, under the name that it says', async () => {
    const host = project({ 'localert.config.ts': config(`${DISK_FULL} types: 'src/made.ts',`) });
    await host.run('types --name Alerts');
    expect(readFileSync(host.at('src/made.ts'), 'utf8')).toContain('export interface Alerts {');
    await host.run('types --out other.ts');
    expect(readFileSync(host.at('other.ts'), 'utf8')).toContain('export interface Fixtures {');
    expect((await host.run('types --name x')).err).toContain('--name is no name of an interface');
    expect((await host.run('types --stdout --json')).json['text']).toContain('export interface Fixtures {');
  });

  test('of fixtures that cannot be read are not made', async () => {
    const host = project({ 'localert.config.mjs': 'export default { fixtures: { a: {}, b: {} } };' });
    const { code, err } = await host.run('types');
    expect(code).toBe(2);
    expect(err).toContain('The fixture "a" and 1 more cannot be read.');
    expect((await host.run('check')).code).toBe(1);
  });

  test.skipIf(process.getuid?.() === 0)('are not written where one may not', async () => {
    const host = project({ 'localert.config.ts': config(DISK_FULL), 'out/x.txt': '' });
    chmodSync(host.at('out'), 0o500);
    expect((await host.run('types --out out/a.ts')).err).toContain('you may not write there');
    expect(readdirSync(host.at('out'))).toEqual(['x.txt']);
  });
});
