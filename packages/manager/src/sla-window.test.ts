import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SlaEnd, slaHistogram, slaRing } from './sla-window.ts';

describe('a ring of counts', () => {
  it('tells of the last steps, and forgets what is older', () => {
    const ring = slaRing(10, 50);
    ring.add('good', 1_000);
    ring.add('failed', 1_019);
    ring.add('slow', 1_020);
    expect(ring.sum(50, 1_029)).toEqual({ total: 3, failed: 1, slow: 1 });
    expect(ring.sum(10, 1_029)).toEqual({ total: 2, failed: 1, slow: 1 });
    expect(ring.sum(50, 1_060)).toEqual({ total: 2, failed: 1, slow: 1 });
    expect(ring.sum(50, 9_999)).toEqual({ total: 0, failed: 0, slow: 0 });
    expect(slaRing(10, 50).sum(50, 1)).toEqual({ total: 0, failed: 0, slow: 0 });
  });

  it('takes no count that is older than it, when the clock is set back', () => {
    const ring = slaRing(10, 50);
    ring.add('good', 10_000);
    ring.add('good', 9_990);
    ring.add('good', 1_000);
    expect(ring.sum(50, 10_000).total).toBe(2);
    expect(ring.sum(50, 1_000).total).toBe(0);
  });

  it('counts as a list does, whatever comes when', () => {
    const steps = fc.array(
      fc.record({
        pass: fc.integer({ min: 0, max: 40 }),
        end: fc.constantFrom<SlaEnd>('good', 'slow', 'failed'),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 50 }), (given, span) => {
        const ring = slaRing(10, 50);
        const list: { end: SlaEnd; step: number }[] = [];
        let now = 5_000;
        for (const { pass, end } of given) {
          now += pass;
          ring.add(end, now);
          list.push({ end, step: Math.floor(now / 10) });
          const first = Math.floor(now / 10) - Math.ceil(span / 10);
          const within = list.filter(({ step }) => step >= first);
          const of = (wanted: SlaEnd) => within.filter((one) => one.end === wanted).length;
          expect(ring.sum(span, now)).toEqual({
            total: within.length,
            failed: of('failed'),
            slow: of('slow'),
          });
        }
      }),
    );
  });
});

describe('a histogram', () => {
  it('tells a quantile at most a fifth too high', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 100_000_000 }), { minLength: 1, maxLength: 200 }),
        (latencies) => {
          const histogram = slaHistogram(1_000);
          for (const ms of latencies) histogram.add(ms, 5);
          const sorted = [...latencies].sort((left, right) => left - right);
          const exact = sorted[Math.ceil(sorted.length * 0.99) - 1] ?? 0;
          const told = histogram.quantile(0.99, 5) ?? 0;
          expect(told).toBeGreaterThanOrEqual(Math.floor(exact * 0.999) - 1);
          expect(told).toBeLessThanOrEqual(exact * 1.2 + 1);
        },
      ),
    );
  });

  it('forgets after one to two spans, and has bounds', () => {
    const histogram = slaHistogram(1_000);
    expect(histogram.quantile(0.5, 0)).toBeUndefined();
    histogram.add(-5, 500);
    expect(histogram.quantile(0.5, 500)).toBe(1);
    histogram.add(1e300, 1_500);
    expect(histogram.quantile(0.5, 1_999)).toBe(1);
    expect(histogram.quantile(1, 1_999)).toBeGreaterThan(86_400_000);
    expect(histogram.quantile(0.5, 2_500)).toBeGreaterThan(86_400_000);
    expect(histogram.quantile(0.5, 9_999)).toBeUndefined();
    // A clock that was set back changes nothing.
    histogram.add(8, 9_999);
    expect(histogram.quantile(0.5, 0)).toBe(8);
  });
});
