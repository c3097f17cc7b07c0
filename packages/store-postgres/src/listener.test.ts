import type { ChangeHint } from '@localert/core';
import { describePostgres } from '@localert/servers/postgres';
import { sampleCreate, unsafeScope } from '@localert/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { asOwner } from '../test/parts.ts';
import { acme, openStore, system } from '../test/store.ts';
import { hintOf, notifyStep } from './hints.ts';

vi.setConfig({ testTimeout: 120_000 });

const LISTENING = `SELECT count(*)::int AS n FROM pg_stat_activity
  WHERE datname = current_database() AND query LIKE 'LISTEN%'`;

describePostgres({ describe, beforeAll, afterAll }, 'hints', {}, (server) => {
  it('takes a connection only while somebody is subscribed, and one for all', async () => {
    const { database, store, close } = await openStore(server());
    const listening = () => asOwner<{ n: number }>(server(), database, LISTENING).then(([row]) => row?.n);
    await store.count(acme);
    expect(await listening()).toBe(0);
    const [one, two]: [ChangeHint[], ChangeHint[]] = [[], []];
    const ends = [
      store.subscribe(system, (hint) => one.push(hint)),
      store.subscribe(system, (hint) => two.push(hint)),
    ];
    await expect.poll(listening, { timeout: 20_000 }).toBe(1);
    await expect.poll(() => one, { timeout: 20_000 }).toContainEqual({ kind: 'all' });
    await store.commit(acme, sampleCreate('disk'));
    const expected = { kind: 'fixture', tenant: 'acme', fixture: 'disk' };
    await expect
      .poll(() => one.concat(two).filter(({ kind }) => kind === 'fixture'), { timeout: 20_000 })
      .toEqual([expected, expected]);
    for (const end of ends) end();
    ends[0]?.();
    await expect.poll(listening, { timeout: 20_000 }).toBe(0);
    store.subscribe(system, () => undefined);
    await expect.poll(listening, { timeout: 20_000 }).toBe(1);
    await close();
    await expect.poll(listening, { timeout: 20_000 }).toBe(0);
  });

  it('listens again when its connection is ended, and says that anything may have changed', async () => {
    const { database, store, close } = await openStore(server());
    const heard: ChangeHint['kind'][] = [];
    store.subscribe(system, ({ kind }) => heard.push(kind));
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['all']);
    for (let turn = 0; turn < 3; turn++) {
      heard.length = 0;
      await asOwner(server(), database, LISTENING.replace('count(*)::int AS n', 'pg_terminate_backend(pid)'));
      await expect.poll(() => heard, { timeout: 20_000 }).toContain('all');
      await store.commit(acme, sampleCreate(`disk${turn}`));
      await expect.poll(() => heard, { timeout: 20_000 }).toContain('fixture');
    }
    await close();
  });

  it('tells that anything changed where a name is too long to tell', async () => {
    const { store, close } = await openStore(server());
    const heard: ChangeHint['kind'][] = [];
    store.subscribe(system, ({ kind }) => heard.push(kind));
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['all']);
    await store.purgeTenant(system, unsafeScope('t'.repeat(9_000)).tenant);
    await expect.poll(() => heard, { timeout: 20_000 }).toEqual(['all', 'all']);
    await close();
  });

  it('does not take a subscription that ends at once for one', async () => {
    const { database, store, close } = await openStore(server());
    store.subscribe(system, () => undefined)();
    await store.count(acme);
    const [row] = await asOwner<{ n: number }>(server(), database, LISTENING);
    expect(row?.n).toBe(0);
    await close();
  });
});

describe('payloads', () => {
  it('name what changed, and nothing else', () => {
    const payloadOf = (...given: Parameters<typeof notifyStep>) => String(notifyStep(...given)[1][1]);
    expect(hintOf(payloadOf('s', 'acme', 'disk'))).toEqual({
      kind: 'fixture',
      tenant: 'acme',
      fixture: 'disk',
    });
    expect(hintOf(payloadOf('s', 'acme'))).toEqual({ kind: 'tenant', tenant: 'acme' });
    expect(hintOf(payloadOf('s', 'é'.repeat(5_000)))).toEqual({ kind: 'all' });
    for (const garbage of [undefined, '', 'x', 'null', '[]', '{"tenant":1}', '{"tenant":null,"fixture":"x"}'])
      expect(hintOf(garbage)).toEqual({ kind: 'all' });
  });
});
