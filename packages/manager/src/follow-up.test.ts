import { systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { contentHouse, ofType } from '../test/content-house.ts';
import type { SendResult } from './send-request.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const escalate = [
  { afterMs: 15 * MINUTE, destination: { channel: '#lead' } },
  { afterMs: HOUR, destination: { channel: '#boss' } },
];

describe('an escalation', () => {
  it('goes out when nobody has acknowledged in time, in the language of its alert', async () => {
    const { alerts, after, send, calls } = await contentHouse({ escalate });
    await send('db-1', { incident: 'disk/1', locale: 'es' });
    await after(15 * MINUTE - 1);
    expect(calls).toHaveLength(1);
    await after(1);
    expect(calls[1]).toMatchObject({ kind: 'post', destination: { channel: '#lead' } });
    expect(calls[1]?.message.text).toBe('⏰ Nadie ha confirmado esta alerta todavía\nDisco lleno en db-1');
    await after(HOUR);
    expect(calls.map(({ destination }) => destination.channel)).toEqual([undefined, '#lead', '#boss']);
    await alerts.close();
  });

  it.each(['acknowledge', 'resolve'] as const)('is dropped after: %s', async (how) => {
    const { acme, alerts, after, send, calls } = await contentHouse({ escalate });
    const { id } = await send('db-1', { incident: 'disk/1' });
    await after(15 * MINUTE);
    // By the message that went to the lead: it belongs to the incident as well.
    const lead = calls[1]?.id ?? '';
    await acme[how](lead);
    await after(2 * HOUR);
    expect(calls.filter(({ destination }) => destination.channel === '#boss')).toEqual([]);
    expect((await acme.incidents({ states: ['acknowledged', 'resolved'] })).items).toMatchObject([
      { alert: id },
    ]);
    await alerts.close();
  });

  it('is of an incident alone, and of its first alert', async () => {
    const { alerts, after, send, calls } = await contentHouse({ escalate });
    await send('db-1');
    await after(2 * HOUR);
    expect(calls).toHaveLength(1);
    await send('db-1', {
      incident: 'disk/1',
      escalate: [{ afterMs: MINUTE, destination: { channel: '#own' } }],
    });
    await send('db-1', { incident: 'disk/1' });
    await after(2 * MINUTE);
    await after(2 * HOUR);
    await send('db-1', { incident: 'disk/1' });
    await after(2 * HOUR);
    expect(calls.filter(({ destination }) => destination.channel !== undefined)).toMatchObject([
      { destination: { channel: '#own' } },
      // A digest of the duplicate, and what went on.
      { destination: { thread: 'ts-2' } },
      { destination: { thread: 'ts-2' } },
    ]);
    await alerts.close();
  });

  it('goes out where nobody can tell whether somebody has acknowledged', async () => {
    const store = memoryStore();
    const { acme, alerts, after, send, calls } = await contentHouse({ escalate }, { store });
    await send('db-1', { incident: 'disk/1' });
    await after(0);
    await acme.acknowledge('disk/1');
    const system = systemScope('test');
    for (const { id } of (await store.records.list(system, 'acme', 'incident-alert')).items)
      await store.records.delete(system, 'acme', 'incident-alert', id);
    await after(15 * MINUTE);
    expect(calls).toHaveLength(2);
    await alerts.close();
  });
});

