/** One of several processes on one file: the tests in processes.test.ts start it and kill it. */
import { writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { isLocalertError, systemScope, tenantScope } from '@localert/core';
import { sampleAlert, sampleAudit, sampleCreate, sampleLink, sampleUpdate } from '@localert/testkit';
import { type SqliteStore, sqliteStore } from '../src/index.ts';

const [task = '', path = '', name = ''] = process.argv.slice(2);

const acme = tenantScope({ tenant: 'acme', actor: 'test' });
const system = systemScope('test');

/** At once, so that what was said before a kill was said. */
const say = (...words: (string | number)[]) => void writeSync(1, `${words.join(' ')}\n`);

const idOf = (index: number) => `${name}-alert-${index}`;

/** Enqueues and commits without end; says what is safe. */
async function writeForever(store: SqliteStore): Promise<void> {
  for (let round = 0; ; round++) {
    const receipts = Array.from({ length: 20 }, (_, index) => {
      const id = idOf(round * 20 + index);
      return store.outbox.enqueue(acme, sampleAlert({ id })).durable.then(() => say('durable', id));
    });
    const fixture = `${name}-${round % 10}`;
    const revision = Math.floor(round / 10);
    await store.commit(acme, revision === 0 ? sampleCreate(fixture) : sampleUpdate(fixture, revision));
    say('committed', fixture, revision + 1);
    await Promise.all(receipts);
  }
}

/** Creates under a quota that all hands share. */
async function createUnderQuota(store: SqliteStore): Promise<void> {
  for (let index = 0; index < 100; index++) {
    try {
      await store.commit(acme, sampleCreate(`${name}-${index}`, { guards: { maxFixtures: 100 } }));
      say('created');
    } catch (error) {
      say(isLocalertError(error) ? error.code : 'untyped');
    }
  }
}

/** Enqueues its share, then claims and delivers until nothing is left for anyone. */
async function enqueueAndDeliver(store: SqliteStore): Promise<void> {
  const receipts = Array.from(
    { length: 300 },
    (_, index) => store.outbox.enqueue(acme, sampleAlert({ id: idOf(index) })).durable,
  );
  for (const { id } of await Promise.all(receipts)) say('durable', id);
  for (let idle = 0; idle < 30; ) {
    const claims = await store.outbox.claim(system, { now: Date.now(), leaseMs: 60_000, limit: 7 });
    for (const claim of claims) {
      if (await store.outbox.settle(system, claim, { kind: 'delivered', at: Date.now() }))
        say('delivered', claim.alert.id);
    }
    idle = claims.length === 0 ? idle + 1 : 0;
    await pause(claims.length === 0 ? 10 : 0);
  }
}

/** Enqueues alerts with keys that all hands share. */
async function enqueueSameKeys(store: SqliteStore): Promise<void> {
  for (let index = 0; index < 100; index++) {
    const alert = sampleAlert({ id: idOf(index), dedupe: { key: `key-${index}`, windowMs: 1_000 } });
    const { duplicateOf } = await store.outbox.enqueue(acme, alert).durable;
    say(duplicateOf === undefined ? 'kept' : 'duplicate');
  }
}

/** Takes from a counter that all hands share, one, two or three at a time. */
async function takeUsage(store: SqliteStore): Promise<void> {
  const key = { quota: 'sendsPerDay', window: 0, until: 86_400_000 };
  for (let index = 0; index < 200; index++) {
    const { granted } = await store.usage.take(acme, 'acme', key, 1 + (index % 3), 100);
    say('granted', granted);
  }
}

/** Writes under a limit of bytes that all hands share; every fixture takes the same. */
async function createUnderBytes(store: SqliteStore): Promise<void> {
  for (let index = 100; index < 200; index++) {
    try {
      const guards = { maxStoredBytes: 20_000 };
      await store.commit(acme, sampleCreate(`${name}-${index}`, { guards }));
      say('created');
    } catch (error) {
      say(isLocalertError(error) ? error.code : 'untyped');
    }
  }
}

/** Commits and enqueues with an audit record each, and links what waits, whosever it is, until all hands are done. */
async function writeAndLink(store: SqliteStore): Promise<void> {
  const link = async () => {
    const head = await store.audit.head(system, 'acme');
    const waiting = await store.audit.unlinked(system, 'acme', 7);
    if (waiting.length === 0) return false;
    const linked = await store.audit.link(system, 'acme', head, sampleLink(head, waiting));
    say(linked ? 'linked' : 'lost', waiting.length);
    return true;
  };
  for (let index = 0; index < 100; index++) {
    const record = (of: string) => sampleAudit('acme', { id: `${name} ${of} ${index}` });
    await store.commit(acme, { ...sampleCreate(`${name}-${index}`), audit: [record('commit')] });
    const write = { audit: [record('alert')] };
    await store.outbox.enqueue(acme, sampleAlert({ id: idOf(index) }), write).durable;
    if (index % 3 === 0) await link();
  }
  while (await link());
}

const tasks: Readonly<Record<string, (store: SqliteStore) => Promise<void>>> = {
  writeForever,
  createUnderQuota,
  enqueueAndDeliver,
  enqueueSameKeys,
  takeUsage,
  createUnderBytes,
  writeAndLink,
};

// Opened only after the word to go, so that several hands also make the tables at the same time.
say('ready');
process.stdin.once('data', async () => {
  process.stdin.destroy();
  const store = sqliteStore({ path, busyTimeoutMs: 60_000 });
  await tasks[task]?.(store);
  await store.close();
  say('done');
});
