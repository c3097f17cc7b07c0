import { type LocalertEvent, type Outbox, type QueuedAlert, systemScope, tenantScope } from '@localert/core';
import { SAMPLE_TIME, sampleAlert, sampleCreate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { testHouse } from '../test/house.ts';
import { encrypted } from './encrypted.ts';
import { createKeyring } from './keyring.ts';

const system = systemScope('test');
const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const rival = tenantScope({ tenant: 'rival', actor: 'user:eve' });
const NOW = SAMPLE_TIME + 1_000;
const claimAll = (outbox: Outbox, now = NOW) => outbox.claim(system, { now, leaseMs: 1_000, limit: 100 });

let groups = 0;

const secretive = (change: Partial<QueuedAlert> = {}) =>
  sampleAlert({
    values: '{"host":"canary-value"}',
    payload: '{"text":"canary-payload"}',
    plain: 'canary-plain',
    destination: { channel: 'canary-channel' },
    group: `canary-group-${++groups}`,
    requested: ['es-MX'],
    dedupe: { key: 'canary-key', windowMs: 60_000 },
    ...change,
  });

/** An outbox that hands out what somebody changed in the store. */
const forged = (inner: Outbox, change: (alert: QueuedAlert) => object): Outbox => ({
  ...inner,
  claim: async (...args) =>
    (await inner.claim(...args)).map((claim) => ({
      ...claim,
      alert: { ...claim.alert, ...change(claim.alert) },
    })),
});

describe('an encrypted outbox', () => {
  it('keeps nothing readable, and hands out what was handed in', async () => {
    const { store, raw } = testHouse();
    const alert = secretive();
    await store.outbox.enqueue(acme, alert).durable;
    const [stored] = await claimAll(raw.outbox);
    expect(JSON.stringify(stored)).not.toContain('canary');
    expect(stored?.alert).toMatchObject({
      id: alert.id,
      locale: 'es',
      requested: [],
      destination: {},
      plain: '',
    });
    const [claim] = await claimAll(store.outbox, NOW + 1_000);
    expect(claim).toMatchObject({ tenant: 'acme', attempt: 2, alert });
  });

  it('seals at once when the keys are at hand', async () => {
    const { store, raw, keys, calls } = testHouse();
    const inner: string[] = [];
    const outbox: Outbox = {
      ...raw.outbox,
      enqueue(scope, alert) {
        inner.push(alert.id);
        return raw.outbox.enqueue(scope, alert);
      },
    };
    const watched = encrypted(outbox, { keys, policy: () => 'all' });
    const first = watched.enqueue(acme, sampleAlert());
    expect(inner).toEqual([]);
    await first.durable;
    watched.enqueue(acme, sampleAlert());
    expect(inner).toHaveLength(2);
    expect(calls).toEqual(['generateDek', 'generateDek']);
    await store.close();
  });

  it('keeps the order of arrival while the keys are fetched', async () => {
    const { store } = testHouse();
    const alerts = Array.from({ length: 200 }, () => sampleAlert());
    const durable: Promise<unknown>[] = [];
    for (const alert of alerts) {
      durable.push(store.outbox.enqueue(acme, alert).durable);
      // Step by step, so that for some the keys are at hand while others still wait for them.
      await Promise.resolve();
    }
    await Promise.all(durable);
    const claims = await store.outbox.claim(system, { now: NOW, leaseMs: 1_000, limit: 500 });
    expect(claims.map(({ alert }) => alert.id)).toEqual(alerts.map(({ id }) => id));
  });

  it('keeps that order also behind one that cannot be sealed', async () => {
    const { store, raw, keys, settings } = testHouse();
    await store.outbox.enqueue(acme, sampleAlert()).durable;
    await claimAll(raw.outbox);
    const { fixture } = sampleAlert();
    const key = keys.current('acme', fixture);
    let open: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      open = resolve;
    }).then(() => key);
    // The first waits for its key, the second gets none, the third has it at hand.
    const answers = [late, Promise.reject(new Error('no key')), key];
    const current = () => answers.shift() ?? key;
    const outbox = encrypted(raw.outbox, { ...settings, keys: { ...keys, current } });
    const [first, second, third] = [sampleAlert(), sampleAlert(), sampleAlert()];
    const before = outbox.enqueue(acme, first).durable;
    await expect(outbox.enqueue(acme, second).durable).rejects.toThrow();
    const after = outbox.enqueue(acme, third).durable;
    await new Promise((resolve) => setImmediate(resolve));
    open();
    await Promise.all([before, after]);
    const claims = await claimAll(raw.outbox);
    expect(claims.map(({ alert }) => alert.id)).toEqual([first.id, third.id]);
  });

  it('hashes what is compared: equal in a tenant, different between tenants and uses', async () => {
    const { store, raw } = testHouse();
    for (const scope of [acme, rival]) {
      await store.outbox.enqueue(scope, secretive({ group: 'k', dedupe: { key: 'k', windowMs: 1 } })).durable;
    }
    await store.outbox.enqueue(acme, secretive({ group: 'k', createdAt: NOW, dedupe: undefined })).durable;
    const claims = await claimAll(raw.outbox);
    // The second of a group comes when the first is done.
    for (const claim of claims) await raw.outbox.settle(system, claim, { kind: 'delivered', at: NOW });
    const alerts = [...claims, ...(await claimAll(raw.outbox))].map(({ alert }) => alert);
    const [mine, theirs, again] = alerts as [QueuedAlert, QueuedAlert, QueuedAlert];
    expect(mine.group).toBe(again.group);
    expect(new Set([mine.group, theirs.group, mine.dedupe?.key, theirs.dedupe?.key]).size).toBe(4);
    expect(again.dedupe).toBeUndefined();
  });

  it('still drops duplicates after the data key was rotated', async () => {
    const { store, keys } = testHouse();
    const first = secretive();
    await store.outbox.enqueue(acme, first).durable;
    await keys.rotateDek('acme');
    expect(await store.outbox.enqueue(acme, secretive()).durable).toMatchObject({ duplicateOf: first.id });
    expect(await claimAll(store.outbox)).toHaveLength(1);
  });

  it('buries what was changed, cut or moved, and goes on with the others', async () => {
    const changes: ((alert: QueuedAlert) => object)[] = [
      ({ payload }) => ({ payload: payload.replace(/.{9}$/, 'AAAAAAA"}') }),
      ({ payload }) => ({ payload: payload.slice(0, 60) }),
      ({ payload }) => ({ payload: `${payload.slice(0, 20)}"}` }),
      () => ({ revision: 2 }),
      () => ({ locale: 'en' }),
      () => ({ fixture: 'other' }),
      () => ({ severity: 'low' }),
      () => ({ priority: 7 }),
      () => ({ createdAt: 0 }),
    ];
    for (const change of changes) {
      const events: LocalertEvent[] = [];
      const { raw, settings } = testHouse();
      const bad = secretive({ fixture: 'disk', dedupe: undefined });
      const outbox = encrypted(
        forged(raw.outbox, (alert) => (alert.id === bad.id ? change(alert) : {})),
        { ...settings, observe: (event) => events.push(event) },
      );
      await outbox.enqueue(acme, bad).durable;
      await outbox.enqueue(acme, secretive()).durable;
      await outbox.enqueue(rival, secretive()).durable;
      expect(
        (await claimAll(outbox)).map(({ tenant }) => tenant),
        String(change),
      ).toEqual(['acme', 'rival']);
      expect(await outbox.status(acme, bad.id)).toMatchObject({ state: 'dead', code: 'decrypt-failed' });
      expect(events).toMatchObject([
        { type: 'alert.dead', alert: bad.id, code: 'decrypt-failed', attempt: 1 },
      ]);
    }
  });

  it('does not open one alert under another’s id, nor one tenant’s under another', async () => {
    const { raw, settings } = testHouse();
    const own = secretive();
    const payloads: string[] = [];
    const outbox = encrypted(
      forged(raw.outbox, (alert) => {
        payloads.push(alert.payload);
        return { payload: payloads[0] };
      }),
      settings,
    );
    await outbox.enqueue(acme, own).durable;
    await outbox.enqueue(acme, { ...secretive(), id: 'other', dedupe: undefined }).durable;
    await outbox.enqueue(rival, own).durable;
    expect((await claimAll(outbox)).map(({ tenant, alert }) => [tenant, alert.id])).toEqual([
      ['acme', own.id],
    ]);
    expect((await outbox.depth(system)).dead).toBe(2);
  });

  it('buries what was shredded, releases what only waits for its key, and goes on', async () => {
    const { store, keys, state, base, raw, settings } = testHouse();
    for (const tenant of ['a', 'b', 'c'])
      await store.outbox.enqueue(tenantScope({ tenant, actor: 'x' }), secretive()).durable;
    await keys.shred('a');
    keys.purge('b');
    state.down = true;
    const events: LocalertEvent[] = [];
    const outbox = encrypted(raw.outbox, { ...settings, observe: (event) => events.push(event) });
    expect((await claimAll(outbox)).map(({ tenant }) => tenant)).toEqual(['c']);
    expect(await outbox.depth(system)).toEqual({ queued: 1, sending: 1, dead: 1 });
    expect(events).toMatchObject([{ tenant: 'a', code: 'key-destroyed' }]);
    expect(await claimAll(outbox, NOW + 999)).toEqual([]);
    state.down = false;
    const later = encrypted(raw.outbox, { keys: createKeyring(base), policy: () => 'all' });
    const [claim] = await later.claim(system, { now: NOW + 5_000, leaseMs: 1, limit: 1 });
    expect(claim).toMatchObject({ attempt: 1 });
  });

  it('releases an alert when nobody knows why it did not open, and leaves it to its lease when even that fails', async () => {
    const { store, raw, keys, settings } = testHouse();
    await store.outbox.enqueue(acme, secretive()).durable;
    keys.purge('acme');
    const dataKey = () => Promise.reject(new Error('a records adapter of the host'));
    const failing = { ...settings, keys: { ...keys, dataKey } };
    expect(await claimAll(encrypted(raw.outbox, failing))).toEqual([]);
    expect(await raw.outbox.depth(system)).toMatchObject({ queued: 1 });
    const settle = () => Promise.reject(new Error('store is gone'));
    expect(await claimAll(encrypted({ ...raw.outbox, settle }, failing), NOW + 5_000)).toEqual([]);
    expect(await raw.outbox.depth(system)).toMatchObject({ sending: 1 });
  });

  it('rejects `durable` while the key provider does not answer, and nothing is queued', async () => {
    const { store, state } = testHouse();
    state.down = true;
    const { durable, id } = store.outbox.enqueue(acme, secretive({ id: 'x' }));
    expect(id).toBe('x');
    await expect(durable).rejects.toMatchObject({ code: 'LOCALERT_KEY_UNAVAILABLE', retryable: true });
    expect(await store.outbox.depth(system)).toMatchObject({ queued: 0 });
  });

  it('takes no alert whose payload looks sealed', async () => {
    const { store, raw, keys } = testHouse();
    const off = encrypted(raw.outbox, { keys, policy: () => 'off' });
    const payload = '{"localert-sealed":"x"}';
    for (const outbox of [store.outbox, off]) {
      const { durable } = outbox.enqueue(acme, secretive({ payload }));
      await expect(durable).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    }
  });

  it('refuses a broken alert', async () => {
    const { store } = testHouse();
    await store.outbox.enqueue(acme, secretive()).durable;
    for (const broken of [{ payload: 1 as unknown as string }, { revision: -1 }, { fixture: '\ud800' }]) {
      const receipt = store.outbox.enqueue(acme, secretive({ dedupe: undefined, ...broken })).durable;
      if (broken.payload === undefined)
        await expect(receipt).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
      else await receipt;
    }
  });

  it('queues all that was handed in before a close, and nothing behind a purge', async () => {
    const { store } = testHouse();
    const pending = store.outbox.enqueue(acme, secretive()).durable;
    await store.purgeTenant(system, 'acme');
    await pending;
    expect(await store.outbox.depth(system)).toMatchObject({ queued: 0 });
    const last = store.outbox.enqueue(rival, secretive()).durable;
    await store.outbox.close();
    expect((await last).duplicateOf).toBeUndefined();
    const { store: other } = testHouse();
    const kept = other.outbox.enqueue(acme, secretive()).durable;
    await other.close();
    expect((await kept).id).toBeDefined();
  });

  it('seals what goes with the commit of a fixture, and takes none where there is no queue', async () => {
    const { store, raw, keys } = testHouse();
    const alert = secretive();
    await store.commit(acme, { ...sampleCreate('disk'), alerts: [alert] });
    const [stored] = await claimAll(raw.outbox);
    expect(JSON.stringify(stored)).not.toContain('canary');
    const [claim] = await claimAll(store.outbox, NOW + 1_000);
    expect(claim?.alert).toEqual(alert);
    const marked = { ...secretive(), payload: String(stored?.alert.payload) };
    const wrong = store.commit(acme, { ...sampleCreate('cpu'), alerts: [secretive(), marked] });
    await expect(wrong).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    expect(await store.get(acme, 'cpu')).toBeUndefined();
    const apart = encrypted({ ...raw, outbox: undefined }, { keys, policy: () => 'all' });
    expect(apart.takesAlerts).toBeUndefined();
    const lost = apart.commit(acme, { ...sampleCreate('cpu'), alerts: [secretive()] });
    await expect(lost).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    await expect(apart.commit(acme, { ...sampleCreate('cpu'), alerts: [] })).resolves.toBeDefined();
  });

  it('wants a keyring, for each kind of port', () => {
    const { raw, settings } = testHouse();
    const without = { ...settings, keys: undefined as never };
    for (const port of [raw, raw.outbox, raw.directory]) {
      expect(() => encrypted(port as typeof raw, without)).toThrow(
        'The encryption is not valid. keys: a keyring, made with createKeyring().',
      );
    }
    expect(() => encrypted(raw, { ...settings, keys: {} as never })).toThrow('createKeyring()');
  });

  it('hands audit records, redrives and prunes through', async () => {
    const { store, raw } = testHouse();
    const { outbox } = store;
    expect([outbox.durable, outbox.takesAudit, outbox.encryption]).toEqual([
      false,
      raw.outbox.takesAudit,
      'by-policy',
    ]);
    const alert = secretive();
    await outbox.enqueue(acme, alert).durable;
    const [claim] = await claimAll(outbox);
    expect(await outbox.settle(system, claim!, { kind: 'dead', at: NOW, code: 'x' })).toBe(true);
    expect((await outbox.dead(acme)).items).toHaveLength(1);
    expect(await outbox.redrive(acme, alert.id, NOW)).toBe(true);
    expect(await outbox.nextDue(system)).toBe(NOW);
    const [again] = await claimAll(outbox);
    await outbox.settle(system, again!, { kind: 'delivered', at: NOW, ref: { channel: 'C1', ts: '1.2' } });
    expect(await outbox.status(acme, alert.id)).toMatchObject({ state: 'delivered', ref: { channel: 'C1' } });
    expect(await outbox.prune(system, 'acme', NOW + 1)).toBe(1);
    await store.commit(acme, sampleCreate('disk'));
    expect(await store.storedBytes(acme)).toBe(await raw.storedBytes(acme));
  });
});