describe('a digest', () => {
  it('tells once, when the window is over, how many more there were', async () => {
    const { alerts, after, send, calls } = await contentHouse();
    const first = await send('db-1', { dedupeKey: 'k', locale: 'es' });
    await after(0);
    for (let n = 0; n < 37; n++) await send('db-1', { dedupeKey: 'k', locale: 'es' });
    await after(300_000 - 1);
    expect(calls).toHaveLength(1);
    await after(1);
    expect(calls[1]).toMatchObject({
      kind: 'post',
      destination: { thread: 'ts-1' },
      message: { text: '+37 más como esta' },
    });
    await after(HOUR);
    expect(calls).toHaveLength(2);
    expect(await send('db-1', { dedupeKey: 'k' })).toMatchObject({ status: 'queued' });
    expect(first.status).toBe('queued');
    await alerts.close();
  });

  it('changes the message where the tenant wants it so', async () => {
    const { alerts, after, send, calls } = await contentHouse({ digest: 'update' });
    await send('db-1', { dedupeKey: 'k' });
    await after(0);
    for (let n = 0; n < 3; n++) await send('db-1', { dedupeKey: 'k' });
    await after(HOUR);
    expect(calls[1]).toMatchObject({ kind: 'update', ts: 'ts-1' });
    expect(calls[1]?.message.text).toBe('+3 more like this\nDisk full on db-1');
    await alerts.close();
  });

  it.each([[{ digest: 'off' as const }, {}] as const, [undefined, { digest: false }] as const])(
    'is left out under %j and %j',
    async (policy, request) => {
      const { alerts, after, send, calls } = await contentHouse(policy);
      for (let n = 0; n < 3; n++) await send('db-1', { dedupeKey: 'k', ...request });
      await after(HOUR);
      expect(calls).toHaveLength(1);
      await alerts.close();
    },
  );

  it('waits for its alert, and says nothing where that did not arrive', async () => {
    const { alerts, after, send, calls, acme } = await contentHouse();
    const request = { dedupeKey: 'k', destination: { channel: 'refuse' } };
    const { id } = await send('db-1', request);
    await send('db-1', request);
    await after(HOUR);
    await after(10_000);
    expect(calls).toEqual([]);
    expect((await acme.status(id)).state).toBe('dead');
    await alerts.close();
  });
});

describe('routes', () => {
  const delivery = {
    routes: [
      { name: 'nothing', when: { severities: ['low' as const] }, to: [{ channel: '#low' }] },
      {
        name: 'storage',
        when: { labels: { team: 'storage' } },
        to: [{ channel: '#storage' }, { channel: '#ops', workspace: 'other' }],
        fallback: { channel: '#all' },
      },
      { to: [{ channel: '#rest' }] },
    ],
  };

  it('say where an alert goes that does not say it itself', async () => {
    const { alerts, after, send, calls } = await contentHouse(delivery);
    const { copies, id } = await send('db-1');
    expect(copies).toHaveLength(1);
    await send('db-1', { destination: { channel: '#mine' } });
    await send('db-1', {}, 'down');
    await after(0);
    expect(calls.map((call) => [call.destination.channel, call.destination.workspace]).sort()).toEqual([
      ['#mine', undefined],
      ['#ops', 'other'],
      ['#rest', undefined],
      ['#storage', undefined],
    ]);
    expect(calls.find(({ destination }) => destination.channel === '#ops')?.id).toBe(copies?.[0]);
    expect(copies).not.toContain(id);
    await alerts.close();
  });

  it('give an alert the place that it goes to when it is refused', async () => {
    const store = memoryStore();
    const { alerts, send } = await contentHouse(delivery, { store, delivery: false });
    await send('db-1');
    await send('db-1', { destination: { channel: '#mine' }, fallback: { channel: '#own' } });
    await send('db-1', { fallback: { channel: '#own' } });
    const system = systemScope('test');
    const claims = await store.outbox.claim(system, { now: Number.MAX_SAFE_INTEGER, leaseMs: 1, limit: 10 });
    const more = await store.outbox.claim(system, { now: Number.MAX_SAFE_INTEGER, leaseMs: 1, limit: 10 });
    const all = new Map([...claims, ...more].map(({ alert }) => [alert.id, alert]));
    expect([...all.values()].map(({ fallback }) => fallback?.channel)).toContain('#all');
    expect([...all.values()].map(({ fallback }) => fallback?.channel)).toContain('#own');
    await alerts.close();
  });

  it('are explained', async () => {
    const { acme, alerts } = await contentHouse(delivery);
    expect((await acme.explain('disk')).route).toEqual({
      index: 1,
      name: 'storage',
      to: [{ channel: '#storage' }, { channel: '#ops', workspace: 'other' }],
      fallback: { channel: '#all' },
    });
    expect((await acme.explain('down')).route).toEqual({ index: 2, to: [{ channel: '#rest' }] });
    const plain = await contentHouse();
    expect(await plain.acme.explain('disk')).not.toHaveProperty('route');
    await plain.alerts.close();
    await alerts.close();
  });

  it('send one copy to each place, however often an alert is repeated, and end at all of them', async () => {
    const { acme, alerts, after, send, calls } = await contentHouse(delivery);
    for (let n = 0; n < 5; n++) await send('db-1', { incident: 'disk/1', digest: false });
    await after(0);
    expect(calls.map(({ destination }) => destination.channel).sort()).toEqual(['#ops', '#storage']);
    await after(HOUR);
    const again = await send('db-1', { incident: 'disk/1', digest: false });
    expect(again.copies).toHaveLength(1);
    await after(0);
    expect(
      calls
        .slice(2)
        .map(({ destination }) => destination.thread)
        .sort(),
    ).toEqual(['ts-1', 'ts-2']);
    const { alerts: ends } = await acme.resolve('disk/1');
    expect(ends).toHaveLength(2);
    await after(0);
    expect(
      calls
        .slice(4)
        .map(({ kind, ts }) => [kind, ts])
        .sort(),
    ).toEqual([
      ['update', 'ts-1'],
      ['update', 'ts-2'],
    ]);
    await alerts.close();
  });

  it('cost no alert when a copy is not taken', async () => {
    const store = memoryStore();
    const { outbox } = store;
    let calls = 0;
    const enqueue: typeof outbox.enqueue = (scope, alert, write) => {
      calls += 1;
      return calls === 2
        ? { id: alert.id, durable: Promise.reject(new Error('full')) }
        : outbox.enqueue(scope, alert, write);
    };
    const { alerts, send, events } = await contentHouse(delivery, { store, outbox: { ...outbox, enqueue } });
    expect(await send('db-1')).toMatchObject({ status: 'queued' });
    expect(ofType(events, 'alert.incomplete').map(({ code }) => code)).toEqual([
      'LOCALERT_STORE_UNAVAILABLE',
    ]);
    await alerts.close();
  });
});

