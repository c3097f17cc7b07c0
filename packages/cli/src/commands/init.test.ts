import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { answers, project } from '../../test/project.ts';

describe('init', () => {
  test('makes a house in which check finds no error and preview works', async () => {
    const host = project();
    const { code, out } = await host.run('init --yes');
    expect(code).toBe(0);
    expect(out).toMatch(
      /1\. npm install[\s\S]*2\. npx localert check\n[\s\S]*3\. npx localert preview disk_full\n$/,
    );
    expect(readdirSync(host.path).sort()).toEqual([
      '.gitignore',
      'alerts',
      'localert.config.mjs',
      'node_modules',
    ]);
    expect(readFileSync(host.at('.gitignore'), 'utf8')).toBe('localert.db*\n');
    expect((await host.run('check')).code).toBe(0);
    expect((await host.run('preview disk_full')).out).toContain('Disk 93% full');
  });

  test('in TypeScript where there is a tsconfig.json, from a template, in the locales that are named', async () => {
    const host = project({ 'tsconfig.json': '{}', '.gitignore': 'dist' });
    const { json } = await host.run(
      'init --yes --template certificate_expiring --locales es,ja,en --tenant globex --json',
    );
    expect(json).toMatchObject({
      fixture: 'certificate_expiring',
      tenant: 'globex',
      written: ['alerts/certificate-expiring.ts', 'localert.config.ts', '.gitignore'],
    });
    expect(readFileSync(host.at('.gitignore'), 'utf8')).toBe('dist\nlocalert.db*\n');
    expect((await host.run('check')).code).toBe(0);
    expect((await host.run('preview certificate_expiring --json')).json['locales']).toHaveLength(3);
  });

  test('asks where somebody is there', async () => {
    const host = project();
    const prompts = answers(
      [/first tenant/, 'initech'],
      [/SQLite/, 'data/alerts.db'],
      [/first alert/, 'disk_full'],
    );
    expect((await host.run('init', { prompts })).code).toBe(0);
    expect(prompts.asked).toHaveLength(3);
    const text = readFileSync(host.at('localert.config.mjs'), 'utf8');
    expect(text).toContain("path: 'data/alerts.db'");
    expect(text).toContain("id: 'initech'");
  });

  test('asks nothing where nobody is', async () => {
    const host = project();
    const { code, err } = await host.run('init');
    expect(code).toBe(2);
    expect(err).toContain('Say --yes');
    expect(readdirSync(host.path)).toEqual(['node_modules']);
  });

  test('replaces nothing, but by force', async () => {
    const host = project({ 'alerts/disk-full.mjs': 'mine' });
    expect((await host.run('init --yes')).err).toContain(
      'alerts/disk-full.mjs was not written: it is there already',
    );
    expect(existsSync(host.at('localert.config.mjs'))).toBe(false);
    host.write('localert.config.js', 'mine');
    expect((await host.run('init --yes')).err).toContain(
      'localert.config.js was not written: it is there already',
    );
    expect(readFileSync(host.at('alerts/disk-full.mjs'), 'utf8')).toBe('mine');
    expect((await host.run('init --yes --force --js')).code).toBe(0);
    expect(readFileSync(host.at('alerts/disk-full.mjs'), 'utf8')).toContain('defineFixture');
    expect((await host.run('init --yes --force')).out).not.toContain('.gitignore');
  });

  test.each([
    ['--tenant Acme', '--tenant is no id of a tenant'],
    ['--template disk_ful', 'Did you mean "disk_full"?'],
    ['--template zzzzzzzzzzzzzz', 'There is no template'],
    ['--template disk_full --locales xx', 'The templates have no texts in xx'],
    ['--locales ja', 'has no texts in ja'],
    ['--locales e_n_', 'LOCALERT_INVALID_LOCALE'],
  ])('refuses %s', async (flags, words) => {
    const host = project();
    const { code, err } = await host.run(`init --yes ${flags}`);
    expect(code).toBe(2);
    expect(err).toContain(words);
    expect(readdirSync(host.path)).toEqual(['node_modules']);
  });

  test('a text cannot end the literal that it stands in', async () => {
    const host = project();
    expect((await host.run(['init', '--yes', '--database', "a'; process.exit(9); '\\\u2028b"])).code).toBe(0);
    expect((await host.run('check')).code).toBe(0);
  });
});
