import { describe, expect, test } from 'vitest';
import { filled, inHouse } from '../../test/filled.ts';
import { answers, config, type Project, project } from '../../test/project.ts';

/** A translator that turns texts around itself, so that its work can be told; it counts its calls. */
const TRANSLATOR = `
import { localizer } from '@localert/localizer';
import { TRANSLATOR_SPEC } from '@localert/core';
globalThis.calls = 0;
const translator = {
  spec: TRANSLATOR_SPEC,
  name: 'mirror',
  capabilities: { maxSegments: 50, maxCharacters: 9000, readsContext: false, glossary: false, formality: false, examples: false, countsTokens: true },
  async translate(_scope, { segments }, { signal } = {}) {
    globalThis.calls += 1;
    signal?.throwIfAborted();
    return { segments: segments.map(({ id, text }) => ({ id, text: text.replace('full', 'lleno') })), finishReason: 'stop', model: 'mirror', usage: { inputTokens: 10, outputTokens: 5 } };
  },
};`;

const setUp = (more = '') =>
  config(`localizer: () => localizer({ translators: [translator] }), ${more}`, TRANSLATOR);

async function house(more = ''): Promise<Project> {
  const host = project({ 'localert.config.ts': setUp(more) });
  await filled(host, {
    disk: { en: { title: 'Disk {host} full' } },
    queue: { en: { title: 'Queue {name} full' } },
  });
  return host;
}

const calls = () => (globalThis as { calls?: number }).calls ?? 0;

describe('localize', () => {
  test('says what it would cost, and spends nothing until it is told to', async () => {
    const host = await house("locales: ['es'], prices: { input: 1000, output: 2000, currency: 'EUR' },");
    const plan = await host.run('localize --plan');
    expect(plan.code).toBe(0);
    expect(plan.out).toMatch(/es +2 +0/);
    expect(plan.out).toMatch(/2 drafts, at the most \d+ tokens in and \d+ out, \d+\.\d\d EUR/);
    const refused = await host.run('localize');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('LOCALERT_CLI_CONFIRMATION_NEEDED');
    expect((await host.run('localize --yes --max-tokens 1')).err).toContain(
      'The estimate is above --max-tokens',
    );
    expect(calls()).toBe(0);
  });

  test('drafts, and a second run costs nothing', async () => {
    const host = await house();
    const { code, json, err } = await host.run('localize --locales es --yes --json');
    expect(err).toMatch(/1\/2 |2\/2 /);
    expect([code, json]).toMatchObject([0, { ok: true, drafted: 2, failed: 0 }]);
    const again = await host.run('localize --locales es --yes --json');
    expect(again.json).toMatchObject({ cost: { drafts: 0 }, outcomes: [] });
    expect((await host.run('localize --locales es --fixtures disk --plan')).out).toContain('0 drafts');
  });

  test('asks on a terminal, and shows a bar', async () => {
    const host = await house();
    const no = answers([/are spent/, false]);
    expect((await host.run('localize --locales es', { prompts: no, tty: true })).code).toBe(2);
    const yes = answers([/are spent/, true]);
    const { code, err } = await host.run('localize --locales es', { prompts: yes, tty: true });
    expect(code).toBe(0);
    expect(err).toContain('█');
  });

  test('stopped keeps what is done, and goes on from there', async () => {
    const host = await house();
    const stop = new AbortController();
    const first = await host.run('localize --locales es --yes --concurrency 1', {
      signal: stop.signal,
      onWrite: (text) => {
        if (text.startsWith('1/2')) stop.abort();
      },
    });
    expect(first.code).toBe(130);
    expect(first.err).toContain('1 drafts are done and stay, 1 are left');
    expect(first.err).toContain('goes on from there');
    const second = await host.run('localize --locales es --yes --json');
    expect(second.json).toMatchObject({ drafted: 1 });
  });

  test('has nothing to do, or nothing to do it with', async () => {
    const host = project({ 'localert.config.ts': setUp() });
    await filled(host, {});
    expect((await host.run('localize --locales es')).out).toContain('There are no stored fixtures');
    expect((await host.run('localize')).err).toContain('No locale was named');
    host.write(
      'fails.config.ts',
      config(`localizer: () => ({
        plan: async () => [{ fixture: 'disk', locale: 'es', severity: 'low', status: 'missing', estimate: { inputTokens: 1, outputTokens: 1 } }],
        batch: async () => ({ usage: {}, outcomes: [{ fixture: 'disk', locale: 'es', outcome: 'failed', code: 'LOCALERT_PII_BLOCKED' }] }),
      }),`),
    );
    const failed = await host.run('localize --locales es --yes --config fails.config.ts');
    expect(failed.code).toBe(1);
    expect(failed.err).toContain('disk es: LOCALERT_PII_BLOCKED');
  });
});

