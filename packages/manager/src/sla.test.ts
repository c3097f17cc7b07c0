import type { DeliveryObjectives, LocalertEvent } from '@localert/core';
import { manualClock } from '@localert/testkit';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { contentHouse } from '../test/content-house.ts';
import { codeOf } from '../test/house.ts';
import { createSla } from './sla.ts';

afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const promised: DeliveryObjectives = {
  acceptedMs: 2_000,
  successRate: 0.999,
  windowMs: 30 * DAY,
  minAlerts: 10,
};
const base = { alert: 'a', fixture: 'disk', severity: 'medium' } as const;
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function watched(objectives: (tenant: string) => DeliveryObjectives | undefined = () => promised) {
  const clock = manualClock(Date.UTC(2026, 0, 5));
  const told: LocalertEvent[] = [];
  const state = { down: false };
  const sla = createSla(
    clock,
    (event) => void told.push(event),
    async (tenant) => {
      if (state.down) throw new Error('down');
      return objectives(tenant);
    },
  );
  const arrived = (latencyMs = 100, tenant = 'acme') =>
    sla.hear({ ...base, type: 'alert.delivered', tenant, latencyMs, attempt: 1, degraded: false });
  const died = (tenant = 'acme') => sla.hear({ ...base, type: 'alert.dead', tenant, attempt: 1, code: 'x' });
  /** One alert a minute, some of them failing. */
  const pass = async (minutes: number, failsEvery = Number.POSITIVE_INFINITY) => {
    for (let n = 1; n <= minutes; n++) {
      if (n % failsEvery === 0) died();
      else arrived();
      await settled();
      clock.advance(MINUTE);
    }
  };
  const burns = () =>
    told.flatMap((event) =>
      event.type === 'sla.burn' ? [`${event.objective} ${event.longMs / HOUR}h ${event.state}`] : [],
    );
  return { sla, clock, told, arrived, died, pass, burns, state };
}

describe('the report', () => {
  it('tells what was promised, what was kept, and what may still fail', async () => {
    const { sla, clock, arrived, died } = watched();
    const since = clock.now();
    await sla.report('acme');
    for (let n = 0; n < 1_980; n++) arrived(100);
    for (let n = 0; n < 19; n++) arrived(5_000);
    died();
    await settled();
    const report = await sla.report('acme');
    expect(report).toMatchObject({
      ...{ tenant: 'acme', objectives: promised, since, alerts: 2_000, failed: 1, slow: 19 },
      successRate: 0.9995,
    });
    expect(report?.p99Ms).toBeLessThan(125);
    const [success, latency] = report?.budgets ?? [];
    expect(success).toMatchObject({ objective: 'success', spent: 1 });
    expect(success?.allowed).toBeCloseTo(2, 6);
    expect(success?.left).toBeCloseTo(0.5, 6);
    expect(latency?.allowed).toBeCloseTo(19.99, 6);
    expect(latency?.left).toBeCloseTo(1 - 19 / 19.99, 6);
    expect(
      report?.burns.map(({ objective, urgency, longMs, shortMs }) => [
        objective,
        urgency,
        longMs / HOUR,
        shortMs / MINUTE,
      ]),
    ).toEqual(
      ['success', 'latency'].flatMap((objective) => [
        [objective, 'page', 1, 5],
        [objective, 'page', 6, 30],
        [objective, 'ticket', 72, 360],
      ]),
    );
    sla.close();
  });

  it('is of a window: what is older counts no more', async () => {
    const { sla, clock, died, arrived } = watched();
    died();
    await settled();
    clock.advance(31 * DAY);
    arrived();
    await settled();
    expect(await sla.report('acme')).toMatchObject({ alerts: 1, failed: 0, successRate: 1 });
    sla.close();
  });

  it('is empty before the first alert, and there is none where nothing was promised', async () => {
    const { sla, arrived } = watched((tenant) => (tenant === 'acme' ? promised : undefined));
    const report = await sla.report('acme');
    expect(report).toMatchObject({ alerts: 0, failed: 0, slow: 0 });
    expect(report).not.toHaveProperty('successRate');
    expect(report).not.toHaveProperty('p99Ms');
    expect(report?.budgets.map(({ left }) => left)).toEqual([1, 1]);
    arrived(1, 'beta');
    await settled();
    expect(await sla.report('beta')).toBeUndefined();
    sla.forget('acme');
    sla.close();
  });

  it('begins anew when something else is promised', async () => {
    const state = { successRate: 0.999 };
    const { sla, died } = watched(() => ({ ...promised, ...state }));
    died();
    await settled();
    expect(await sla.report('acme')).toMatchObject({ failed: 1 });
    state.successRate = 0.99;
    expect(await sla.report('acme')).toMatchObject({ failed: 0 });
    sla.close();
  });

  it('counts on by the last promise while nobody can tell it', async () => {
    const { sla, died, state } = watched();
    died();
    await settled();
    state.down = true;
    died();
    died('other');
    await settled();
    state.down = false;
    expect(await sla.report('acme')).toMatchObject({ failed: 2 });
    expect(await sla.report('other')).toMatchObject({ failed: 0 });
    sla.close();
  });

  it('is kept of a thousand tenants, those that were counted last', async () => {
    const { sla, died, arrived } = watched();
    died('t0');
    died('t1');
    await settled();
    for (let n = 2; n < 1_000; n++) arrived(1, `t${n}`);
    died('t0');
    await settled();
    arrived(1, 'one-more');
    await settled();
    expect(await sla.report('t0')).toMatchObject({ failed: 2 });
    expect(await sla.report('t1')).toMatchObject({ failed: 0 });
    sla.close();
  });
});

