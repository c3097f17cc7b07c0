import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDeliveryLedger } from './chaos-delivery-ledger.ts';
import { DELIVERY_PLACES } from './chaos-delivery-places.ts';
import { chaosOnDelivery } from './chaos-delivery-run.ts';
import { soak } from './chaos-soak.ts';

const folder = mkdtempSync(join(tmpdir(), 'localert-chaos-delivery-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('managers that are killed while they send and deliver from SQLite', () => {
  it('lose nothing, and double only what nobody could know of', { timeout: 300_000 }, async () => {
    const place = await DELIVERY_PLACES.sqlite(folder);
    const result = await chaosOnDelivery({ place, kills: 3, seed: 7, onProgress: () => undefined });
    expect(result.faults).toEqual([]);
    expect([result.kills, result.lost]).toEqual([3, []]);
    expect(result.alerts).toBeGreaterThan(0);
    expect(result.posts).toBeGreaterThanOrEqual(result.alerts);
    expect(result.spoilt).toBeGreaterThan(0);
  });
});

describe('a soak', () => {
  it('delivers a steady load, each alert once', { timeout: 120_000 }, async () => {
    const result = await soak({ folder, minutes: 0.05, rate: 20, withinMs: 30_000 });
    expect(result).toMatchObject({ alerts: 60, refused: 0, lost: 0, doubled: 0, withinShare: 100 });
    expect(result.worst).toBeGreaterThanOrEqual(result.p50);
  });
});

describe('the judgement of deliveries', () => {
  /** Two posts of one alert by two workers, at 10 and 30. */
  function twice(fault?: 'cut') {
    const ledger = createDeliveryLedger();
    ledger.note({ kind: 'alert', id: 'a' });
    ledger.note({ kind: 'posting', id: 'a', by: 'w1', at: 10, mark: 'w1/1' });
    ledger.note({ kind: 'posting', id: 'a', by: 'w2', at: 30, mark: 'w2/1' });
    const posts = [
      { alert: 'a', at: 12, fault, place: 'C', mark: 'w1/1' },
      { alert: 'a', at: 32, place: 'C', mark: 'w2/1' },
    ];
    return { ledger, judge: () => ledger.judge(posts) };
  }

  it('finds what is lost, dead, and of nobody', () => {
    const ledger = createDeliveryLedger();
    ledger.note({ kind: 'alert', id: 'a' });
    ledger.note({ kind: 'dead', id: 'b', code: 'x' });
    const verdict = ledger.judge([{ alert: 'c', at: 1, place: 'C', mark: 'w9/9' }]);
    expect(verdict.lost).toEqual(['a']);
    expect(verdict.faults).toEqual([
      'nobody posted what Slack took: c',
      'an alert is lost: a',
      'an alert became a dead letter: b, x',
    ]);
  });

  it('calls a double without a reason a fault', () => {
    const { ledger, judge } = twice();
    ledger.note({ kind: 'heard', mark: 'w1/1', outcome: 'delivered' });
    // Killed, but only after the other had posted it again.
    ledger.struck({ by: 'w1', at: 40 });
    expect(judge()).toMatchObject({ doubled: { ambiguous: 0, unrecorded: 0 } });
    expect(judge().faults.join()).toContain('posted twice without a reason: a: 0 posted w1/1');
  });

  it('calls a double a fault when the end had been recorded, whoever was killed then', () => {
    const { ledger, judge } = twice('cut');
    expect(judge()).toMatchObject({ doubled: { ambiguous: 1 }, faults: [] });
    const known = twice();
    known.ledger.note({ kind: 'recorded', id: 'a', by: 'w1', at: 14, found: false });
    known.ledger.struck({ by: 'w1', at: 20 });
    expect(known.judge().faults).toHaveLength(1);
    expect(ledger.acknowledged.has('a')).toBe(true);
  });

  it('counts doubles by their reason', () => {
    const timedOut = twice();
    timedOut.ledger.note({ kind: 'heard', mark: 'w1/1', outcome: 'unknown' });
    expect(timedOut.judge()).toMatchObject({ doubled: { ambiguous: 1, unrecorded: 0 }, faults: [] });
    const killed = twice();
    killed.ledger.struck({ by: 'w1', at: 20 });
    expect(killed.judge()).toMatchObject({ doubled: { ambiguous: 0, unrecorded: 1 }, faults: [] });
    const away = twice();
    away.ledger.struck({ at: 11, until: 25 });
    expect(away.judge()).toMatchObject({ doubled: { ambiguous: 0, unrecorded: 1 }, faults: [] });
    away.ledger.note({ kind: 'recorded', id: 'a', by: 'w2', at: 33, found: true });
    expect(away.judge().found).toBe(1);
  });
});
