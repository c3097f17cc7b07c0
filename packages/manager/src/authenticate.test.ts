import { inspect } from 'node:util';
import { crc32 } from 'node:zlib';
import { secret, systemScope } from '@localert/core';
import { memoryStore } from '@localert/store-memory';
import { describe, expect, it } from 'vitest';
import { codeOf, open } from '../test/house.ts';
import { keyHouse, UNKNOWN_ID } from '../test/key-house.ts';
import { newApiKey, readApiKey } from './api-key-text.ts';

const system = systemScope('test');

describe('authenticate', () => {
  it('has one answer for unknown, wrong, expired and revoked keys, and for an unknown tenant', async () => {
    const { acme, alerts, clock, events, kept } = await keyHouse();
    const live = await acme.apiKeys.create({ name: 'a', roles: ['viewer'] });
    const expired = await acme.apiKeys.create({
      name: 'b',
      roles: ['viewer'],
      expiresAt: clock.now() + 1_000,
    });
    const revoked = await acme.apiKeys.create({ name: 'c', roles: ['viewer'] });
    await acme.apiKeys.revoke(revoked.id);
    const before = (await kept()).length;
    clock.advance(1_000);
    events.length = 0;
    const wrong = newApiKey('acme', live.id).text;
    const answers = new Set<string>();
    for (const key of [
      wrong,
      expired.key,
      revoked.key,
      newApiKey('acme', UNKNOWN_ID).text,
      newApiKey('nobody', live.id).text,
    ])
      answers.add(
        await alerts.authenticate(key).then(
          () => 'in',
          (error: Error) => JSON.stringify(error) + inspect(error).split('\n')[0],
        ),
      );
    expect(answers.size).toBe(1);
    expect([...answers][0]).toContain('LOCALERT_UNAUTHENTICATED');
    await alerts.close();
    expect(events.filter(({ type }) => type === 'access.unauthenticated')).toEqual([
      ...Array.from({ length: 4 }, () => ({ type: 'access.unauthenticated', tenant: 'acme' })),
      { type: 'access.unauthenticated', tenant: 'nobody' },
    ]);
    // Who reads the trail learns why; and no trail begins for a tenant that is none.
    expect((await kept()).slice(before)).toMatchObject(
      [
        [live.id, 'wrong'],
        [expired.id, 'expired'],
        [revoked.id, 'unknown'],
        [UNKNOWN_ID, 'unknown'],
      ].map(([id, fault]) => ({
        actor: 'system:unauthenticated',
        action: 'api-key:authenticate',
        outcome: 'denied',
        reason: 'LOCALERT_UNAUTHENTICATED',
        resource: { kind: 'api-key', id },
        details: { fault, passedOver: 0 },
      })),
    );
    expect(await kept('nobody')).toEqual([]);
  });

  it('refuses what is no key before the store is asked, and keeps no entry of it', async () => {
    const { alerts, asked, events, kept } = await keyHouse();
    const before = await kept();
    asked.length = 0;
    const good = newApiKey('acme', UNKNOWN_ID).text;
    for (const shown of [
      '',
      'x'.repeat(10_240),
      `${good}\0`,
      'lk.__proto__.constructor.x',
      good.replace('acme', 'beta'),
      newApiKey('constructor', UNKNOWN_ID).text,
      undefined as never,
      secret('nothing'),
    ])
      expect(await codeOf(alerts.authenticate(shown))).toBe('LOCALERT_UNAUTHENTICATED');
    expect(asked).toEqual([]);
    expect(events.filter(({ type }) => type === 'access.unauthenticated')).toHaveLength(8);
    expect(events).toContainEqual({ type: 'access.unauthenticated' });
    await alerts.close();
    expect(await kept()).toEqual(before);
  });

  it('asks the store at most every two seconds, and notices a revocation elsewhere by then', async () => {
    const { acme, alerts, asked, clock, records } = await keyHouse();
    const { id, key } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    asked.length = 0;
    for (let time = 0; time < 5; time += 1) await alerts.authenticate(key);
    expect(asked).toEqual(['get']);
    await records.delete(system, 'acme', 'api-key', id);
    clock.advance(1_999);
    await alerts.authenticate(key);
    clock.advance(1);
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    expect(asked).toEqual(['get', 'get']);
    await alerts.close();
  });

  it('does not believe a key that was revoked while it was looked up', async () => {
    const { acme, alerts, hold } = await keyHouse();
    const { id, key } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    const release = hold('get');
    const looking = alerts.authenticate(key);
    await acme.apiKeys.revoke(id);
    release();
    // The row was read before it was gone: this once it opens.
    await looking;
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    await alerts.close();
  });

  it('lets nobody in from memory while the store is down', async () => {
    const { acme, alerts, clock, down } = await keyHouse();
    const { key } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    await alerts.authenticate(key);
    down.down = true;
    await alerts.authenticate(key);
    clock.advance(2_000);
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_STORE_UNAVAILABLE');
    await alerts.close();
  });

  it('ends a key to the millisecond, from memory too', async () => {
    const { acme, alerts, clock } = await keyHouse();
    const { key } = await acme.apiKeys.create({
      name: 'k',
      roles: ['viewer'],
      expiresAt: clock.now() + 1_500,
    });
    clock.advance(1_499);
    await alerts.authenticate(key);
    clock.advance(1);
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    await alerts.close();
  });

  it('opens nothing by a row that nobody here wrote', async () => {
    const { acme, alerts, records, clock } = await keyHouse();
    const { id, key } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    const row = await records.get(system, 'acme', 'api-key', id);
    const sha256 = (row && JSON.parse(row.body).digests[0].sha256) as string;
    const bodies = [
      'no json',
      'null',
      '{}',
      '{"digests":[],"roles":[]}',
      '{"digests":[{"sha256":""}],"roles":[]}',
      `{"digests":[{"sha256":"${'A'.repeat(43)}"}],"roles":["admin"]}`,
      `{"digests":[{"sha256":7}],"roles":["admin"]}`,
      `{"digests":"x","roles":["admin"]}`,
      `{"digests":[{"sha256":"${sha256}"}],"roles":["admin"]}`,
      `{"digests":[{"sha256":"${sha256}"}],"roles":"admin"}`,
    ];
    let version = 1;
    for (const body of bodies) {
      version += 1;
      await records.put(system, 'acme', { kind: 'api-key', id, version, body });
      clock.advance(2_000);
      expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_UNAUTHENTICATED');
    }
    await records.put(system, 'acme', { kind: 'api-key', id, version: version + 1, body: 'no json' });
    expect(await codeOf(acme.apiKeys.list())).toBe('LOCALERT_STORE_CORRUPT');
    expect(await codeOf(acme.apiKeys.rotate(id))).toBe('LOCALERT_STORE_CORRUPT');
    // And it can be taken away all the same.
    await acme.apiKeys.revoke(id);
    await alerts.close();
  });

  it('opens nothing by a row that was copied to another tenant or id', async () => {
    const { acme, alerts, records } = await keyHouse();
    await alerts.tenants.create({ id: 'beta', defaultLocale: 'en' });
    const { id, key } = await acme.apiKeys.create({ name: 'k', roles: ['admin'] });
    const row = await records.get(system, 'acme', 'api-key', id);
    if (row === undefined) throw new Error('missing');
    const createdAt = (await alerts.tenants.get('beta')).createdAt;
    const body = JSON.stringify({ ...JSON.parse(row.body), tenantCreatedAt: createdAt });
    await records.put(system, 'beta', { ...row, body });
    const [, , , end = ''] = key.reveal().split('.');
    // With a checksum that fits: the checksum is no guard.
    const start = `lk.beta.${id}.${end.slice(0, 43)}`;
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc32(start));
    expect(readApiKey(start + sum.toString('base64url'))?.tenant).toBe('beta');
    expect(await codeOf(alerts.authenticate(start + sum.toString('base64url')))).toBe(
      'LOCALERT_UNAUTHENTICATED',
    );
    await alerts.close();
  });

  it('writes at most 60 entries a minute of a tenant’s failed attempts, and says how many it passed over', async () => {
    const { alerts, acme, kept, clock } = await keyHouse();
    const guess = () => codeOf(alerts.authenticate(newApiKey('acme', UNKNOWN_ID).text));
    for (let time = 0; time < 100; time += 1) await guess();
    clock.advance(60_000);
    await guess();
    await guess();
    await acme.get('playback_failure');
    await alerts.close();
    const entries = (await kept()).filter(({ action }) => action === 'api-key:authenticate');
    expect(entries).toHaveLength(62);
    expect(entries.map(({ details }) => details?.['passedOver']).slice(59)).toEqual([0, 40, 0]);
  });

  it('counts without an auditor, too, and needs records', async () => {
    const { alerts, acme } = await open();
    const { key } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    await alerts.authenticate(key);
    expect(await codeOf(alerts.authenticate(newApiKey('acme', UNKNOWN_ID).text))).toBe(
      'LOCALERT_UNAUTHENTICATED',
    );
    await alerts.close();
    expect(await codeOf(alerts.authenticate(key))).toBe('LOCALERT_MANAGER_CLOSED');
    const bare = await open({ store: { ...memoryStore({ region: 'eu' }), records: undefined } });
    expect(await codeOf(bare.alerts.authenticate(key))).toBe('LOCALERT_SETUP');
    expect(await codeOf(bare.acme.apiKeys.list())).toBe('LOCALERT_SETUP');
    await bare.alerts.close();
  });

  it('says when the tenant may not be served here', async () => {
    const { alerts, acme, store } = await keyHouse();
    const { key } = await acme.apiKeys.create({ name: 'k', roles: ['viewer'] });
    const { directory } = store;
    const tenant = await directory?.get(system, 'acme');
    await directory?.replace(system, {
      ...tenant,
      revision: 2,
      complianceLevel: 'hipaa',
      region: 'us',
    } as never);
    const other = await open({ store, tenants: [] });
    expect(await codeOf(other.alerts.authenticate(key))).toBe('LOCALERT_COMPLIANCE_UNMET');
    await alerts.close();
  });
});
