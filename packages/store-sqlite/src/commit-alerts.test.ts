import { statSync } from 'node:fs';
import { sampleAlert, sampleCreate } from '@localert/testkit';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import { openDatabase } from './database.ts';
import { createReserve } from './reserve.ts';
import { createTurnDesk } from './turn-desk.ts';

const { newPath, open, tamper } = scratch();

/** A page in SQLite's log, with its header (https://sqlite.org/fileformat2.html#walformat). */
const FRAME = 4_096 + 24;

describe('a commit with alerts', () => {
  it('waits for the disk with all that stands in the log before', async () => {
    const path = newPath();
    const database = openDatabase({ path, busyTimeoutMs: 1_000 }, { now: () => 0 });
    const calls: string[] = [];
    const { durable } = database;
    const watched: typeof durable = {
      ...durable,
      syncCommits(wanted) {
        calls.push(wanted ? 'waits' : 'goes on');
        durable.syncCommits(wanted);
      },
      transaction(work) {
        calls.push('commit');
        return durable.transaction(work);
      },
    };
    const desk = createTurnDesk(watched, createReserve(durable, database.file, 0));
    const before = statSync(`${path}-wal`).size;
    expect(await desk.hand({ kind: 'sync' })).toBe(true);
    expect(calls).toEqual(['waits', 'commit']);
    // A commit that writes nothing waits for nothing.
    expect(statSync(`${path}-wal`).size - before).toBe(FRAME);
    await desk.close();
    database.close();
  });

  it.each([
    ['by a thread', {}],
    ['by this thread', { worker: false }],
    ['in memory', { path: ':memory:' }],
  ])('is whole where the queue is written %s', async (_, options) => {
    const store = open(options);
    const alert = sampleAlert();
    const [row] = await Promise.all([
      store.commit(acme, { ...sampleCreate('disk'), alerts: [alert] }),
      store.outbox.enqueue(acme, sampleAlert()).durable,
    ]);
    expect(row.revision).toBe(1);
    const claims = await store.outbox.claim(system, { now: Date.now(), leaseMs: 1_000, limit: 10 });
    expect(claims).toHaveLength(2);
    expect(claims.map((claim) => claim.alert)).toContainEqual(alert);
  });

  it('is taken back whole where a row of the queue cannot be kept', async () => {
    const path = newPath();
    const store = open({ path });
    const wrong = sampleAlert();
    tamper(path, (database) =>
      database.exec(`CREATE TRIGGER no BEFORE INSERT ON alert WHEN NEW.id = '${wrong.id}'
        BEGIN SELECT RAISE(ABORT, 'no'); END`),
    );
    const commit = store.commit(acme, { ...sampleCreate('disk'), alerts: [sampleAlert(), wrong] });
    await expect(commit).rejects.toMatchObject({ code: 'LOCALERT_INVALID_INPUT' });
    expect(await store.get(acme, 'disk')).toBeUndefined();
    expect(await store.outbox.depth(system)).toEqual({ queued: 0, sending: 0, dead: 0 });
  });

  it('is refused by a store whose queue is closed, when nobody can say that it is on the disk', async () => {
    const store = open();
    await store.outbox.close();
    const commit = store.commit(acme, { ...sampleCreate('disk'), alerts: [sampleAlert()] });
    await expect(commit).rejects.toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
  });
});
