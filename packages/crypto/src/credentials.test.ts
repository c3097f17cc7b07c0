import { inspect } from 'node:util';
import { type StoredRecord, secret, systemScope, type TenantScope, tenantScope } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { testKeys } from '../test/house.ts';
import { credentials } from './credentials.ts';

const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
const rival = tenantScope({ tenant: 'rival', actor: 'user:eve' });
const system = systemScope('test');
const code = (suffix: string) => expect.objectContaining({ code: `LOCALERT_${suffix}` });

function house() {
  const all = testKeys();
  const { records } = all.store;
  return { ...all, records, tokens: credentials({ keys: all.keys, records, clock: all.clock }) };
}

describe('credentials', () => {
  it('keeps a token sealed, and hands it out as a secret', async () => {
    const { tokens, records, clock } = house();
    await tokens.put(acme, 'slack/t0123', secret('canary-token'));
    const [record] = (await records.list(system, 'acme', 'credential')).items;
    expect(JSON.stringify(record)).not.toContain('canary');
    const found = await tokens.get(acme, 'slack/t0123');
    expect(found.reveal()).toBe('canary-token');
    expect(inspect(found)).not.toContain('canary');
    clock.advance(10);
    await tokens.put(acme, 'slack/t0123', secret('newer'));
    expect((await tokens.get(acme, 'slack/t0123')).reveal()).toBe('newer');
    expect(await tokens.list(acme)).toEqual([{ name: 'slack/t0123', version: 2, updatedAt: clock.now() }]);
    expect(await tokens.delete(acme, 'slack/t0123')).toBe(true);
    expect(await tokens.delete(acme, 'slack/t0123')).toBe(false);
  });

  it('lists many, by name', async () => {
    const { tokens, keys, records } = house();
    await keys.current('acme');
    const body = JSON.stringify({ sealed: 'x', at: 1 });
    for (let index = 0; index < 1_001; index++)
      await records.put(acme, 'acme', { kind: 'credential', id: `c${index}`, version: 1, body });
    expect(await tokens.list(acme)).toHaveLength(1_001);
  });

  it('answers for another tenant’s credential as for an absent one', async () => {
    const { tokens } = house();
    await tokens.put(acme, 'hook', secret('x'));
    for (const name of ['hook', 'none'])
      await expect(tokens.get(rival, name)).rejects.toThrow(code('NOT_FOUND'));
    expect(await tokens.list(rival)).toEqual([]);
    expect(await tokens.delete(rival, 'hook')).toBe(false);
  });

  it('does not open under another name, tenant or version', async () => {
    const { tokens, records } = house();
    await tokens.put(acme, 'hook', secret('old'));
    const old = (await records.get(system, 'acme', 'credential', 'hook')) as StoredRecord;
    await tokens.put(acme, 'hook', secret('new'));
    await tokens.put(rival, 'x', secret('x'));
    const places = [
      [acme, 'other', 1],
      [rival, 'hook', 1],
      [acme, 'hook', 3],
    ] as const;
    for (const [scope, id, version] of places) {
      expect(await records.put(system, scope.tenant, { ...old, id, version })).toBe(true);
      await expect(tokens.get(scope, id)).rejects.toThrow(code('DECRYPT_FAILED'));
    }
    await records.put(system, 'acme', { ...old, version: 4, body: 'no json' });
    await expect(tokens.get(acme, 'hook')).rejects.toThrow(code('DECRYPT_FAILED'));
    await expect(tokens.list(acme)).rejects.toThrow(code('DECRYPT_FAILED'));
  });

  it('is gone with the tenant’s keys', async () => {
    const { tokens, keys } = house();
    await tokens.put(acme, 'hook', secret('x'));
    await keys.shred('acme');
    await expect(tokens.get(acme, 'hook')).rejects.toThrow(code('KEY_DESTROYED'));
  });

  it('keeps one of two that are written at once as the newest', async () => {
    const { tokens } = house();
    await Promise.all(['a', 'b', 'c', 'd'].map((text) => tokens.put(acme, 'hook', secret(text))));
    expect((await tokens.list(acme))[0]?.version).toBe(4);
    expect(['a', 'b', 'c', 'd']).toContain((await tokens.get(acme, 'hook')).reveal());
  });

  it('refuses names, values and scopes that are none', async () => {
    const { tokens, keys } = house();
    for (const name of ['', 'A', '/x', '__proto__', 'x'.repeat(101), 1 as unknown as string]) {
      await expect(tokens.put(acme, name, secret('x'))).rejects.toThrow(code('INVALID_INPUT'));
      await expect(tokens.get(acme, name)).rejects.toThrow(code('INVALID_INPUT'));
      await expect(tokens.delete(acme, name)).rejects.toThrow(code('INVALID_INPUT'));
    }
    for (const value of [
      secret(''),
      secret('x'.repeat(16_385)),
      'canary' as unknown as ReturnType<typeof secret>,
    ])
      await expect(tokens.put(acme, 'hook', value)).rejects.toThrow(code('INVALID_INPUT'));
    for (const scope of [system, { ...acme }, null] as unknown as TenantScope[]) {
      await expect(tokens.put(scope, 'a', secret('x'))).rejects.toThrow(code('INVALID_SCOPE'));
      await expect(tokens.get(scope, 'a')).rejects.toThrow(code('INVALID_SCOPE'));
      await expect(tokens.list(scope)).rejects.toThrow(code('INVALID_SCOPE'));
      await expect(tokens.delete(scope, 'a')).rejects.toThrow(code('INVALID_SCOPE'));
    }
    expect(() => credentials({ keys, records: {} as never })).toThrow(code('PORT_MISMATCH'));
  });
});