describe('quiet hours', () => {
  const quietHours = { from: '22:00', to: '07:00' };

  it('let alerts wait until the morning, and what is urgent pass', async () => {
    const { alerts, after, send, calls, clock } = await contentHouse({ quietHours });
    clock.set(Date.UTC(2026, 0, 5, 23));
    const morning = Date.UTC(2026, 0, 6, 7);
    expect(await send('db-1')).toMatchObject({ status: 'queued', notBefore: morning });
    expect(await send('db-1', {}, 'down')).not.toHaveProperty('notBefore');
    await after(0);
    expect(calls).toHaveLength(1);
    await after(8 * HOUR - 1);
    expect(calls).toHaveLength(1);
    await after(1);
    expect(calls).toHaveLength(2);
    await alerts.close();
  });

  it('are those of the tenant’s time zone', async () => {
    const tenants = [
      { id: 'acme', defaultLocale: 'en', timeZone: 'Asia/Tokyo', delivery: { quietHours } },
      { id: 'beta', defaultLocale: 'en', timeZone: 'America/New_York', delivery: { quietHours } },
    ];
    const { alerts, as, clock } = await contentHouse(undefined, { tenants });
    clock.set(Date.UTC(2026, 0, 5, 14));
    const request = { values: { host: 'h' } };
    expect((await as('admin').send('disk', request)).notBefore).toBe(Date.UTC(2026, 0, 5, 22));
    expect((await as('admin', 'beta').send('disk', request)).notBefore).toBeUndefined();
    await alerts.close();
  });

  it('hold back a digest and an end too, and count escalations from the morning on', async () => {
    const { acme, alerts, after, send, calls, clock } = await contentHouse({ quietHours, escalate });
    clock.set(Date.UTC(2026, 0, 5, 21, 59));
    await send('db-1', { dedupeKey: 'k' });
    await send('db-1', { dedupeKey: 'k' });
    await after(0);
    clock.set(Date.UTC(2026, 0, 5, 23));
    await send('db-2', { incident: 'one' });
    await send('db-3', { incident: 'two' });
    await acme.resolve('one');
    await after(7 * HOUR);
    expect(calls).toHaveLength(1);
    await after(HOUR);
    // The digest, two alerts and an end.
    expect(calls).toHaveLength(5);
    await after(15 * MINUTE);
    expect(calls.at(-1)).toMatchObject({ destination: { channel: '#lead' } });
    expect(calls.at(-1)?.message.text).toContain('db-3');
    expect(calls).toHaveLength(6);
    await alerts.close();
  });

  it('leave an alert its time of expiry, by severity', async () => {
    const store = memoryStore();
    const { alerts, send, clock } = await contentHouse(
      { expireAfterMs: { medium: HOUR } },
      { store, delivery: false },
    );
    await send('db-1');
    await send('db-1', { destination: { channel: '#b' } }, 'down');
    const claims = await store.outbox.claim(systemScope('test'), { now: clock.now(), leaseMs: 1, limit: 9 });
    expect(claims.map(({ alert }) => alert.expiresAt).sort()).toEqual([clock.now() + HOUR, undefined]);
    await alerts.close();
  });
});

