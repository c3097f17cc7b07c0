import { tenantScope } from '@localert/core';
import { describe, expect, test } from 'vitest';
import { faulty } from '../test/faulty.ts';
import { newSigner, setup } from '../test/setup.ts';
import { createAudit } from './audit.ts';
import { PRUNED_ACTION } from './checkpoint.ts';
import { linkRecords } from './entry-json.ts';
import { storedHeads } from './head-keeper.ts';
import { signedHead } from './signed-head.ts';
import { verifyExport } from './verify-export.ts';

const DAY = 86_400_000;
const retentionDays = 90;

/** Ten old entries, five younger ones. */
async function aged(options: Parameters<typeof setup>[0] = {}) {
  const made = setup(options);
  await made.filled(10);
  made.clock.advance(100 * DAY);
  await made.filled(5);
  return made;
}

describe('prune', () => {
  test('removes what is old enough, states it, signs it, and the chain still verifies', async () => {
    const signer = newSigner();
    const { audit, chain, heads, records } = await aged({ signer });
    await audit.signHead('acme');
    const hash = chain('acme').entries[9]!.hash;
    expect(await audit.prune('acme', { retentionDays })).toEqual({
      dropped: 10,
      range: { from: 1, to: 10, hash },
    });
    expect(chain('acme').entries.map(({ sequence }) => sequence)).toEqual([11, 12, 13, 14, 15, 16]);
    expect(chain('acme').entries.at(-1)).toMatchObject({
      action: PRUNED_ACTION,
      actor: 'system:audit',
      details: { from: 1, to: 10, hash, keyId: signer.keyId },
    });
    expect(heads.at(-1)).toMatchObject({ sequence: 16 });
    const publicKeys = [signer.publicKey];
    expect(await audit.verify('acme', { heads, publicKeys })).toMatchObject({
      ok: true,
      entries: 6,
      headsMet: 2,
    });
    expect(await audit.verify('acme', { publicKeys: [newSigner().publicKey] })).toMatchObject({
      firstBad: { code: 'UNPROVEN_START', sequence: 11 },
    });
    expect((await storedHeads(records, 'acme')).map(({ sequence }) => sequence)).toEqual([15, 16]);
  });

  test('removes the stored heads of what is gone, up to the one that the start stands on', async () => {
    const { audit, filled, clock, records } = setup({ signer: newSigner() });
    for (let round = 0; round < 3; round += 1) {
      await filled(2);
      await audit.signHead('acme');
    }
    clock.advance(100 * DAY);
    await filled(1);
    await audit.prune('acme', { retentionDays });
    expect((await storedHeads(records, 'acme')).map(({ sequence }) => sequence)).toEqual([6, 8]);
  });

  test('again and again: each start is proven by the newest statement', async () => {
    const { audit, clock, filled, chain } = await aged();
    await audit.prune('acme', { retentionDays });
    clock.advance(100 * DAY);
    await filled(3);
    expect(await audit.prune('acme', { retentionDays })).toMatchObject({
      dropped: 6,
      range: { from: 11, to: 16 },
    });
    expect(chain('acme').entries[0]).toMatchObject({ sequence: 17 });
    expect((await audit.verify('acme')).ok).toBe(true);
    expect(await audit.prune('acme', { retentionDays })).toEqual({ dropped: 0 });
  });

  test('never cuts what is younger than the retention, whatever is asked for, nor the last entry', async () => {
    const { audit, clock, chain } = await aged();
    expect(await audit.prune('acme', { retentionDays: 101 })).toEqual({ dropped: 0 });
    expect(await audit.prune('acme', { retentionDays, before: Number.MAX_SAFE_INTEGER })).toMatchObject({
      dropped: 10,
    });
    clock.advance(1000 * DAY);
    expect(await audit.prune('acme', { retentionDays, before: clock.now() })).toMatchObject({
      dropped: 5,
      range: { from: 11, to: 15 },
    });
    expect(chain('acme').entries.map(({ sequence }) => sequence)).toEqual([16, 17]);
    for (const days of [0, -1, Number.NaN]) {
      await expect(audit.prune('acme', { retentionDays: days })).rejects.toMatchObject({
        code: 'LOCALERT_INVALID_INPUT',
        details: {
          what: 'retention',
          issues: [{ path: 'retentionDays', message: 'a number of days above 0' }],
        },
      });
    }
    expect(await audit.prune('empty', { retentionDays })).toEqual({ dropped: 0 });
  });

  test('keeps an entry to the last millisecond of its days', async () => {
    const { audit, clock } = await aged();
    expect(await audit.prune('acme', { retentionDays: 100 })).toEqual({ dropped: 0 });
    clock.advance(1);
    expect(await audit.prune('acme', { retentionDays: 100 })).toMatchObject({ dropped: 10 });
  });

  test('ends its range at the first younger entry, though pages of older ones follow', async () => {
    const { audit, filled, clock, chain } = setup();
    await filled(1);
    const old = clock.now();
    clock.advance(100 * DAY);
    const now = clock.now();
    await filled(1);
    clock.set(old);
    await filled(1500);
    clock.set(now);
    expect(await audit.prune('acme', { retentionDays })).toMatchObject({ range: { from: 1, to: 1 } });
    expect(chain('acme').entries[0]).toMatchObject({ sequence: 2 });
  });

  test('ends its range at a younger entry, over pages too', async () => {
    const { audit, filled, clock } = setup();
    await filled(2000);
    clock.advance(100 * DAY);
    await filled(1);
    expect(await audit.prune('acme', { retentionDays })).toMatchObject({
      dropped: 2000,
      range: { to: 2000 },
    });
    clock.set(0);
    await filled(1);
    clock.advance(200 * DAY * 365);
    expect(await audit.prune('acme', { retentionDays, before: 1 })).toEqual({ dropped: 0 });
  });

  test('keeps its hands off a chain that is not whole', async () => {
    const { audit, chain } = await aged();
    Object.assign(chain('acme').entries[3]!, { outcome: 'failure' });
    await expect(audit.prune('acme', { retentionDays })).rejects.toMatchObject({
      code: 'LOCALERT_AUDIT_BROKEN',
      details: { sequence: 4, fault: 'HASH_MISMATCH' },
    });
    expect(chain('acme').entries).toHaveLength(15);
  });

  test.each(
    ['append', 'link', 'head', 'read', 'drop'].flatMap((method) => [
      [method, 'before'] as const,
      [method, 'after'] as const,
    ]),
  )(
    'a crash in %s, %s it did its work, leaves a chain that verifies, and another prune ends it',
    async (method, moment) => {
      const signer = newSigner();
      const { log, records, clock, audit } = await aged({ signer });
      let calls = 0;
      // Every call of the method fails once, the later ones in later rounds.
      for (let failing = 1; failing <= 6; failing += 1) {
        calls = 0;
        const broken = createAudit({
          log: faulty(log, (called) => (called === method && ++calls === failing ? moment : undefined)),
          records,
          signer,
          clock,
          seal: false,
        });
        await broken.prune('acme', { retentionDays }).catch(() => undefined);
        expect(await audit.verify('acme', { publicKeys: [signer.publicKey] })).toMatchObject({ ok: true });
      }
      await audit.sealNow();
      await audit.prune('acme', { retentionDays });
      const { items } = await audit.entries(tenantScope({ tenant: 'acme', actor: 'x' }));
      expect(items[0]).toMatchObject({ sequence: 11 });
    },
  );

  test('a failing export of the head removes nothing', async () => {
    const { audit, chain } = await aged({
      signer: newSigner(),
      onHead() {
        throw new Error('the bucket is away');
      },
    });
    await expect(audit.prune('acme', { retentionDays })).rejects.toThrow('the bucket is away');
    expect(chain('acme').entries[0]).toMatchObject({ sequence: 1 });
  });
});

