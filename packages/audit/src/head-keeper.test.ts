import { describe, expect, test } from 'vitest';
import { faulty } from '../test/faulty.ts';
import { memoryRecords } from '../test/memory-log.ts';
import { newSigner, setup } from '../test/setup.ts';
import { storedHeads } from './head-keeper.ts';
import { verifyHead } from './signed-head.ts';

const HOUR = 3_600_000;
const signer = newSigner();

describe('heads', () => {
  test('are signed, kept and exported', async () => {
    const { audit, filled, records, heads } = setup({ signer });
    expect(await audit.signHead('acme')).toBeUndefined();
    await filled(3);
    const head = await audit.signHead('acme');
    expect(head).toMatchObject({ tenant: 'acme', sequence: 3 });
    expect(heads).toEqual([head]);
    expect(await storedHeads(records, 'acme')).toEqual([head]);
    expect(verifyHead(head!, signer.publicKey)).toBe(true);
    await audit.signHead('acme');
    expect(await storedHeads(records, 'acme')).toEqual([head]);
  });

  test('need a signer', async () => {
    const { audit, filled } = setup();
    await filled(1);
    await expect(audit.signHead('acme')).rejects.toMatchObject({ code: 'LOCALERT_AUDIT_SIGNER_MISSING' });
  });

  test('are signed at first, then by count and by time, and at the end', async () => {
    const { audit, add, heads, clock } = setup({ signer, heads: { everyEntries: 10 } });
    const sequences = () => heads.map(({ sequence }) => sequence);
    const seal = async (count: number) => {
      await add(count);
      await audit.sealNow();
    };
    await seal(1);
    await seal(9);
    expect(sequences()).toEqual([1]);
    await seal(1);
    expect(sequences()).toEqual([1, 11]);
    await seal(1);
    clock.advance(HOUR - 1);
    await audit.sealNow();
    expect(sequences()).toEqual([1, 11]);
    clock.advance(1);
    await audit.sealNow();
    await audit.sealNow();
    expect(sequences()).toEqual([1, 11, 12]);
    await seal(2);
    await audit.close();
    expect(sequences()).toEqual([1, 11, 12, 14]);
  });

  test('that could not be exported are exported at the next look', async () => {
    let broken = true;
    const exported: number[] = [];
    const { audit, add, failures } = setup({
      signer,
      onHead({ sequence }) {
        if (broken) throw new Error('the bucket is away');
        exported.push(sequence);
      },
    });
    await add(1);
    await audit.sealNow();
    expect(failures).toEqual(['head acme UNKNOWN']);
    broken = false;
    await audit.sealNow();
    expect(exported).toEqual([1]);
  });

  test('live without records to be kept in, and without a place to go', async () => {
    const keys = {
      spec: 'localert.tenant-keys/1',
      key: () => new Uint8Array(32),
      shred: async () => undefined,
    } as const;
    const { audit, filled, clock } = setup({ signer, records: undefined, keys, onHead: undefined });
    await filled(2);
    expect(await audit.signHead('acme')).toMatchObject({ sequence: 2 });
    expect(await audit.prune('acme', { retentionDays: 1, before: 0 })).toEqual({ dropped: 0 });
    clock.advance(2 * 24 * HOUR);
    expect(await audit.prune('acme', { retentionDays: 1 })).toMatchObject({ dropped: 1 });
  });

  test('are not signed over a chain that does not follow from the last one', async () => {
    const { audit, filled, chain, heads, add, failures } = setup({ signer });
    await filled(5);
    await audit.signHead('acme');
    chain('acme').entries.length = 3;
    await expect(audit.signHead('acme')).rejects.toMatchObject({
      code: 'LOCALERT_AUDIT_BROKEN',
      details: { tenant: 'acme', sequence: 4, fault: 'TAIL_CUT' },
    });
    await add(9);
    await audit.close();
    expect(failures).toEqual(['head acme LOCALERT_AUDIT_BROKEN']);
    expect(heads).toHaveLength(1);
  });

  test('that a record does not take are told', async () => {
    const records = faulty(memoryRecords(), (method) => (method === 'put' ? 'before' : undefined));
    const keys = {
      spec: 'localert.tenant-keys/1',
      key: () => new Uint8Array(32),
      shred: async () => undefined,
    } as const;
    const { audit, add, failures, heads } = setup({ signer, records, keys });
    await add(1);
    await audit.sealNow();
    expect(failures).toEqual(['head acme LOCALERT_STORE_UNAVAILABLE']);
    expect(heads).toEqual([]);
  });

  test('grown meanwhile stay due', async () => {
    const late = setup({ signer, heads: { everyEntries: 1 } });
    const { audit, add, heads, log } = late;
    const { head } = log;
    await add(1);
    await audit.sealNow('acme');
    await add(1);
    await audit.sealNow('acme');
    // The head as it was before the second seal: what is signed is older than what is known to be there.
    log.head = async () => ({ sequence: 1, hash: late.chain('acme').entries[0]!.hash });
    await audit.sealNow();
    log.head = head;
    await audit.sealNow();
    expect(heads.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });
});
