import { QuotaExceededError, TranslatorRefusedError, TranslatorUnavailableError } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { scope, scripted, testGate } from '../../test/scripted.ts';
import { type TranslateOptions, type TranslateRequest, translateMessages } from './translate.ts';

const request: TranslateRequest = {
  messages: {
    title: 'Disk full on {host}',
    description: '{n, plural, one {# file} other {# files}}',
    code: '{id}',
  },
  sourceLocale: 'en',
  targetLocale: 'de',
  syntax: 'icu',
};

const translate = (options: Partial<TranslateOptions>, more: Partial<TranslateRequest> = {}) =>
  translateMessages(scope, { ...request, ...more }, { translators: [], gate: testGate, ...options });

describe('translateMessages', () => {
  it('translates, copies what has no words, and says who did it', async () => {
    const { translator, calls } = scripted();
    const { fields, usage, failures } = await translate({ translators: [translator] });
    expect(fields.map(({ field, text, origin, model }) => [field, text, origin, model])).toEqual([
      ['title', '«Disk full on {host}»', 'translated', 'scripted-1'],
      ['description', '{n, plural, one {«# file»} other {«# files»}}', 'translated', 'scripted-1'],
      ['code', '{id}', 'copied', undefined],
    ]);
    expect(calls).toHaveLength(1);
    expect(usage).toEqual({ inputTokens: 100, outputTokens: 10 });
    expect(failures).toEqual([]);
  });

  it('asks again with what was wrong, for what was wrong alone', async () => {
    let tries = 0;
    const { translator, calls } = scripted({
      say: ({ text }) => {
        if (!text.startsWith('Disk')) return text;
        tries += 1;
        return tries === 1 ? `bad ${text}` : tries === 2 ? 'no mark' : text;
      },
    });
    const { fields } = await translate({ translators: [translator] });
    expect(fields[0]).toMatchObject({ origin: 'translated', text: 'Disk full on {host}', calls: 3 });
    expect(calls.map(({ request: { segments } }) => segments.length)).toEqual([3, 1, 1]);
    expect(calls[1]?.request.feedback).toEqual([
      {
        segment: '0',
        refused: 'bad Disk full on <x id="0"/>',
        findings: [{ code: 'bad', message: 'It is bad.' }],
      },
    ]);
    expect(calls[2]?.request.feedback[0]?.findings[0]?.code).toBe('mark-missing');
  });

  it('goes on to the next translator, and in the end to the source, marked', async () => {
    const first = scripted({ name: 'engine', readsContext: false, say: () => 'bad' });
    const second = scripted({ name: 'model', say: ({ text }) => (text.startsWith('Disk') ? 'bad' : text) });
    const { fields } = await translate({ translators: [first.translator, second.translator], tries: 2 });
    expect(first.calls).toHaveLength(1);
    expect(second.calls).toHaveLength(2);
    expect(fields[0]).toMatchObject({
      origin: 'source',
      text: request.messages['title'],
      score: 0,
      calls: 3,
    });
    expect(fields[0]?.findings.length).toBeGreaterThan(0);
    expect(fields[1]).toMatchObject({ origin: 'translated', translator: 'model' });
  });

  it('without a translator gives the source back', async () => {
    const { fields } = await translate({});
    expect(fields.map(({ origin }) => origin)).toEqual(['source', 'source', 'copied']);
  });

  it.each([
    ['cut off', { finishReason: 'length' as const }],
    ['refused', { finishReason: 'refused' as const }],
    ['short of a segment', { segments: [{ id: '0', text: 'x' }] }],
    ['with one too many', { segments: ['0', '1', '2', '3'].map((id) => ({ id, text: 'x' })) }],
    ['with one twice', { segments: ['0', '1', '2', '2'].map((id) => ({ id, text: 'x' })) }],
  ])('takes nothing of an answer that is %s, and tries again', async (_, fault) => {
    let tries = 0;
    const { translator } = scripted({
      answer: (result) => {
        tries += 1;
        return tries === 1 ? { ...result, ...fault } : result;
      },
    });
    const { fields, failures } = await translate({ translators: [translator] });
    expect(fields[0]?.origin).toBe('translated');
    expect(failures).toEqual([{ translator: 'scripted', code: 'LOCALERT_TRANSLATION_INVALID' }]);
  });

  it.each([
    [
      'refuses',
      () => new TranslatorRefusedError({ translator: 'one', reason: 'no' }),
      'LOCALERT_TRANSLATOR_REFUSED',
    ],
    [
      'is away',
      () => new TranslatorUnavailableError({ translator: 'one' }),
      'LOCALERT_TRANSLATOR_UNAVAILABLE',
    ],
    ['throws anything', () => new TypeError('secret text'), 'LOCALERT_TRANSLATOR_UNAVAILABLE'],
  ])('leaves a translator that %s for the next one', async (_, error, code) => {
    const one = scripted({
      name: 'one',
      answer: () => {
        throw error();
      },
    });
    const two = scripted({ name: 'two' });
    const result = await translate({ translators: [one.translator, two.translator] });
    expect(one.calls).toHaveLength(1);
    expect(result.failures).toEqual([{ translator: 'one', code }]);
    expect(result.fields[0]?.translator).toBe('two');
    expect(JSON.stringify(result.failures)).not.toContain('secret');
  });

  it('keeps what one portion brought when the next fails', async () => {
    let calls = 0;
    const one = scripted({
      name: 'one',
      maxSegments: 1,
      answer: (result) => {
        calls += 1;
        if (calls === 2) throw new TranslatorUnavailableError({ translator: 'one' });
        return result;
      },
    });
    const two = scripted({ name: 'two' });
    const { fields } = await translate({ translators: [one.translator, two.translator] });
    expect(fields.map(({ translator }) => translator)).toEqual(['one', 'two', undefined]);
    expect(two.calls[0]?.request.segments).toHaveLength(2);
  });

  it('reserves tokens before it asks, and settles what was used', async () => {
    const log: string[] = [];
    const budget = {
      async take(tokens: number) {
        log.push(`take ${tokens > 110}`);
        return {
          settle: async (used: number) => void log.push(`settle ${used}`),
          giveBack: async () => void log.push('back'),
        };
      },
    };
    await translate({ translators: [scripted().translator], budget });
    expect(log).toEqual(['take true', 'settle 110']);
    log.length = 0;
    await translate({ translators: [scripted({ countsTokens: false }).translator], budget });
    expect(log).toEqual([]);
  });

  it('stops hard when the budget is used up, or somebody wants it to', async () => {
    const { translator, calls } = scripted();
    const budget = {
      take: () => Promise.reject(new QuotaExceededError({ quota: 'aiTokensPerDay', limit: 1 })),
    };
    await expect(translate({ translators: [translator, translator], budget })).rejects.toMatchObject({
      code: 'LOCALERT_QUOTA_EXCEEDED',
    });
    const reason = new Error('stopped');
    const stopped = translate({ translators: [translator], signal: AbortSignal.abort(reason) });
    await expect(stopped).rejects.toBe(reason);
    expect(calls).toEqual([]);
  });

  it('mends what the gate mends before it judges', async () => {
    const { translator } = scripted({ say: ({ text }) => `fixme${text}` });
    const { fields } = await translate({ translators: [translator] });
    expect(fields[0]).toMatchObject({ text: 'Disk full on {host}', findings: [], score: 100 });
  });

  it('says why a source cannot be taken apart', async () => {
    const { fields } = await translate(
      { translators: [scripted().translator] },
      { messages: { title: '{broken' } },
    );
    expect(fields).toMatchObject([
      { field: 'title', text: '{broken', origin: 'source', findings: [{ code: 'LOCALERT_MESSAGE_SYNTAX' }] },
    ]);
  });

  it('gives what has no words the categories of the target all the same', async () => {
    const { fields } = await translate(
      {},
      { messages: { a: '{n, plural, one {#} other {#}}' }, targetLocale: 'ru' },
    );
    expect(fields[0]?.text).toBe('{n, plural, one {#} few {#} many {#} other {#}}');
  });

  it('counts characters where those are charged, and believes a budget’s own estimate where nothing is told', async () => {
    const settled: number[] = [];
    const budget = {
      take: async () => ({
        settle: async (used: number) => void settled.push(used),
        giveBack: async () => {},
      }),
    };
    const { translator, calls } = scripted({
      answer: (result) => ({ ...result, usage: { inputTokens: 0, outputTokens: 0, characters: 12 } }),
    });
    const { usage } = await translate({ translators: [translator], budget, deadline: 99 });
    expect(usage).toEqual({ inputTokens: 0, outputTokens: 0, characters: 12 });
    expect(settled[0]).toBeGreaterThan(100);
    expect(calls[0]).toMatchObject({ deadline: 99, maxOutputTokens: expect.any(Number) });
  });

  it('gives the faults of marks to their segments alone', async () => {
    let tries = 0;
    const { translator, calls } = scripted({
      say: ({ text, note }) => {
        if (!note?.includes('like 1')) return text;
        tries += 1;
        return tries === 1 ? 'no mark' : text;
      },
    });
    await translate({ translators: [translator] });
    expect(calls[1]?.request.feedback.map(({ findings }) => findings[0]?.code)).toEqual(['mark-missing']);
  });

  it('asks again for what has no spelling where it stands', async () => {
    let tries = 0;
    const { translator, calls } = scripted({
      say: ({ text }) => {
        tries += 1;
        return tries === 1 ? text.replace('<x id="0"/>', '#<x id="0"/>') : text;
      },
    });
    const messages = { a: '{n, plural, other {{k, select, other {of {host} # disks}}}}' };
    const { fields } = await translate({ translators: [translator] }, { messages, targetLocale: 'ja' });
    expect(fields[0]).toMatchObject({ origin: 'translated', calls: 2 });
    expect(calls[1]?.request.feedback[0]?.findings[0]?.code).toBe('LOCALERT_MESSAGE_NOT_CONVERTIBLE');
  });

  it('passes over a translator that does not know the pair, and tries one that cannot tell', async () => {
    const lacks = scripted({ name: 'lacks' });
    const fails = scripted({ name: 'fails' });
    const translators = [
      { ...lacks.translator, supports: () => false },
      { ...fails.translator, supports: () => Promise.reject(new Error('down')) },
    ];
    const { fields, failures } = await translate({ translators });
    expect(failures).toEqual([{ translator: 'lacks', code: 'LOCALERT_LANGUAGE_PAIR_UNSUPPORTED' }]);
    expect(lacks.calls).toEqual([]);
    expect(fields[0]?.translator).toBe('fails');
  });
});