describe('a beginning that somebody else cut', () => {
  test('is not proven by a statement without the signature, or with that of another range', async () => {
    const signer = newSigner();
    const publicKeys = [signer.publicKey];
    const { audit, chain, log } = await aged({ signer });
    const { range } = await audit.prune('acme', { retentionDays });
    const stated = chain('acme').entries.at(-1)!.details!;
    // The attacker cuts four more, and lets the sealer link a statement of it.
    const cut = chain('acme').entries[3]!;
    chain('acme').entries.splice(0, 4);
    for (const details of [
      { from: 1, to: cut.sequence, hash: cut.hash },
      { ...stated, to: cut.sequence, hash: cut.hash },
      { keyId: stated['keyId']!, signature: stated['signature']!, to: cut.sequence, hash: cut.hash },
      // What any writer can append: a range without its hash.
      { from: 1, to: 999 },
      { from: 1, to: 999, hash: true },
    ]) {
      const last = chain('acme').entries.at(-1)!;
      const { sequence: _, previousHash: __, hash: ___, ...record } = last;
      const [entry] = linkRecords(last, [{ ...record, id: 'forged', details }]);
      chain('acme').entries.push(entry!);
      expect(await audit.verify('acme', { publicKeys })).toMatchObject({
        ok: false,
        firstBad: { code: 'UNPROVEN_START', sequence: cut.sequence + 1 },
      });
      chain('acme').entries.pop();
    }
    expect(range).toMatchObject({ to: 10 });
    // A head signed exactly there is as good a proof.
    const head = await signedHead(signer, 'acme', { sequence: cut.sequence, hash: cut.hash }, 0);
    const other = await signedHead(newSigner(), 'acme', { sequence: cut.sequence, hash: cut.hash }, 0);
    const older = await signedHead(signer, 'acme', { sequence: 2, hash: 'x' }, 0);
    const earlier = await signedHead(signer, 'acme', { sequence: 3, hash: cut.hash }, 0);
    const unlike = await signedHead(signer, 'acme', { sequence: cut.sequence, hash: 'x' }, 0);
    expect(await audit.verify('acme', { publicKeys, heads: [head, older] })).toMatchObject({ ok: true });
    for (const one of [other, older, earlier, unlike]) {
      expect(await audit.verify('acme', { publicKeys, heads: [one] })).toMatchObject({
        ok: false,
        firstBad: { code: 'UNPROVEN_START', sequence: cut.sequence + 1 },
      });
    }
    expect(await log.head({ kind: 'system', purpose: 'x' }, 'acme')).toMatchObject({ sequence: 16 });
  });
});