describe('too many alerts', () => {
  const flood = [{ per: 'fixture' as const, most: 3, withinMs: 10 * MINUTE }];

  it('are told in one message when the window is over, and none is lost', async () => {
    const { alerts, after, send, calls, events } = await contentHouse({ flood });
    const results: SendResult[] = [];
    for (let n = 0; n < 40; n++) results.push(await send(`db-${n}`));
    expect(results.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 3 }, () => 'queued'),
      ...Array.from({ length: 37 }, () => 'gathered'),
    ]);
    const [into] = results.slice(3);
    expect(results.slice(3).every(({ gatheredIn }) => gatheredIn === into?.id)).toBe(true);
    expect(ofType(events, 'alert.gathered')).toHaveLength(37);
    await after(0);
    expect(calls).toHaveLength(3);
    await after(10 * MINUTE + 2_000);
    expect(calls).toHaveLength(4);
    expect(calls[3]?.message.text).toBe('+36 more like this\nDisk full on db-3');
    // A new window lets as many pass again.
    expect(await send('db-1')).toMatchObject({ status: 'queued' });
    await alerts.close();
  });

  it('are told as they are when there was but one', async () => {
    const { alerts, after, send, calls } = await contentHouse({ flood });
    for (let n = 0; n < 4; n++) await send(`db-${n}`);
    await after(HOUR);
    expect(calls.map(({ message }) => message.text)).toContain('Disk full on db-3');
    await alerts.close();
  });

  it('let pass what is critical, incidents, and what is no flood of its own', async () => {
    const { alerts, send, as } = await contentHouse({ flood });
    for (let n = 0; n < 10; n++) expect(await send('db-1', {}, 'down')).toMatchObject({ status: 'queued' });
    for (let n = 0; n < 10; n++)
      expect(await send('db-1', { incident: `i/${n}` })).toMatchObject({ status: 'queued' });
    for (let n = 0; n < 3; n++) await send('db-1');
    expect(await send('db-1')).toMatchObject({ status: 'gathered' });
    const beta = as('admin', 'beta');
    expect(await beta.send('disk', { values: { host: 'h' } })).toMatchObject({ status: 'queued' });
    await alerts.close();
  });

  it('are counted by tenant and channel as well; duplicates are not counted', async () => {
    const { alerts, after, send, calls } = await contentHouse({
      flood: [
        { per: 'channel', most: 2, withinMs: MINUTE },
        { per: 'tenant', most: 4, withinMs: MINUTE, passes: [] },
      ],
    });
    for (let n = 0; n < 5; n++) await send('db-1', { dedupeKey: 'k', digest: false });
    const statuses: string[] = [];
    for (const channel of ['#a', '#a', '#a', '#b', '#c', '#d'])
      statuses.push((await send('db-1', { destination: { channel } })).status);
    expect(statuses).toEqual(['queued', 'queued', 'gathered', 'queued', 'gathered', 'gathered']);
    expect(await send('db-1', {}, 'down')).toMatchObject({ status: 'gathered' });
    await after(2 * MINUTE);
    expect(calls.map(({ message }) => message.text)).toContain(
      '+2 other alerts held back\nDisk full on db-1',
    );
    await alerts.close();
  });

  it('are counted together by all processes', async () => {
    const store = memoryStore();
    const one = await contentHouse({ flood }, { store });
    const two = await contentHouse({ flood }, { store, delivery: false });
    for (let n = 0; n < 10; n++) for (const { send } of [one, two]) await send(`db-${n}`);
    await one.after(HOUR);
    // Each process lets three pass; the fourteen others are in one message.
    expect(one.calls).toHaveLength(7);
    expect(one.texts().filter((text) => text.startsWith('+13 more like this'))).toHaveLength(1);
    await one.alerts.close();
    await two.alerts.close({ drainMs: 0 });
  });
});
