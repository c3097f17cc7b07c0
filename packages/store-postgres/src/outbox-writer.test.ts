import { type DurableReceipt, InvalidInputError, StoreUnavailableError } from '@localert/core';
import { sampleAlert } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import type { AlertRow } from './enqueue.ts';
import { createOutboxWriter, MAX_BATCH, type WriteBatch } from './outbox-writer.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A writer whose batches are held until they are let go, or fail where a test says so. */
function watched(
  fault: (batch: readonly AlertRow[]) => Error | undefined = () => undefined,
  tell?: () => Promise<void>,
) {
  const batches: string[][] = [];
  const stored: string[] = [];
  let held: Promise<void> = Promise.resolve();
  const write: WriteBatch = async (batch): Promise<readonly DurableReceipt[]> => {
    batches.push(batch.map(({ id }) => id));
    await held;
    const error = fault(batch);
    if (error !== undefined) throw error;
    stored.push(...batch.map(({ id }) => id));
    return batch.map(({ id }) => ({ id }));
  };
  return {
    writer: createOutboxWriter(write, tell),
    batches,
    stored,
    hold(): () => void {
      let release: () => void = () => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return release;
    },
  };
}

const unfit = () => new InvalidInputError({ what: 'test', issues: [] });

describe('group commit', () => {
  it('writes what came in one turn of the event loop in one batch, of every tenant', async () => {
    const { writer, batches } = watched();
    await Promise.all(
      Array.from({ length: 500 }, (_, at) => writer.add(`t${at % 7}`, sampleAlert()).durable),
    );
    expect(batches.map(({ length }) => length)).toEqual([500]);
    await writer.add('acme', sampleAlert()).durable;
    expect(batches).toHaveLength(2);
  });

  it('writes in the next batch what comes while one is under way', async () => {
    const { writer, batches, hold } = watched();
    const release = hold();
    const first = writer.add('acme', sampleAlert()).durable;
    await turn();
    await turn();
    const rest: Promise<unknown>[] = [];
    for (let index = 0; index < 20; index++) {
      rest.push(writer.add('acme', sampleAlert()).durable);
      await turn();
    }
    expect(batches).toHaveLength(1);
    release();
    await Promise.all([first, ...rest]);
    expect(batches.map(({ length }) => length)).toEqual([1, 20]);
  });

  it('bounds a batch by alerts, and by the length of their texts', async () => {
    const { writer, batches, stored } = watched();
    const many = Array.from({ length: 2 * MAX_BATCH + 1 }, () => sampleAlert());
    await Promise.all(many.map((alert) => writer.add('acme', alert).durable));
    expect(batches.map(({ length }) => length)).toEqual([MAX_BATCH, MAX_BATCH, 1]);
    const long = Array.from({ length: 7 }, () => sampleAlert({ payload: 'x'.repeat(1_500_000) }));
    await Promise.all(long.map((alert) => writer.add('acme', alert).durable));
    expect(batches.slice(3).map(({ length }) => length)).toEqual([2, 2, 2, 1]);
    const huge = sampleAlert({ payload: 'x'.repeat(5_000_000) });
    await writer.add('acme', huge).durable;
    expect(stored).toEqual([...many, ...long, huge].map(({ id }) => id));
  });

  it('rejects the rows that cannot be kept, and keeps their neighbours in order', async () => {
    const alerts = Array.from({ length: 50 }, () => sampleAlert());
    const bad = new Set([3, 4, 31].map((index) => alerts[index]?.id));
    const { writer, stored } = watched((batch) =>
      batch.some(({ id }) => bad.has(id)) ? unfit() : undefined,
    );
    const results = await Promise.allSettled(alerts.map((alert) => writer.add('acme', alert).durable));
    for (const [index, result] of results.entries()) {
      const wanted = bad.has(alerts[index]?.id) ? { status: 'rejected' } : { status: 'fulfilled' };
      expect(result).toMatchObject(wanted);
    }
    expect(results[3]).toMatchObject({ reason: { code: 'LOCALERT_INVALID_INPUT' } });
    expect(stored).toEqual(alerts.map(({ id }) => id).filter((id) => !bad.has(id)));
  });

  it('rejects every receipt of a batch that failed, tries it once, and goes on', async () => {
    let broken = true;
    const { writer, batches, stored } = watched(() =>
      broken ? new StoreUnavailableError({ operation: 'test' }) : undefined,
    );
    const results = await Promise.allSettled([1, 2, 3].map(() => writer.add('acme', sampleAlert()).durable));
    for (const result of results) {
      expect(result).toMatchObject({ reason: { code: 'LOCALERT_STORE_UNAVAILABLE', retryable: true } });
    }
    expect(batches).toHaveLength(1);
    broken = false;
    const { id } = await writer.add('acme', sampleAlert()).durable;
    expect(stored).toEqual([id]);
  });

  it('does not end the process over a receipt that nobody waits for', async () => {
    const { writer } = watched(() => new StoreUnavailableError({ operation: 'test' }));
    // An unhandled rejection would fail this run.
    writer.add('acme', sampleAlert());
    writer.add('acme', sampleAlert({ priority: 99 }));
    await writer.close();
    writer.add('acme', sampleAlert());
    await turn();
    await turn();
  });

  it('writes on close what is pending, and takes nothing more', async () => {
    const { writer, stored } = watched();
    const receipts = Array.from({ length: MAX_BATCH + 5 }, () => writer.add('acme', sampleAlert()).durable);
    await writer.close();
    expect(stored).toHaveLength(MAX_BATCH + 5);
    await Promise.all(receipts);
    await expect(writer.add('acme', sampleAlert()).durable).rejects.toMatchObject({
      code: 'LOCALERT_STORE_UNAVAILABLE',
    });
    await writer.flush();
  });
});

describe('telling of batches', () => {
  it('is once for all that came while it was told, whatever becomes of it, and not for duplicates', async () => {
    let told = 0;
    let release: () => void = () => undefined;
    const tell = async () => {
      told++;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      throw new Error('nobody hears');
    };
    const { writer } = watched(undefined, tell);
    for (let index = 0; index < 5; index++) await writer.add('acme', sampleAlert()).durable;
    expect(told).toBe(1);
    release();
    await turn();
    expect(told).toBe(2);
    release();
    await writer.flush();
    const duplicates = createOutboxWriter(
      async (batch) => batch.map(({ id }) => ({ id, duplicateOf: 'x' })),
      tell,
    );
    await duplicates.add('acme', sampleAlert()).durable;
    expect(told).toBe(2);
  });
});
