import {
  LanguagePairUnsupportedError,
  type TranslationCall,
  TranslationInvalidError,
  TranslatorRefusedError,
  TranslatorUnavailableError,
} from '@localert/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { requestOf, scopeOf } from '../../test/requests.ts';
import { type Step, scripted } from '../../test/scripted-translator.ts';
import { chainTranslators } from './chain.ts';
import type { ChainEvent, ChainOptions } from './chain-options.ts';
import { translationPrompt } from './prompt.ts';

const down = (retryAfterMs?: number) =>
  new TranslatorUnavailableError({
    translator: 'a',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
const no = () => new TranslatorRefusedError({ translator: 'a', reason: 'no' });
const bad = () => new TranslationInvalidError({ translator: 'a', reason: 'bad' });

/** A chain whose waits are written down instead of waited. */
function chainOf(links: Parameters<typeof chainTranslators>[0], more: ChainOptions = {}) {
  const events: ChainEvent[] = [];
  const waits: number[] = [];
  const chain = chainTranslators(links, {
    observe: (event) => events.push(event),
    sleep: async (ms) => {
      waits.push(ms);
    },
    random: () => 1,
    ...more,
  });
  const translate = (call: TranslationCall = {}, change = {}, tenant = 'acme') =>
    chain.translate(scopeOf(tenant), requestOf(change), call);
  const told = () =>
    events.map((event) =>
      [
        event.type.replace('translator.', ''),
        event.translator,
        'code' in event ? event.code : undefined,
        'reason' in event ? event.reason : undefined,
        'state' in event ? event.state : undefined,
      ]
        .filter((part) => part !== undefined)
        .join(' '),
    );
  return { chain, translate, told, events, waits };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1_700_000_000_000, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one after another', () => {
  it.each<[string, Step, string]>([
    ['refuses', no(), 'LOCALERT_TRANSLATOR_REFUSED'],
    [
      'does not know the pair',
      new LanguagePairUnsupportedError({ translator: 'a', source: 'en', target: 'es' }),
      'LOCALERT_LANGUAGE_PAIR_UNSUPPORTED',
    ],
    ['fails with what is no error of ours', new TypeError('x'), 'LOCALERT_TRANSLATOR_UNAVAILABLE'],
  ])('takes the next when one %s', async (_, step, code) => {
    const { translate, told } = chainOf([scripted('a', [step]), scripted('b')], { attempts: 1 });
    expect((await translate()).segments[0]?.text).toBe('b: Disk full on <x id="0"/>');
    expect(told()).toEqual([`failed a ${code}`, 'answered b']);
  });

  it('takes the next when a model does not want to, and adds up what was used', async () => {
    const first = scripted('a', [{ finishReason: 'refused', segments: [] }]);
    const second = scripted('b', [{ usage: { inputTokens: 1, outputTokens: 1, characters: 24 } }]);
    const { translate } = chainOf([first, second]);
    expect((await translate()).usage).toEqual({ inputTokens: 11, outputTokens: 6, characters: 24 });
  });

  it('says so when no model wants to', async () => {
    const { translate } = chainOf([
      scripted('a', [{ finishReason: 'refused', segments: [] }]),
      scripted('b', [no()]),
    ]);
    expect(await translate()).toMatchObject({ finishReason: 'refused', segments: [], model: 'a' });
  });

  it('asks nobody who says that the pair is unknown', async () => {
    const first = scripted('a', [], { supports: async () => false });
    const second = scripted('b', [], { supports: () => Promise.reject(new Error('cannot tell')) });
    const { chain, translate, told } = chainOf([first, second]);
    expect((await translate()).model).toBe('b');
    expect(first.calls()).toBe(0);
    expect(told()).toEqual(['skipped a pair', 'answered b']);
    expect(await chainTranslators([first]).supports?.('en', 'es')).toBe(false);
    expect(await chainTranslators([first, scripted('c')]).supports?.('en', 'es')).toBe(true);
    await expect(chain.supports?.('en', 'es')).rejects.toThrow('cannot tell');
  });

  it('does not know a pair that none knows', async () => {
    const { translate } = chainOf([scripted('a', [], { supports: () => false })]);
    await expect(translate()).rejects.toMatchObject({
      code: 'LOCALERT_LANGUAGE_PAIR_UNSUPPORTED',
      details: { translator: 'chain', source: 'en', target: 'es' },
    });
  });

  it('fails with the last fault', async () => {
    const { translate } = chainOf([scripted('a', [bad()]), scripted('b', [no()])], { attempts: 1 });
    await expect(translate()).rejects.toMatchObject({ code: 'LOCALERT_TRANSLATOR_REFUSED' });
  });

  it('takes what all of them take', () => {
    const small = scripted('b');
    const { chain } = chainOf([
      scripted('a'),
      { ...small, capabilities: { ...small.capabilities, maxSegments: 3, countsTokens: true } },
    ]);
    expect(chain.capabilities).toMatchObject({ maxSegments: 3, maxCharacters: 1_000, countsTokens: true });
  });
});

describe('again', () => {
  it('after waits that double, with the longest bounded', async () => {
    const first = scripted('a', [down(), bad(), down(), down()]);
    const { translate, waits } = chainOf([first], { attempts: 5, backoff: { firstMs: 100, mostMs: 300 } });
    expect((await translate()).model).toBe('a');
    expect(waits).toEqual([100, 200, 300, 300]);
  });

  it('after waits that are spread', async () => {
    const { translate, waits } = chainOf([scripted('a', [down()])], { random: () => 0 });
    await translate();
    expect(waits).toEqual([250]);
  });

  it('as late as a Retry-After says, unless that is too long', async () => {
    const first = scripted('a', [down(7_000), down(60_000)]);
    const { translate, waits, events } = chainOf([first, scripted('b')]);
    expect((await translate()).model).toBe('b');
    expect(waits).toEqual([7_000]);
    expect(events.filter(({ type }) => type === 'translator.failed')).toEqual([
      {
        type: 'translator.failed',
        translator: 'a',
        attempt: 1,
        code: 'LOCALERT_TRANSLATOR_UNAVAILABLE',
        waitMs: 7_000,
      },
      { type: 'translator.failed', translator: 'a', attempt: 2, code: 'LOCALERT_TRANSLATOR_UNAVAILABLE' },
    ]);
  });

  it('so many times, and not after a refusal', async () => {
    const first = scripted('a', [down(), down(), down(), down()]);
    const second = scripted('b', [no()]);
    const { translate } = chainOf([first, second, scripted('c')]);
    expect((await translate()).model).toBe('c');
    expect([first.calls(), second.calls()]).toEqual([3, 1]);
  });

  it('by a clock of its own', async () => {
    vi.useRealTimers();
    const chain = chainTranslators([scripted('a', [down()])], { backoff: { firstMs: 1, mostMs: 1 } });
    expect((await chain.translate(scopeOf(), requestOf(), {})).model).toBe('a');
  });
});

describe('bounds', () => {
  it('waits for no try that would come after the deadline', async () => {
    const { translate, waits } = chainOf([scripted('a', [down()]), scripted('b')]);
    expect((await translate({ deadline: Date.now() + 400 })).model).toBe('b');
    expect(waits).toEqual([]);
  });

  it('begins with no other translator after the deadline', async () => {
    const late = scripted('a', [
      async () => {
        vi.setSystemTime(Date.now() + 5_000);
        throw down();
      },
    ]);
    const second = scripted('b');
    const { translate } = chainOf([late, second]);
    await expect(translate({ deadline: Date.now() + 1_000 })).rejects.toMatchObject({
      code: 'LOCALERT_TRANSLATOR_UNAVAILABLE',
      details: { translator: 'chain' },
    });
    expect(second.calls()).toBe(0);
  });

  it('ends a call and a wait that are called off, and begins nothing after', async () => {
    const reason = new Error('called off');
    for (const place of ['call', 'wait', 'pair'] as const) {
      const controller = new AbortController();
      const stop = () => {
        controller.abort(reason);
        return new Promise<never>(() => undefined);
      };
      const first = scripted(
        'a',
        [place === 'call' ? stop : down()],
        place === 'pair' ? { supports: stop } : {},
      );
      const second = scripted('b');
      const { translate } = chainOf([first, second], { sleep: stop });
      await expect(translate({ signal: controller.signal })).rejects.toBe(reason);
      expect(second.calls()).toBe(0);
    }
  });
});

describe('the breaker', () => {
  const breaker = { failures: 2, openMs: 10_000 };

  it('leaves a translator alone that fails and fails, and tries it again later', async () => {
    const first = scripted('a', [down(), down()]);
    const { translate, told } = chainOf([first, scripted('b')], { attempts: 1, breaker });
    for (let call = 0; call < 3; call += 1) expect((await translate()).model).toBe('b');
    expect(first.calls()).toBe(2);
    vi.setSystemTime(Date.now() + 10_001);
    expect((await translate()).model).toBe('a');
    expect(told()).toEqual([
      'failed a LOCALERT_TRANSLATOR_UNAVAILABLE',
      'answered b',
      'breaker a open',
      'failed a LOCALERT_TRANSLATOR_UNAVAILABLE',
      'answered b',
      'skipped a breaker',
      'answered b',
      'breaker a half-open',
      'breaker a closed',
      'answered a',
    ]);
  });

  it('is unavailable when all are left alone', async () => {
    const { translate } = chainOf([scripted('a', [down(), down()])], { attempts: 2, breaker });
    await expect(translate()).rejects.toMatchObject({ code: 'LOCALERT_TRANSLATOR_UNAVAILABLE' });
    await expect(translate()).rejects.toMatchObject({ details: { translator: 'chain' } });
  });

  it('keeps nobody waiting who is called off while another call tries', async () => {
    const hang = () => new Promise<never>(() => undefined);
    const first = scripted('a', [down(), down(), hang]);
    const { translate } = chainOf([first, scripted('b')], { attempts: 1, breaker });
    for (let call = 0; call < 2; call += 1) await translate();
    vi.setSystemTime(Date.now() + 10_001);
    const trying = new AbortController();
    const waiting = new AbortController();
    const calls = [translate({ signal: trying.signal }), translate({ signal: waiting.signal })];
    const ends = Promise.allSettled(calls);
    await new Promise((resolve) => setImmediate(resolve));
    waiting.abort('second');
    await expect(calls[1]).rejects.toBe('second');
    trying.abort('first');
    expect((await ends).map((end) => end.status)).toEqual(['rejected', 'rejected']);
    expect(first.calls()).toBe(3);
  });

  it('is not opened by refusals, bad answers, or deadlines of callers', async () => {
    const late = async () => {
      vi.setSystemTime(Date.now() + 1_000);
      throw down();
    };
    const first = scripted('a', [no(), no(), bad(), bad(), late, late, late]);
    const { translate, told } = chainOf([first, scripted('b')], { attempts: 1, breaker });
    for (let call = 0; call < 4; call += 1) await translate();
    for (let call = 0; call < 3; call += 1) {
      await expect(translate({ deadline: Date.now() + 500 })).rejects.toThrow();
    }
    expect((await translate()).model).toBe('a');
    expect(told().filter((line) => line.startsWith('breaker'))).toEqual([]);
  });
});

describe('the budget', () => {
  it('is counted for each tenant, stops hard, and comes back with the next window', async () => {
    const first = scripted('a');
    const { translate, told } = chainOf([
      { translator: first, budget: { requests: 2, everyMs: 1_000 } },
      scripted('b'),
    ]);
    const models: string[] = [];
    for (const tenant of ['acme', 'acme', 'acme', 'beta']) {
      models.push((await translate({}, {}, tenant)).model);
    }
    expect(models).toEqual(['a', 'a', 'b', 'a']);
    expect(told()).toContain('skipped a budget');
    vi.setSystemTime(Date.now() + 1_000);
    expect((await translate()).model).toBe('a');
  });

  it('holds when calls come at once', async () => {
    const first = scripted('a');
    const { translate } = chainOf([{ translator: first, budget: { characters: 100 } }, scripted('b')]);
    const answers = await Promise.all(Array.from({ length: 10 }, () => translate()));
    // 24 characters each: four fit.
    expect(answers.filter(({ model }) => model === 'a')).toHaveLength(4);
    expect(first.calls()).toBe(4);
  });

  const counting = (steps: readonly Step[] = []) => {
    const { capabilities } = scripted('a');
    return scripted('a', steps, { capabilities: { ...capabilities, countsTokens: true } });
  };
  /** Tokens that the request of these tests is reckoned to take: 3 characters each, the answer up to twice as long. */
  const reckoned = (() => {
    const { system, user } = translationPrompt(requestOf());
    return Math.ceil((system.length + user.length) / 3) + Math.ceil((2 * 24) / 3);
  })();

  it('is counted in the tokens that were used, not in those that were reckoned', async () => {
    const budget = { tokens: reckoned + 20 };
    const { translate } = chainOf([{ translator: counting(), budget }, scripted('b')]);
    const models: string[] = [];
    for (let call = 0; call < 4; call += 1) models.push((await translate()).model);
    // 15 are used by each: after the second call another does not fit.
    expect(models).toEqual(['a', 'a', 'b', 'b']);
  });

  it.each<[string, readonly Step[], readonly string[]]>([
    ['what it was reckoned to cost when the answer is bad', [bad(), bad()], ['b', 'b', 'b']],
    ['what it was reckoned to cost when it broke off', [down(), down()], ['b', 'b', 'b']],
    ['nothing when it was refused', [no(), no()], ['b', 'b', 'a']],
    [
      'nothing when it was turned away by a status',
      Array.from({ length: 2 }, () => new TranslatorUnavailableError({ translator: 'a', status: 429 })),
      ['b', 'b', 'a'],
    ],
  ])('is charged %s', async (_, steps, models) => {
    const { translate } = chainOf(
      [{ translator: counting(steps), budget: { tokens: 2 * reckoned } }, scripted('b')],
      {
        attempts: 1,
      },
    );
    for (const model of models) expect((await translate()).model).toBe(model);
  });

  it('is not used by a translator that is left alone, and forgets with its window', async () => {
    const slow = async () => {
      vi.setSystemTime(Date.now() + 2_000);
      throw down();
    };
    const { translate } = chainOf(
      [{ translator: scripted('a', [slow, down()]), budget: { requests: 3, everyMs: 1_000 } }],
      {
        attempts: 1,
        breaker: { failures: 2, openMs: 500 },
      },
    );
    for (let call = 0; call < 6; call += 1) await expect(translate()).rejects.toThrow();
    vi.setSystemTime(Date.now() + 600);
    expect((await translate()).model).toBe('a');
  });

  it('is the only reason, and says so', async () => {
    const { translate } = chainOf([{ translator: scripted('a'), budget: { requests: 0 } }]);
    await expect(translate()).rejects.toMatchObject({ code: 'LOCALERT_TRANSLATOR_UNAVAILABLE' });
  });
});

describe('a chain', () => {
  it('is told by observers that throw, and goes on', async () => {
    const { translate } = chainOf([scripted('a')], {
      observe: () => {
        throw new Error('x');
      },
    });
    expect((await translate()).model).toBe('a');
  });

  it('tells no text', async () => {
    const { translate, events } = chainOf([scripted('a', [no()]), scripted('b')]);
    await translate();
    expect(JSON.stringify(events)).not.toContain('Disk');
  });

  it.each([
    ['without translators', () => chainTranslators([]), 'translators'],
    ['with a name that is none', () => chainTranslators([scripted('a')], { name: 'A' }), 'name'],
    ['with no attempt', () => chainTranslators([scripted('a')], { attempts: 0 }), 'attempts'],
    [
      'with a breaker that never opens',
      () => chainTranslators([scripted('a')], { breaker: { failures: 0.5 } }),
      'breaker.failures',
    ],
  ])('%s is refused', (_, make, path) => {
    expect(make).toThrow(
      expect.objectContaining({
        code: 'LOCALERT_INVALID_INPUT',
        details: expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
      }),
    );
  });

  it('refuses what is no translator', () => {
    expect(() => chainTranslators([{ ...scripted('a'), spec: 'x' as never }])).toThrow(
      expect.objectContaining({ code: 'LOCALERT_PORT_MISMATCH' }),
    );
  });
});