describe('a burning budget', () => {
  it('is told at once when much fails, once, and that it has ended', async () => {
    const { sla, pass, burns, told } = watched();
    await pass(3 * 60);
    expect(burns()).toEqual([]);
    // A tenth of the alerts fails: a hundred times what may.
    await pass(60, 10);
    expect(burns()).toEqual(
      expect.arrayContaining(['success 1h begun', 'success 6h begun', 'success 72h begun']),
    );
    expect(new Set(burns()).size).toBe(burns().length);
    expect(told).toContainEqual(
      expect.objectContaining({ type: 'sla.burn', tenant: 'acme', urgency: 'page', state: 'begun' }),
    );
    await pass(25);
    expect(burns()).toContain('success 1h ended');
    expect(burns()).not.toContain('success 6h ended');
    await pass(90);
    expect(burns()).toContain('success 6h ended');
    expect(burns()).not.toContain('success 72h ended');
    await pass(19 * 60);
    expect(burns().at(-1)).toBe('success 72h ended');
    expect(burns()).toHaveLength(6);
    sla.close();
  });

  it('is no page when little fails for long, but a ticket', async () => {
    const { sla, pass, burns } = watched(() => ({ ...promised, successRate: 0.99 }));
    // Two in a hundred: twice what may.
    await pass(24 * 60, 50);
    expect(burns()).toEqual(['success 72h begun']);
    sla.close();
  });

  it('wavers without being told each time', async () => {
    const { sla, pass, burns } = watched(() => ({ ...promised, successRate: 0.9 }));
    // Around the factor of the ticket, above and below by turns.
    await pass(12 * 60, 9);
    const before = burns().length;
    for (let n = 0; n < 12; n++) await pass(6 * 60, n % 2 === 0 ? 12 : 8);
    expect(burns().length).toBe(before);
    sla.close();
  });

  it('is of latency as well', async () => {
    const { sla, clock, arrived, burns } = watched();
    for (let n = 0; n < 60; n++) {
      arrived(2_001);
      await settled();
      clock.advance(MINUTE);
    }
    expect(burns()).toContain('latency 1h begun');
    expect(burns().join()).not.toContain('success');
    sla.close();
  });

  it('is not told of too few alerts', async () => {
    const { sla, pass, burns } = watched();
    await pass(9, 1);
    expect(burns()).toEqual([]);
    await pass(2, 1);
    expect(burns()).not.toEqual([]);
    sla.close();
  });

  it('ends while nothing is sent, too', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const { sla, pass, burns, clock } = watched();
    await pass(30, 1);
    clock.advance(DAY);
    vi.advanceTimersByTime(15_000);
    expect(burns()).toContain('success 1h ended');
    sla.close();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('a manager', () => {
  it('watches over its tenants’ objectives, and forgets those that are gone', async () => {
    const objectives = { acceptedMs: 1_000, successRate: 0.9 };
    const { alerts, send, events } = await contentHouse({ objectives });
    expect(await alerts.sla('acme')).toMatchObject({ alerts: 0, objectives: { minAlerts: 10 } });
    await send('db-1');
    await alerts.drain();
    expect(events.some(({ type }) => type === 'sla.burn')).toBe(false);
    await alerts.tenants.delete('acme');
    expect(await codeOf(alerts.sla('acme'))).toBe('LOCALERT_NOT_FOUND');
    expect(await codeOf(alerts.sla('No Tenant'))).toBe('LOCALERT_INVALID_TENANT_ID');
    await alerts.close();
    const plain = await contentHouse();
    expect(await plain.alerts.sla('acme')).toBeUndefined();
    await plain.alerts.close();
  });
});