describe('a prune that a crash cut short, for the store removes in parts', () => {
  test('leaves a chain that verifies, and is ended by the next', async () => {
    const signer = newSigner();
    const publicKeys = [signer.publicKey];
    const { audit, chain, log } = await aged({ signer });
    const whole = structuredClone(chain('acme').entries);
    await audit.prune('acme', { retentionDays });
    const after = chain('acme').entries;
    for (let gone = 1; gone < 10; gone += 1) {
      chain('acme').entries = [...structuredClone(whole).slice(gone, 10), ...after];
      expect(await audit.verify('acme', { publicKeys })).toMatchObject({ ok: true, entries: 16 - gone });
      const { firstBad } = await audit.verify('acme', { publicKeys: [newSigner().publicKey] });
      expect(firstBad).toEqual({ code: 'UNPROVEN_START', sequence: gone + 1 });
    }
    // Gone between its turn and the end of the check: it was there when it was read.
    const { read } = log;
    log.read = async (scope, tenant, range) =>
      range?.after === 9 && range.limit === 1 ? [] : read(scope, tenant, range);
    expect((await audit.verify('acme', { publicKeys })).ok).toBe(true);
    log.read = read;
    expect(await audit.prune('acme', { retentionDays })).toMatchObject({
      dropped: 1,
      range: { from: 10, to: 10 },
    });
    expect((await audit.verify('acme', { publicKeys })).ok).toBe(true);
  });

  test('does not cover a rest that was built anew', async () => {
    const { audit, chain } = await aged();
    const whole = structuredClone(chain('acme').entries);
    const { range } = await audit.prune('acme', { retentionDays });
    const statement = chain('acme').entries.at(-1)!;
    const plain = [...whole.slice(4), statement].map(
      ({ sequence: _, previousHash: __, hash: ___, ...record }) => record,
    );
    const anew = (records: typeof plain) => linkRecords({ sequence: 4, hash: 'B'.repeat(43) }, records);
    chain('acme').entries = anew(plain);
    expect(range).toMatchObject({ from: 1, to: 10 });
    expect((await audit.verify('acme')).firstBad).toEqual({ code: 'UNPROVEN_START', sequence: 5 });
    // Nor is any other entry such a statement, whatever its details say.
    const details = { from: 1, to: 4, hash: 'B'.repeat(43) };
    const stated = (action: string) => anew([...plain.slice(0, -1), { ...plain.at(-1)!, action, details }]);
    chain('acme').entries = stated('fixture:write');
    expect((await audit.verify('acme')).firstBad).toEqual({ code: 'UNPROVEN_START', sequence: 5 });
    chain('acme').entries = stated(PRUNED_ACTION);
    expect((await audit.verify('acme')).ok).toBe(true);
    // Nor does a statement of a range that begins later, or of no range at all.
    for (const details of [{ ...range!, from: 5 }, { ...range!, to: 4 }, {}, undefined]) {
      chain('acme').entries = anew(plain.with(-1, { ...plain.at(-1)!, details }));
      expect((await audit.verify('acme')).firstBad).toEqual({ code: 'UNPROVEN_START', sequence: 5 });
    }
  });
});

