import { describe, expect, test, vi } from 'vitest';
import { project, runIn } from '../test/project.ts';
import { checkConfig } from './check-config.ts';
import { loadConfig } from './load-config.ts';

const FIXTURES = `fixtures: { a: { baseLocale: 'en', locales: { en: { title: 'Hi' } } } }`;

describe('a config file', () => {
  test.each(['localert.config.ts', 'localert.config.mts', 'localert.config.js', 'localert.config.mjs'])(
    'may be %s',
    async (name) => {
      const host = project({
        'package.json': '{"type":"module"}',
        [name]: `export default { ${FIXTURES} };`,
      });
      const { config, file } = await loadConfig(host.path, undefined);
      expect(Object.keys(config)).toEqual(['fixtures']);
      expect(file).toBe(name);
    },
  );

  test('may be named, and may lie elsewhere', async () => {
    const host = project({ 'etc/house.mjs': `export default { ${FIXTURES} };` });
    expect((await host.run('types --stdout --config etc/house.mjs')).out).toContain('readonly a: ');
    expect((await host.run(`types --stdout --config file://${host.at('etc/house.mjs')}`)).code).toBe(0);
    expect((await host.run('types --config nowhere.ts')).err).toContain('There is no nowhere.ts');
  });

  test('is not looked for in the folders above: it is code', async () => {
    const host = project({ 'localert.config.mjs': `export default { ${FIXTURES} };`, 'inner/x.txt': '' });
    expect((await runIn(host.at('inner'), 'types')).err).toContain('LOCALERT_CLI_CONFIG_NOT_FOUND');
  });

  test('is loaded by jiti where Node takes no types out', async () => {
    const host = project({
      'localert.config.ts': `const tenant: string = 'acme'; export default { tenant, ${FIXTURES} };`,
    });
    expect((await loadConfig(host.path, undefined, false)).config.tenant).toBe('acme');
  });

  test('that throws is told by class, code and place, and by no word of its own', async () => {
    const host = project({
      'localert.config.mjs': `\n\nthrow Object.assign(new TypeError('postgres://root:hunter2@db'), { code: 'ERR_X' });`,
    });
    const { code, err } = await host.run('types');
    expect(code).toBe(2);
    expect(err).toContain('LOCALERT_CLI_CONFIG_FAILED');
    expect(err).toMatch(/localert\.config\.mjs(:3:\d+)?: loading it failed with TypeError ERR_X/);
    expect(err).not.toContain('hunter2');
    expect((await host.run('types --json')).out).not.toContain('hunter2');
    expect((await host.run('types --debug')).err).toContain('hunter2');
  });

  test('that does not parse', async () => {
    const host = project({ 'localert.config.mjs': 'export default {' });
    const { code, err } = await host.run('types');
    expect(code).toBe(2);
    expect(err).toContain('LOCALERT_CLI_CONFIG_FAILED');
  });

  test.each([
    ['export const a = 1;', 'it has no default export that is an object'],
    ['export default [];', 'it has no default export that is an object'],
    ['export default { fixture: {} };', '"fixture" is no setting; did you mean "fixtures"?'],
    ['export default { zzzzzzzzz: {} };', '"zzzzzzzzz" is no setting.'],
    ['export default { store: {} };', '"store" is not of the kind it should be: function.'],
    ['export default { tenant: "" };', '"tenant" is not of the kind it should be: text.'],
    ['export default { locales: "en" };', '"locales" is not of the kind it should be: list.'],
    ['export default { slack: 1 };', '"slack" is not of the kind it should be: object.'],
  ])('%s is refused', async (text, problem) => {
    const host = project({ 'localert.config.mjs': text });
    const { code, err } = await host.run('types');
    expect(code).toBe(2);
    expect(err).toContain('LOCALERT_CLI_CONFIG_INVALID: localert.config.mjs: ');
    expect(err).toContain(problem);
  });

  test('may leave settings out by undefined', () => {
    expect(checkConfig({ store: undefined }, 'x')).toEqual({ store: undefined });
  });
});

describe('its functions', () => {
  test('are called once, however many ask', async () => {
    const host = project({
      'localert.config.mjs': `globalThis.calls = 0; export default { localizer: () => ({ n: ++globalThis.calls }) };`,
    });
    const loaded = await loadConfig(host.path, undefined);
    expect(await Promise.all([loaded.make('localizer', ''), loaded.make('localizer', '')])).toEqual([
      { n: 1 },
      { n: 1 },
    ]);
    await loaded.close();
  });

  test('that throw are told by class, and keep what they threw for --debug', async () => {
    const host = project({
      'localert.config.mjs': `export default { tenant: 'acme', store: () => { throw 'hunter2'; } };`,
    });
    const { code, err } = await host.run('audit verify');
    expect(code).toBe(2);
    expect(err).toContain('its "store" failed with a thrown string');
    expect(err).not.toContain('hunter2');
    expect((await host.run('audit verify --debug')).err).toContain('hunter2');
  });

  test('that make fixtures may throw too', async () => {
    const host = project({
      'localert.config.mjs': `export default { fixtures: async () => { throw new Error('hunter2'); } };`,
    });
    const { err } = await host.run('types');
    expect(err).toContain('its "fixtures" failed with Error');
    expect(err).not.toContain('hunter2');
  });

  test('may make fixtures', async () => {
    const host = project({
      'localert.config.mjs': `export default { fixtures: async () => ({ a: { baseLocale: 'en', locales: { en: { title: 'Hi {name}' } } } }) };`,
    });
    expect((await host.run('types --stdout')).out).toContain('name: ');
  });

  test('throw Localert’s own errors as they are', async () => {
    const host = project({
      'localert.config.mjs': `import { StoreFullError } from '@localert/core'; export default { tenant: 'acme', fixtures: () => { throw new StoreFullError({ operation: 'x' }); }, store: () => { throw new StoreFullError({ operation: 'x' }); } };`,
    });
    expect((await host.run('audit verify')).err).toContain('LOCALERT_STORE_FULL');
    expect((await host.run('types')).err).toContain('LOCALERT_STORE_FULL');
  });

  test('that are missing are asked for, with what to write', async () => {
    const host = project({ 'localert.config.mjs': 'export default {};' });
    for (const [line, key] of [
      ['audit verify', 'store'],
      ['keys status', 'keys'],
      ['migrate', 'migrations'],
      ['review --tenant acme', 'store'],
    ] as const) {
      const { code, err } = await host.run(line);
      expect(code).toBe(2);
      expect(err).toContain(`has no "${key}", which this command needs`);
    }
  });

  test('have what they opened closed, even when closing fails', async () => {
    const host = project({
      'localert.config.mjs': `export default { migrations: () => ({ status: async () => ({ version: 1, known: 1, pending: [] }), close: async () => { globalThis.closed = true; throw new Error('no'); } }) };`,
    });
    vi.stubGlobal('closed', false);
    expect((await host.run('migrate')).code).toBe(0);
    expect((globalThis as { closed?: boolean }).closed).toBe(true);
    vi.unstubAllGlobals();
  });
});
