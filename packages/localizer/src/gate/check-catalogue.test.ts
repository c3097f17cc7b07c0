import { describe, expect, it } from 'vitest';
import { checkCatalogue } from './check-catalogue.ts';

const source = {
  full: 'Disk full on {host}',
  late: 'The backup did not finish in time',
  gone: 'Nothing to do',
};
const target = {
  full: 'Festplatte voll',
  late: 'Die Sicherung wurde nicht rechtzeitig fertig',
  more: 'Mehr',
};
const input = { source, target, sourceLocale: 'en', targetLocale: 'de' };

describe('checkCatalogue', () => {
  it('checks what both have and sums up', async () => {
    const { messages, summary } = await checkCatalogue(input);
    expect(
      messages.map(({ key, passed, score, unconfirmed }) => ({ key, passed, score, unconfirmed })),
    ).toEqual([
      { key: 'full', passed: false, score: 75, unconfirmed: true },
      { key: 'late', passed: true, score: 100, unconfirmed: false },
    ]);
    expect(summary).toEqual({
      checked: 2,
      passed: 1,
      unconfirmed: 1,
      meanScore: 87.5,
      byCode: { 'argument-missing': 1 },
      missing: ['gone'],
      unknown: ['more'],
    });
  });

  it('takes an empty catalogue', async () => {
    const { summary } = await checkCatalogue({ ...input, source: {}, target: {} });
    expect(summary).toMatchObject({ checked: 0, meanScore: 100 });
  });

  it('passes options on, and the place in Slack by key', async () => {
    const ignoring = await checkCatalogue({ ...input, ignore: ['argument-missing'] });
    expect(ignoring.summary).toMatchObject({ passed: 2, unconfirmed: 2 });
    const { messages } = await checkCatalogue({ ...input, slack: { late: { maxLength: 10 } } });
    expect(messages.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
      ['argument-missing'],
      ['slack-limit'],
    ]);
  });

  const many = Object.fromEntries(
    Array.from({ length: 250 }, (_, index) => [`k${index}`, `Queue ${index + 10} is growing`]),
  );
  const grown = Object.fromEntries(
    Array.from({ length: 250 }, (_, index) => [`k${index}`, `Schlange ${index + 10} wächst`]),
  );

  it('tells how far it is, and lets others have their turn', async () => {
    const told: string[] = [];
    const done = checkCatalogue(
      { ...input, source: many, target: grown },
      { onProgress: (at) => told.push(`${at.done}/${at.total}`) },
    );
    await new Promise((resolve) => setTimeout(resolve, 0));
    // A machine that is busy may be further, but not done.
    expect(told[0]).toBe('100/250');
    expect(told).not.toContain('250/250');
    expect((await done).summary).toMatchObject({ checked: 250, passed: 250 });
    expect(told).toEqual(['100/250', '200/250', '250/250']);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const reason = new Error('no longer wanted');
    const done = checkCatalogue(
      { ...input, source: many, target: grown },
      { signal: stop.signal, onProgress: () => stop.abort(reason) },
    );
    await expect(done).rejects.toBe(reason);
    await expect(checkCatalogue({ ...input, source: {}, target: {} }, { signal: stop.signal })).rejects.toBe(
      reason,
    );
  });
});