describe('an export of a prune that a crash cut short', () => {
  const fileOf = async ({ audit }: Awaited<ReturnType<typeof aged>>) => {
    let text = '';
    for await (const chunk of audit.exportJsonLines('acme')) text += chunk;
    return [text];
  };

  test('verifies, wherever the removal stopped', async () => {
    const signer = newSigner();
    const made = await aged({ signer });
    const whole = structuredClone(made.chain('acme').entries);
    await made.audit.prune('acme', { retentionDays });
    const after = made.chain('acme').entries;
    for (let gone = 1; gone <= 10; gone += 1) {
      made.chain('acme').entries = [...structuredClone(whole).slice(gone, 10), ...after];
      expect(await verifyExport(await fileOf(made), { publicKeys: [signer.publicKey] })).toMatchObject({
        ok: true,
        complete: true,
        entries: 16 - gone,
      });
    }
  });

  test('does not verify when the rest was built anew behind the statement', async () => {
    const signer = newSigner();
    const made = await aged({ signer });
    const whole = structuredClone(made.chain('acme').entries);
    await made.audit.prune('acme', { retentionDays });
    const statement = made.chain('acme').entries.at(-1)!;
    const plain = [...whole.slice(4), statement].map(
      ({ sequence: _, previousHash: __, hash: ___, ...record }) => record,
    );
    made.chain('acme').entries = linkRecords({ sequence: 4, hash: 'B'.repeat(43) }, plain);
    expect(await verifyExport(await fileOf(made), { publicKeys: [signer.publicKey] })).toMatchObject({
      ok: false,
      firstBad: { line: 1, code: 'UNPROVEN_START' },
    });
  });
});

describe('a prune while the chain is verified', () => {
  test('moves the start, and is proven', async () => {
    const { audit } = await aged();
    let pruned: Promise<unknown> | undefined;
    const verdict = await audit.verify('acme', {
      pageSize: 3,
      onProgress: () => {
        pruned ??= audit.prune('acme', { retentionDays });
      },
      payloadFor: () => undefined,
    });
    await pruned;
    expect(verdict.ok).toBe(true);
    const slow = await aged();
    const first = (await slow.audit.verify('acme', { pageSize: 3 })).head;
    expect(first).toMatchObject({ sequence: 15 });
    const from = slow.chain('acme').entries[3]!;
    await slow.audit.prune('acme', { retentionDays });
    expect(await slow.audit.verify('acme', { from })).toMatchObject({ ok: true, entries: 6 });
  });
});
