import { QuotaExceededError, TranslatorUnavailableError } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { fakeClient, fixture } from '../test/fake-client.ts';
import { scope, scripted, testGate } from '../test/scripted.ts';
import { localizer } from './localizer.ts';
import type { LocalizerOptions } from './localizer-types.ts';
import { houseStyles } from './memory/house-styles.ts';
import { libraryMemory } from './memory/library-memory.ts';
import { recordMemory } from './memory/record-memory.ts';

const library = libraryMemory([
  {
    baseLocale: 'en',
    locales: {
      en: { title: 'Disk full on {host}' },
      ja: { title: '{host} のディスクに空きがありません' },
    },
  },
]);

function house(options: LocalizerOptions = {}, fixtures = [fixture('disk')]) {
  const { records } = memoryStore();
  const memory = recordMemory({ records });
  const styles = houseStyles({ records });
  const model = scripted();
  const ai = localizer({
    translators: [model.translator],
    memories: [memory, library],
    gate: testGate,
    styles,
    now: () => 7,
    ...options,
  });
  return { ai, memory, styles, model, ...fakeClient(fixtures) };
}

describe('a draft', () => {
  it('is proposed with where it comes from, and nothing more is in use', async () => {
    const { ai, client, rows, calls } = house();
    expect(await ai.draft(client, 'disk', 'de')).toMatchObject({
      fixture: 'disk',
      locale: 'de',
      status: 'missing',
      outcome: 'drafted',
      score: 100,
      untranslated: [],
      usage: { inputTokens: 100, outputTokens: 10 },
    });
    expect(calls).toEqual(['propose disk de']);
    expect(rows.get('disk')?.drafts?.['de']).toMatchObject({
      messages: { title: '«Disk full on {host}»', actionRequired: '«Free some space»' },
      provenance: {
        origin: 'model',
        model: 'scripted-1',
        score: 100,
        reviewed: false,
        sourceHash: expect.stringMatching(/^[0-9a-f]{64}$/),
        promptHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
    expect(Object.keys(rows.get('disk')?.locales ?? {})).toEqual(['en']);
  });

  it('takes what memories know word for word, and asks for the rest alone', async () => {
    const { ai, client, rows, model } = house();
    await ai.draft(client, 'disk', 'ja-JP');
    expect(rows.get('disk')?.drafts?.['ja-JP']?.messages['title']).toBe(
      '{host} のディスクに空きがありません',
    );
    expect(model.calls.map(({ request }) => request.segments.map(({ text }) => text))).toEqual([
      ['Free some space'],
    ]);
  });

  it('with no model at all says what it knows, and marks the rest', async () => {
    const { ai, client, rows } = house({ translators: [] });
    const { outcome, untranslated, usage } = await ai.draft(client, 'disk', 'ja-JP');
    expect({ outcome, untranslated }).toEqual({ outcome: 'drafted', untranslated: ['actionRequired'] });
    expect(usage).toEqual({ inputTokens: 0, outputTokens: 0 });
    expect(rows.get('disk')?.drafts?.['ja-JP']).toMatchObject({
      untranslated: ['actionRequired'],
      messages: { actionRequired: 'Free some space' },
      provenance: { origin: 'template', score: 0 },
    });
  });

  it('is not taken from a memory when the gate finds fault', async () => {
    const { ai, client, memory, rows } = house();
    const unit = {
      sourceLocale: 'en',
      targetLocale: 'de',
      syntax: 'icu' as const,
      origin: 'human' as const,
      at: 1,
    };
    await memory.remember(scope, [{ ...unit, source: 'Free some space', target: 'bad' }]);
    await ai.draft(client, 'disk', 'de');
    expect(rows.get('disk')?.drafts?.['de']?.messages['actionRequired']).toBe('«Free some space»');
  });

  it('goes with the tenant’s style, what the alert is about, and examples of its own', async () => {
    const { ai, client, memory, styles, model } = house({ context: { domain: 'video' } }, [
      fixture('disk', { description: 'A disk is full.', severity: 'critical' }),
    ]);
    await styles.set(scope, 'de', {
      formality: 'formal',
      tone: 'calm',
      glossary: [{ source: 'space', target: 'Platz' }],
    });
    const unit = {
      sourceLocale: 'en',
      targetLocale: 'de',
      syntax: 'icu' as const,
      origin: 'human' as const,
      at: 1,
    };
    await memory.remember(scope, [{ ...unit, source: 'Free more space', target: 'Mehr Platz schaffen' }]);
    await ai.draft(client, 'disk', 'de');
    expect(model.calls[0]?.request).toMatchObject({
      context: {
        domain: 'video',
        urgency: 'critical',
        description: 'A disk is full.',
        formality: 'formal',
        tone: 'calm',
      },
      glossary: [{ source: 'space', target: 'Platz' }],
      examples: [{ source: 'Free more space', target: 'Mehr Platz schaffen' }],
    });
  });

  it('lets nothing private leave: not in texts, descriptions or examples', async () => {
    const detect = (text: string) => {
      const start = text.indexOf('s3cret');
      return start < 0 ? [] : [{ kind: 'token', start, end: start + 6 }];
    };
    const pii = { spec: 'localert.pii/1' as const, detect };
    const texts = { en: { title: 'Key s3cret on {host}' } };
    const fixtures = [fixture('disk', { locales: texts, description: 'Ask for s3cret' })];
    const { ai, client, memory, model, rows } = house({ pii }, fixtures);
    const unit = {
      sourceLocale: 'en',
      targetLocale: 'de',
      syntax: 'icu' as const,
      origin: 'human' as const,
      at: 1,
    };
    await memory.remember(scope, [{ ...unit, source: 'Key on {host} s3cret two', target: 's3cret' }]);
    await ai.draft(client, 'disk', 'de');
    expect(JSON.stringify(model.calls)).not.toContain('s3cret');
    expect(rows.get('disk')?.drafts?.['de']?.messages['title']).toBe('«Key s3cret on {host}»');
    const strict = house({ pii, privacy: 'block' }, fixtures);
    const { untranslated } = await strict.ai.draft(strict.client, 'disk', 'de');
    expect(untranslated).toEqual(['title']);
    expect(strict.model.calls).toEqual([]);
  });

  it('is not made for a fixture in code: that would be paid for and of no use', async () => {
    const { ai, model } = house();
    const { client } = fakeClient([fixture('disk')], ['disk']);
    expect(await ai.draft(client, 'disk', 'de')).toMatchObject({
      outcome: 'failed',
      code: 'LOCALERT_FIXTURE_IN_CODE',
    });
    expect(model.calls).toEqual([]);
  });

  it('can be looked at without being stored', async () => {
    const { ai, client, calls } = house();
    expect((await ai.preview(client, 'disk', 'de')).messages['title']).toBe('«Disk full on {host}»');
    expect(calls).toEqual([]);
  });
});

describe('a second run', () => {
  it('uses no token: what is proposed, rejected, approved or a person’s is left alone', async () => {
    const { ai, client, model, change } = house();
    const draft = (locale: string) => ai.draft(client, 'disk', locale);
    await draft('de');
    expect(await draft('de')).toMatchObject({ outcome: 'skipped', status: 'proposed' });
    await ai.reject(client, 'disk', 'de', 'no');
    expect(await draft('de')).toMatchObject({ outcome: 'skipped', status: 'rejected' });
    await draft('fr');
    await ai.approve(client, 'disk', 'fr');
    expect(await draft('fr')).toMatchObject({ outcome: 'skipped', status: 'current' });
    change('disk', { locales: { ...(await client.get('disk')).locales, es: { title: 'x' } } });
    expect(await draft('es')).toMatchObject({ outcome: 'skipped', status: 'human' });
    expect(await draft('en')).toMatchObject({ outcome: 'skipped', status: 'human' });
    expect(model.calls).toHaveLength(2);
  });

  it('makes a stale translation anew, as a draft: reviewed texts stay until somebody approves', async () => {
    const { ai, client, change, rows } = house();
    await ai.draft(client, 'disk', 'de');
    await ai.approve(client, 'disk', 'de');
    const approved = rows.get('disk')?.locales['de'];
    change('disk', { locales: { ...rows.get('disk')?.locales, en: { title: 'Disk is full on {host}' } } });
    expect(await ai.draft(client, 'disk', 'de')).toMatchObject({ status: 'stale', outcome: 'drafted' });
    expect(rows.get('disk')?.locales['de']).toEqual(approved);
  });

  it('makes it anew when the glossary changed, unless a person has reviewed it', async () => {
    const { ai, client, styles } = house({ approve: { medium: { minScore: 90 } } });
    await ai.draft(client, 'disk', 'de');
    await ai.draft(client, 'disk', 'fr');
    expect(await ai.draft(client, 'disk', 'de')).toMatchObject({ status: 'current' });
    for (const locale of ['de', 'fr']) await styles.set(scope, locale, { tone: 'calm' });
    expect(await ai.draft(client, 'disk', 'de')).toMatchObject({ status: 'stale', outcome: 'approved' });
  });
});

describe('the approval policy', () => {
  it.each([
    ['no rule for the severity', { high: { minScore: 0 } }, 'fine', 'drafted'],
    ['a score under the least', { medium: { minScore: 95, maxWarnings: 9 } }, 'odd', 'drafted'],
    ['a warning too many', { medium: { minScore: 0 } }, 'odd', 'drafted'],
    ['warnings that are allowed', { medium: { minScore: 0, maxWarnings: 2 } }, 'odd', 'approved'],
    ['a good draft', { medium: { minScore: 95 } }, 'fine', 'approved'],
    ['a text that no rule can judge', { medium: { minScore: 95 } }, 'short', 'drafted'],
    ['one that may pass all the same', { medium: { minScore: 95, unconfirmed: true } }, 'short', 'approved'],
    ['a field that is not translated', { medium: { minScore: 0, maxWarnings: 9 } }, 'bad', 'drafted'],
  ] as const)('%s', async (_, approve, word, outcome) => {
    const { translator } = scripted({ say: ({ text }) => `${word} ${text}` });
    const { ai, client, calls } = house({ approve, translators: [translator], tries: 1 });
    expect((await ai.draft(client, 'disk', 'de')).outcome).toBe(outcome);
    expect(calls.includes('approve disk de policy')).toBe(outcome === 'approved');
  });
});

describe('a review', () => {
  it('stands whatever becomes of the memory', async () => {
    const broken = { ...library, remember: () => Promise.reject(new Error('down')) };
    const { ai, client, rows } = house({ remember: broken });
    await ai.draft(client, 'disk', 'de');
    await ai.approve(client, 'disk', 'de');
    expect(Object.keys(rows.get('disk')?.locales ?? {})).toEqual(['en', 'de']);
  });

  it('is remembered, and teaches terms', async () => {
    const fixtures = ['one', 'two'].map((id) =>
      fixture(id, { locales: { en: { title: `Node ${id} lost` } } }),
    );
    const { translator } = scripted({
      say: ({ text }) => text.replace('Node', 'Knoten').replace('lost', 'weg'),
    });
    const { ai, client, memory, styles } = house({ translators: [translator] }, fixtures);
    for (const id of ['one', 'two']) {
      await ai.draft(client, id, 'de');
      await ai.approve(client, id, 'DE', { title: `Server ${id} weg` });
    }
    const query = { sourceLocale: 'en', targetLocale: 'de', syntax: 'icu' as const };
    expect((await memory.find(scope, { ...query, source: 'Node one lost' }))[0]?.unit).toMatchObject({
      target: 'Server one weg',
      origin: 'human',
      at: 7,
    });
    expect(await styles.suggestions(scope, 'de')).toMatchObject([
      { target: 'Server', instead: 'Knoten', seen: 2 },
    ]);
  });
});

describe('what is odd', () => {
  it('does not stop a draft: no texts in the base locale, a text that memory and source share', async () => {
    const { ai, client, memory, change } = house({}, [fixture('disk'), fixture('none', { locales: {} })]);
    expect(await ai.draft(client, 'none', 'de')).toMatchObject({ outcome: 'drafted', untranslated: [] });
    const unit = {
      sourceLocale: 'en',
      targetLocale: 'de',
      syntax: 'icu' as const,
      origin: 'human' as const,
      at: 1,
    };
    await memory.remember(scope, [{ ...unit, source: 'Free some space', target: 'Platz schaffen' }]);
    const draft = await ai.preview(client, 'disk', 'de');
    expect(draft.fields.map(({ origin }) => origin)).toEqual(['translated', 'memory']);
    // An approval by hand, past the localizer, leaves nothing to learn from.
    change('disk', { drafts: undefined });
    await expect(ai.approve(client, 'disk', 'de')).rejects.toMatchObject({ code: 'LOCALERT_NOT_FOUND' });
  });

  it('is not remembered: what is the same in both languages', async () => {
    const { translator } = scripted({ say: ({ text }) => text });
    const { ai, client, memory } = house({ translators: [translator] });
    await ai.draft(client, 'disk', 'de');
    await ai.approve(client, 'disk', 'de');
    const query = {
      source: 'Free some space',
      sourceLocale: 'en',
      targetLocale: 'de',
      syntax: 'icu' as const,
    };
    expect(await memory.find(scope, query)).toEqual([]);
  });
});

describe('a batch', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((id) => fixture(id));

  it('drafts every locale of every stored fixture, and tells how far it is', async () => {
    const { ai, client } = house({}, many);
    const seen: string[] = [];
    const { outcomes, usage } = await ai.batch(client, {
      locales: ['de', 'fr'],
      onProgress: ({ done, total, last }) => seen.push(`${done}/${total} ${last.outcome}`),
    });
    expect(outcomes).toHaveLength(10);
    expect(seen).toEqual(Array.from({ length: 10 }, (_, at) => `${at + 1}/10 drafted`));
    expect(usage).toEqual({ inputTokens: 1_000, outputTokens: 100 });
    const again = await ai.batch(client, { locales: ['de', 'fr'] });
    expect(again.outcomes.every(({ outcome }) => outcome === 'skipped')).toBe(true);
    expect(again.usage).toEqual({ inputTokens: 0, outputTokens: 0 });
  });

  it('goes on where it was stopped', async () => {
    const { ai, client, model } = house({}, many);
    const stop = new AbortController();
    const reason = new Error('enough');
    const first = ai.batch(client, {
      locales: ['de'],
      concurrency: 1,
      signal: stop.signal,
      onProgress: ({ done }) => done === 2 && stop.abort(reason),
    });
    await expect(first).rejects.toBe(reason);
    expect(model.calls).toHaveLength(2);
    const { outcomes } = await ai.batch(client, { locales: ['de'] });
    expect(outcomes.filter(({ outcome }) => outcome === 'skipped')).toHaveLength(2);
    expect(model.calls).toHaveLength(5);
  });

  it('does not let one fixture stop the others; a used-up budget does', async () => {
    const { ai, client } = house({}, many);
    const { propose } = client.drafts;
    const failing = {
      ...client,
      drafts: {
        ...client.drafts,
        propose: (...args: Parameters<typeof propose>) =>
          args[0] === 'b'
            ? Promise.reject(new TranslatorUnavailableError({ translator: 'x' }))
            : propose(...args),
      },
    };
    const { outcomes } = await ai.batch(failing, { locales: ['de'] });
    expect(outcomes.filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { fixture: 'b', code: 'LOCALERT_TRANSLATOR_UNAVAILABLE' },
    ]);
    expect(outcomes).toHaveLength(5);
    const budget = {
      take: () => Promise.reject(new QuotaExceededError({ quota: 'aiTokensPerDay', limit: 1 })),
    };
    await expect(ai.batch(client, { locales: ['fr'], budget })).rejects.toMatchObject({
      code: 'LOCALERT_QUOTA_EXCEEDED',
    });
  });

  it('leaves out fixtures in code, and takes those that are named', async () => {
    const { ai } = house();
    const { client } = fakeClient(many, ['a', 'c']);
    const all = await ai.batch(client, { locales: ['de'] });
    expect(all.outcomes.map(({ fixture: id }) => id).sort()).toEqual(['b', 'd', 'e']);
    const named = await ai.batch(client, { locales: ['fr'], fixtures: ['d'] });
    expect(named.outcomes.map(({ fixture: id }) => id)).toEqual(['d']);
  });

  it('says before what it would do and use, and asks nobody', async () => {
    const { ai, client, model } = house({}, many.slice(0, 2));
    await ai.draft(client, 'a', 'de');
    const calls = model.calls.length;
    const plan = await ai.plan(client, { locales: ['de', 'ja'] });
    expect(plan.map(({ fixture: id, locale, status }) => [id, locale, status])).toEqual([
      ['a', 'de', 'proposed'],
      ['a', 'ja', 'missing'],
      ['b', 'de', 'missing'],
      ['b', 'ja', 'missing'],
    ]);
    expect(plan[0]?.estimate).toEqual({ inputTokens: 0, outputTokens: 0 });
    // What a memory knows is not paid for.
    expect(plan[3]?.estimate.outputTokens).toBeLessThan(plan[2]?.estimate.outputTokens ?? 0);
    expect(model.calls).toHaveLength(calls);
    const free = house({ translators: [scripted({ countsTokens: false }).translator] });
    expect((await free.ai.plan(free.client, { locales: ['de'] }))[0]?.estimate.inputTokens).toBe(0);
    const known = fixture('k', { locales: { en: { title: 'Disk full on {host}' } } });
    const cheap = house({}, [known]);
    expect((await cheap.ai.plan(cheap.client, { locales: ['ja'] }))[0]?.estimate.inputTokens).toBe(0);
  });
});

describe('as a plugin', () => {
  it('warns of translations that anybody saves, and never refuses', () => {
    const locales = {
      en: { title: 'x', more: 'y' },
      de: { title: 'bad', extra: 'bad' },
      fr: { title: 'odd' },
    };
    const saved = { fixture: fixture('disk', { locales }) };
    expect(house().ai.onSave(saved)).toEqual([
      { severity: 'warning', code: 'bad', message: 'It is bad.', locale: 'de', field: 'title' },
      { severity: 'warning', code: 'odd', message: 'It is odd.', locale: 'fr', field: 'title' },
    ]);
    expect(house({ checkSaves: 'off' }).ai.onSave(saved)).toEqual([]);
    expect(house().ai.name).toBe('localizer');
  });

  it('forgets at once what it holds of a tenant that is gone', async () => {
    const purged: string[] = [];
    const memory = { ...library, purge: (tenant: string) => void purged.push(tenant) };
    const { ai } = house({ memories: [memory, library] });
    ai.observe({ type: 'tenant.changed', tenant: 'acme', change: 'suspended' });
    ai.observe({ type: 'tenant.changed', tenant: 'acme', change: 'deleted' });
    expect(purged).toEqual(['acme']);
  });
});
