import { randomBytes } from 'node:crypto';
import { parseFixtureContent, secret } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { makeFernet } from '../test/make-fernet.ts';
import { type FernetRecord, importFernetTemplates } from './fernet-import.ts';

const key = randomBytes(32).toString('base64url');
const keys = [secret(key)];
const token = (text: string | Uint8Array) => makeFernet({ key, text });
const record = (
  fixture: string,
  locale: string,
  field: string | undefined,
  text: string | Uint8Array,
): FernetRecord => ({ fixture, locale, field, token: token(text) });

const set = (fixture: string, locale: string, texts: unknown): FernetRecord => ({
  fixture,
  locale,
  token: token(JSON.stringify(texts)),
});

const run = (records: readonly FernetRecord[], more = {}) =>
  importFernetTemplates({ records, keys, baseLocale: 'en', ...more });

describe('importFernetTemplates', () => {
  it('puts together fixtures of single texts and of sets', async () => {
    const { fixtures, failures, complete } = await run([
      record('disk_full', 'en', 'title', 'Disk full'),
      set('cpu', 'en', { title: 'CPU', description: '{n}' }),
      record('disk_full', 'es', 'title', 'Disco lleno'),
      record('disk_full', 'en', 'description', 'on {host} "now"'),
      set('cpu', 'pt-br', { title: 'UCP' }),
    ]);
    expect({ failures, complete }).toEqual({ failures: [], complete: true });
    expect(fixtures).toEqual([
      {
        id: 'disk_full',
        input: {
          baseLocale: 'en',
          locales: {
            en: { title: 'Disk full', description: 'on {host} "now"' },
            es: { title: 'Disco lleno' },
          },
          sensitive: true,
          provenance: { en: { origin: 'import' }, es: { origin: 'import' } },
        },
      },
      {
        id: 'cpu',
        input: {
          baseLocale: 'en',
          locales: { en: { title: 'CPU', description: '{n}' }, 'pt-BR': { title: 'UCP' } },
          sensitive: true,
          provenance: { en: { origin: 'import' }, 'pt-BR': { origin: 'import' } },
        },
      },
    ]);
    expect(parseFixtureContent(fixtures[0]!.input).sensitive).toBe(true);
  });

  it('reads JSON strings, and a base locale a fixture', async () => {
    const { fixtures } = await run([record('a', 'de', 'title', '"Voll: {x}"')], {
      content: 'json',
      baseLocale: (fixture: string) => (fixture === 'a' ? 'de' : 'en'),
    });
    expect(fixtures[0]!.input).toMatchObject({ baseLocale: 'de', locales: { de: { title: 'Voll: {x}' } } });
  });

  it('lists what it cannot read by its place, and goes on', async () => {
    const good = record('good', 'en', 'title', 'canary text');
    const { fixtures, failures } = await run([
      good,
      { ...good, token: 'canary' },
      { ...good, locale: 'fr', token: makeFernet({ key: randomBytes(32).toString('base64url'), text: 'x' }) },
      record('good', 'de', 'title', Uint8Array.of(0xff, 0xfe)),
      record('good', 'no locale', 'title', 'canary'),
      record('good', 'en', 'title', 'canary again'),
      { fixture: 'good', locale: 'it', token: token('canary {') },
      set('good', 'pt', ['canary']),
      set('good', 'nl', null),
      set('good', 'sv', 'canary'),
      set('good', 'fi', { title: 7 }),
      record('no_base', 'es', 'title', 'canary'),
      record('bad id', 'en', 'title', 'canary'),
      record('__proto__', 'en', 'title', 'canary'),
      set('bad_field', 'en', JSON.parse('{"__proto__": "canary", "a b": "canary"}')),
    ]);
    expect(fixtures.map(({ id, input }) => [id, input.locales])).toEqual([
      ['good', { en: { title: 'canary text' } }],
    ]);
    expect(failures).toEqual([
      { fixture: 'good', locale: 'en', field: 'title', code: 'LOCALERT_DECRYPT_FAILED' },
      { fixture: 'good', locale: 'fr', field: 'title', code: 'LOCALERT_DECRYPT_FAILED' },
      { fixture: 'good', locale: 'de', field: 'title', code: 'NOT_TEXT' },
      { fixture: 'good', locale: 'no locale', field: 'title', code: 'LOCALERT_INVALID_LOCALE' },
      { fixture: 'good', locale: 'en', field: 'title', code: 'DUPLICATE' },
      { fixture: 'good', locale: 'it', field: undefined, code: 'NOT_JSON' },
      { fixture: 'good', locale: 'pt', field: undefined, code: 'NOT_JSON' },
      { fixture: 'good', locale: 'nl', field: undefined, code: 'NOT_JSON' },
      { fixture: 'good', locale: 'sv', field: undefined, code: 'NOT_JSON' },
      { fixture: 'good', locale: 'fi', field: undefined, code: 'NOT_TEXT' },
      { fixture: 'no_base', code: 'LOCALERT_INVALID_INPUT' },
      { fixture: 'bad id', code: 'LOCALERT_INVALID_FIXTURE_ID' },
      { fixture: '__proto__', code: 'LOCALERT_INVALID_FIXTURE_ID' },
      { fixture: 'bad_field', code: 'LOCALERT_INVALID_INPUT' },
    ]);
    expect(JSON.stringify(failures)).not.toContain('canary');
    expect(({} as { canary?: unknown }).canary).toBeUndefined();
  });

  it('refuses a JSON string that is none', async () => {
    const { failures } = await run([record('a', 'en', 'title', '7'), record('a', 'en', 'title', '{')], {
      content: 'json',
    });
    expect(failures.map(({ code }) => code)).toEqual(['NOT_TEXT', 'NOT_JSON', 'LOCALERT_INVALID_INPUT']);
  });

  it('holds tokens to their age when it is told to', async () => {
    const { failures } = await run([record('a', 'en', 'title', 'x')], { now: 100_000, ttlSeconds: 99 });
    expect(failures[0]).toMatchObject({ code: 'LOCALERT_FERNET_TIME' });
  });

  it('goes on where it was called off, and tells how far it is', async () => {
    const records = Array.from({ length: 5 }, (_, at) => record(`f${at}`, 'en', 'title', `t${at}`));
    const controller = new AbortController();
    const kept = new Set<string>();
    const steps: string[] = [];
    const onProgress = ({ done, total }: { done: number; total: number }) => steps.push(`${done}/${total}`);
    const onFixture = async ({ id }: { id: string }) => {
      kept.add(id);
      if (id === 'f1') controller.abort();
    };
    const first = await run(records, { onFixture, onProgress, signal: controller.signal });
    expect([first.complete, [...kept], steps]).toEqual([false, ['f0', 'f1'], ['1/5', '2/5']]);
    const rest = await run(records, { onFixture, onProgress, skip: (id: string) => kept.has(id) });
    expect(rest.complete).toBe(true);
    expect(rest.fixtures.map(({ id }) => id)).toEqual(['f2', 'f3', 'f4']);
    expect([...kept]).toEqual(['f0', 'f1', 'f2', 'f3', 'f4']);
  });

  it('lets through what a host’s function throws', async () => {
    const records = [record('a', 'en', 'title', 'x')];
    const fault = new RangeError('the host');
    const thrower = () => {
      throw fault;
    };
    await expect(run(records, { onFixture: thrower })).rejects.toBe(fault);
    await expect(run(records, { baseLocale: thrower })).rejects.toBe(fault);
  });

  it.each([undefined, [], ['plain text']])('refuses keys %j', async (wrong) => {
    await expect(run([], { keys: wrong })).rejects.toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });

  it('refuses keys that are none before it reads a token', async () => {
    await expect(run([record('a', 'en', 'title', 'x')], { keys: [secret('x')] })).rejects.toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_KEY' }),
    );
    await expect(run([record('a', 'en', 'title', 'x')], { ttlSeconds: 60 })).rejects.toThrow(
      expect.objectContaining({ code: 'LOCALERT_INVALID_INPUT' }),
    );
  });
});