describe('review', () => {
  async function drafted(): Promise<Project> {
    const host = await house();
    expect((await host.run('localize --locales es --yes')).code).toBe(0);
    return host;
  }

  const spanish = (host: Project, id: string) =>
    inHouse(host, async (client) => (await client.get(id)).locales['es']?.['title']);

  test('lists drafts beside their source', async () => {
    const host = await drafted();
    const { code, out } = await host.run('review');
    expect(code).toBe(0);
    expect(out).toContain('source   Disk {host} full');
    expect(out).toContain('proposed Disk {host} lleno');
    expect(out).toContain('2 drafts wait');
    expect((await host.run('review disk --json')).json['waiting']).toHaveLength(1);
    expect((await host.run('review --locale ja')).out).toContain('No draft waits.');
  });

  test('decides by flags', async () => {
    const host = await drafted();
    const { json } = await host.run([
      'review',
      '--approve',
      'disk:es',
      '--reject',
      'queue:es',
      '--reason',
      'wrong word',
      '--json',
    ]);
    expect(json['decided']).toEqual([
      { fixture: 'disk', locale: 'es', decision: 'approved' },
      { fixture: 'queue', locale: 'es', decision: 'rejected' },
    ]);
    expect(await spanish(host, 'disk')).toBe('Disk {host} lleno');
    expect(await spanish(host, 'queue')).toBeUndefined();
    expect((await host.run('review')).out).toContain('No draft waits.');
    expect((await host.run('review --reject queue:es')).err).toContain('--reject needs a reason');
    expect((await host.run('review --approve disk')).err).toContain('That names no draft');
    expect((await host.run('review --approve disk:es')).err).toContain('LOCALERT_NOT_FOUND');
  });

  test('asks draft by draft', async () => {
    const host = await drafted();
    const prompts = answers(
      [/disk es/, 'edit'],
      [/title/, 'Disco {host} lleno'],
      [/queue es/, 'reject'],
      [/Why/, 'no'],
    );
    const { code, out } = await host.run('review', { prompts });
    expect(code).toBe(0);
    expect(out).toContain('2 decided.');
    expect(await spanish(host, 'disk')).toBe('Disco {host} lleno');
  });

  test('leaves for later, ends early, approves, and shows what is there now', async () => {
    const host = await drafted();
    expect((await host.run('review', { prompts: answers([/es/, 'end']) })).out).toContain('0 decided');
    expect((await host.run('review disk', { prompts: answers([/disk/, 'skip']) })).out).toContain(
      '0 decided',
    );
    expect((await host.run('review disk', { prompts: answers([/disk/, 'approve']) })).out).toContain(
      '1 decided',
    );
    const note = {
      messages: { title: 'Otro {host}' },
      provenance: { origin: 'model', model: 'm', score: 50 },
      untranslated: ['title'],
      findings: [{ field: 'title', severity: 'warning', code: 'odd', message: 'Odd.' }],
    } as const;
    await inHouse(host, (client) =>
      client.drafts.propose('disk', 'es', { ...note, untranslated: ['title'], findings: [...note.findings] }),
    );
    host.write('plain.config.ts', config());
    const { out } = await host.run('review disk --config plain.config.ts');
    expect(out).toContain('now      Disk {host} lleno');
    expect(out).toContain('not translated');
    expect(out).toContain('warning title odd: Odd.');
    expect(out).toContain('model, m, score 50');
    expect((await host.run('review --reject disk:es --reason no --config plain.config.ts')).code).toBe(0);
    await inHouse(host, (client) =>
      client.drafts.propose('disk', 'fr', {
        messages: { title: 'Le {host}' },
        provenance: { origin: 'human' },
      }),
    );
    expect((await host.run('review --approve disk:fr --config plain.config.ts')).code).toBe(0);
  });

  test('refuses an empty reason where it asks', async () => {
    const host = await drafted();
    await expect(
      host.run('review disk', { prompts: answers([/disk/, 'reject'], [/Why/, ' ']) }).then(({ err }) => err),
    ).resolves.toContain('LOCALERT_CLI_UNEXPECTED');
  });
});
