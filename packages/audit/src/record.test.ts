import { type AuditRecord, tenantScope } from '@localert/core';
import { describe, expect, test } from 'vitest';
import { act, setup } from '../test/setup.ts';

const HOSTILE = 'a\r\n{"sequence":9}\u001b[2J\u202e\ud800';

describe('record', () => {
  test('is made at once when the key is at hand, and later when it is not', async () => {
    const { audit } = setup();
    const first = audit.record(act(1));
    expect(first).toBeInstanceOf(Promise);
    await first;
    expect(audit.record(act(2))).not.toBeInstanceOf(Promise);
  });

  test('keeps a pseudonym, the same for the same person and another in another tenant', async () => {
    const { audit } = setup();
    const one = await audit.record(act(1, { actor: 'ann' }));
    const same = await audit.record(act(2, { actor: 'ann' }));
    const other = await audit.record(act(1, { actor: 'bob' }));
    const elsewhere = await audit.record(act(1, { actor: 'ann', tenant: 'beta' }));
    expect(one.actor).toMatch(/^p_[\w-]{24}$/);
    expect(same.actor).toBe(one.actor);
    expect(new Set([one.actor, other.actor, elsewhere.actor]).size).toBe(3);
    expect(await audit.pseudonym('acme', 'ann')).toBe(one.actor);
    expect(await audit.findPseudonym('acme', 'ann')).toBe(one.actor);
    expect(JSON.stringify([one, other])).not.toMatch(/ann|bob/);
  });

  test('keeps a keyed hash of the payload: equal for equal JSON, other for text that looks like it', async () => {
    const { audit } = setup();
    const hashOf = async (payload: unknown, tenant = 'acme') =>
      (await audit.record(act(1, { payload, tenant }))).payloadHash;
    const hash = await hashOf({ b: 1, a: undefined, c: [true] });
    expect(hash).toMatch(/^[\w-]{43}$/);
    expect(await hashOf({ c: [true], b: 1 })).toBe(hash);
    expect(await hashOf('{"b":1,"c":[true]}')).not.toBe(hash);
    expect(await hashOf({ c: [true], b: 1 }, 'beta')).not.toBe(hash);
    expect(await hashOf(undefined)).toBeUndefined();
    await expect(async () => hashOf({ at: new Date() })).rejects.toMatchObject({
      code: 'LOCALERT_NOT_CANONICAL',
    });
  });

  test('escapes what could forge a line, and cuts what is long (attack 21)', async () => {
    const { audit, chain } = setup();
    const record = await audit.record({
      ...act(1),
      action: HOSTILE,
      reason: HOSTILE + 'x'.repeat(2000),
      resource: { kind: HOSTILE, id: HOSTILE, locale: HOSTILE },
      details: { [HOSTILE]: HOSTILE, fine: true, count: 3, broken: Number.NaN },
    });
    await audit.append('acme', [record]);
    await audit.sealNow('acme');
    const [entry] = chain('acme').entries;
    const shown = 'a\\u{000d}\\u{000a}{"sequence":9}\\u{001b}[2J\\u{202e}\\u{d800}';
    expect(entry).toMatchObject({
      action: shown,
      resource: { kind: shown, id: shown, locale: shown },
      details: { [shown]: shown, fine: true, count: 3, broken: 'NaN' },
    });
    expect(entry!.reason!.length).toBeLessThan(700);
    let text = '';
    for await (const chunk of audit.exportJsonLines('acme')) text += chunk;
    expect(text.trimEnd().split('\n')).toHaveLength(2);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
    expect((await audit.verify('acme')).ok).toBe(true);
  });

  test('has an id of its own, thousands of times', async () => {
    const { audit } = setup();
    await audit.record(act(0));
    const ids = Array.from({ length: 2000 }, (_, n) => (audit.record(act(n)) as AuditRecord).id);
    expect(new Set(ids).size).toBe(2000);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('leaves out what an act leaves out', async () => {
    const { audit } = setup();
    const { tenant, actor, action, outcome, frameworks } = act(1);
    const record = await audit.record({
      tenant,
      actor,
      action,
      outcome,
      frameworks,
      resource: { kind: 'x' },
    });
    expect(Object.keys(record).sort()).toEqual([
      'action',
      'actor',
      'at',
      'frameworks',
      'id',
      'outcome',
      'resource',
      'tenant',
    ]);
    expect(Object.keys(record.resource)).toEqual(['kind']);
  });

  test.each(['../x', 'a/b', "';--", '', '__proto__', 'ａcme', 'x'.repeat(10_000)])(
    'refuses the tenant id %j before it asks for a key',
    async (tenant) => {
      const { audit, records } = setup({ erasable: true });
      const refusal = { code: 'LOCALERT_INVALID_TENANT_ID' };
      expect(() => audit.record(act(1, { tenant }))).toThrow(expect.objectContaining(refusal));
      await expect(audit.pseudonym(tenant, 'ann')).rejects.toMatchObject(refusal);
      await expect(audit.findPseudonym(tenant, 'ann')).rejects.toMatchObject(refusal);
      await expect(audit.eraseSubject(tenant, 'ann')).rejects.toMatchObject(refusal);
      await expect(audit.forget(tenant)).rejects.toMatchObject(refusal);
      expect(records.rows.size).toBe(0);
    },
  );
});

describe('append', () => {
  test("refuses another tenant's record, and one that could never be linked", async () => {
    const { audit, chain } = setup();
    const record = await audit.record(act(1));
    await expect(audit.append('beta', [record])).rejects.toMatchObject({
      code: 'LOCALERT_INVALID_INPUT',
      details: {
        what: 'audit record',
        issues: [{ path: 'tenant', message: 'the tenant that the records are kept for' }],
      },
    });
    await expect(audit.append('acme', [{ ...record, reason: '\ud800' }])).rejects.toMatchObject({
      code: 'LOCALERT_NOT_CANONICAL',
    });
    expect(chain('acme').unlinked).toEqual([]);
  });

  test('of a known id changes nothing, before and after it was linked', async () => {
    const { audit, chain, add } = setup();
    const records = await add(3);
    await audit.append('acme', records);
    await audit.sealNow();
    await audit.append('acme', records);
    await audit.sealNow();
    expect(chain('acme')).toMatchObject({ entries: { length: 3 }, unlinked: [] });
  });
});

describe('entries', () => {
  const scope = tenantScope({ tenant: 'acme', actor: 'ann' });

  test('lists the linked entries of the own tenant, by page and filter', async () => {
    const { audit, filled, clock } = setup();
    await filled(25);
    await filled(4, { tenant: 'beta' });
    const since = clock.advance(1000);
    await filled(5);
    const seen: number[] = [];
    const lengths: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await audit.entries(scope, { limit: 7, cursor });
      seen.push(...page.items.map(({ sequence }) => sequence));
      lengths.push(page.items.length);
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(lengths).toEqual([7, 7, 7, 7, 2]);
    const count = async (query: object) => (await audit.entries(scope, query)).items.length;
    expect(await count({ since })).toBe(5);
    expect(await count({ until: since })).toBe(25);
    expect(await count({ action: 'alert:send' })).toBe(16);
    expect(await count({ outcome: 'denied', since })).toBe(1);
    expect((await audit.entries(scope)).items).toHaveLength(30);
  });

  test('answers a page that holds little after a bounded number of rows, with a cursor', async () => {
    const { audit, filled } = setup();
    await filled(20_001);
    const first = await audit.entries(scope, { action: 'nothing' });
    expect(first).toEqual({ items: [], cursor: expect.any(String) });
    expect(await audit.entries(scope, { action: 'nothing', cursor: first.cursor })).toEqual({ items: [] });
  });

  test('refuses a made-up scope, and the cursor of another list', async () => {
    const { audit } = setup();
    const forged = { kind: 'tenant', tenant: 'acme', actor: 'x', roles: [] } as const;
    await expect(audit.entries(forged)).rejects.toMatchObject({ code: 'LOCALERT_INVALID_SCOPE' });
    await expect(audit.entries(scope, { cursor: 'x' })).rejects.toMatchObject({
      code: 'LOCALERT_INVALID_INPUT',
    });
  });
});
