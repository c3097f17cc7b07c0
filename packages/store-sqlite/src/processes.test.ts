import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { applyEvent, type SlackFixture } from '@localert/core';
import { describe, expect, it } from 'vitest';
import { acme, scratch, system } from '../test/scratch.ts';
import type { SqliteStore } from './sqlite-store.ts';

const { newPath, open } = scratch();

const HAND = fileURLToPath(new URL('../test/hand.ts', import.meta.url));

/** Generous: the machine may be busy with other tests. */
const TIMEOUT_MS = 60_000;

/** Another process at work on the file. */
function startHand(task: string, path: string, name: string) {
  const child = spawn(
    process.execPath,
    ['--conditions=@localert/source', '--no-warnings', HAND, task, path, name],
    {
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let output = '';
  let errors = '';
  const watchers = new Set<() => void>();
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    for (const watcher of watchers) watcher();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const closed = once(child, 'close').then(() => {
    for (const watcher of watchers) watcher();
  });
  /** Whole lines only: a kill may cut the last one. */
  const lines = () => output.split('\n').slice(0, -1);
  const saying = (word: string) => lines().filter((line) => line.split(' ')[0] === word);
  return {
    saying,
    lines,
    closed,
    errors: () => errors,
    go: () => child.stdin.write('go\n'),
    kill: () => child.kill('SIGKILL'),
    /** Resolves when it has said a word so many times, or is gone. */
    until: (word: string, times: number) =>
      new Promise<void>((resolve) => {
        const look = () => {
          if (saying(word).length < times && child.exitCode === null && child.signalCode === null) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
  };
}

/** Runs hands at the same time to their end. */
async function together(task: string, path: string, names: readonly string[]) {
  const hands = names.map((name) => startHand(task, path, name));
  await Promise.all(hands.map((hand) => hand.until('ready', 1)));
  for (const hand of hands) hand.go();
  await Promise.all(hands.map((hand) => hand.closed));
  for (const hand of hands) expect(hand.lines().at(-1), hand.errors()).toBe('done');
  return hands;
}

const idsIn = (lines: readonly string[]) => lines.map((line) => line.split(' ')[1] ?? '');

async function everyFixture(store: SqliteStore): Promise<SlackFixture[]> {
  const fixtures: SlackFixture[] = [];
  let cursor: string | undefined;
  do {
    const page = await store.list(acme, { limit: 1_000, cursor });
    fixtures.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return fixtures;
}

/** Every row is what its events make. */
async function expectRowsToFollowEvents(store: SqliteStore): Promise<Map<string, number>> {
  const revisions = new Map<string, number>();
  for (const fixture of await everyFixture(store)) {
    const { items, cursor } = await store.history(acme, fixture.id, { limit: 1_000 });
    expect(cursor).toBeUndefined();
    expect(items.reduce<SlackFixture | undefined>(applyEvent, undefined)).toEqual(fixture);
    revisions.set(fixture.id, fixture.revision);
  }
  return revisions;
}

describe('several processes on one file', () => {
  it('make exactly 100 fixtures under a quota of 100', { timeout: TIMEOUT_MS }, async () => {
    const path = newPath();
    const hands = await together('createUnderQuota', path, ['one', 'two']);
    const outcomes = hands.flatMap((hand) => hand.lines().slice(1, -1));
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome === 'LOCALERT_QUOTA_EXCEEDED')).toHaveLength(100);
    const store = open({ path });
    expect(await store.count(acme)).toBe(100);
    await expectRowsToFollowEvents(store);
  });

  it('deliver every alert exactly once while nobody fails', { timeout: TIMEOUT_MS }, async () => {
    const path = newPath();
    const hands = await together('enqueueAndDeliver', path, ['one', 'two', 'three']);
    const enqueued = hands.flatMap((hand) => idsIn(hand.saying('durable')));
    const delivered = hands.flatMap((hand) => idsIn(hand.saying('delivered')));
    expect(enqueued).toHaveLength(900);
    expect(delivered.toSorted()).toEqual(enqueued.toSorted());
    expect(await open({ path }).outbox.depth(system)).toEqual({ queued: 0, sending: 0, dead: 0 });
  });

  it('keep one of two alerts with one key', { timeout: TIMEOUT_MS }, async () => {
    const hands = await together('enqueueSameKeys', newPath(), ['one', 'two']);
    expect(hands.flatMap((hand) => hand.saying('kept'))).toHaveLength(100);
    expect(hands.flatMap((hand) => hand.saying('duplicate'))).toHaveLength(100);
  });

  it('are granted exactly 100 under a limit of 100', { timeout: TIMEOUT_MS }, async () => {
    const path = newPath();
    const hands = await together('takeUsage', path, ['one', 'two']);
    const granted = hands.map((hand) =>
      idsIn(hand.saying('granted')).reduce((sum, count) => sum + Number(count), 0),
    );
    expect(hands.flatMap((hand) => hand.saying('granted'))).toHaveLength(400);
    expect((granted[0] ?? 0) + (granted[1] ?? 0)).toBe(100);
    const key = { quota: 'sendsPerDay', window: 0, until: 86_400_000 };
    expect(await open({ path }).usage.read(system, 'acme', key)).toBe(100);
  });

  it('make no more than there is room for, to the byte', { timeout: TIMEOUT_MS }, async () => {
    const path = newPath();
    const hands = await together('createUnderBytes', path, ['one', 'two']);
    const store = open({ path });
    const rows = await everyFixture(store);
    const bytes = rows.reduce((sum, row) => sum + Buffer.byteLength(JSON.stringify(row)), 0);
    expect(await store.storedBytes(acme)).toBe(bytes);
    expect(bytes).toBeLessThanOrEqual(20_000);
    expect(bytes + bytes / rows.length).toBeGreaterThan(20_000);
    expect(hands.flatMap((hand) => hand.saying('created'))).toHaveLength(rows.length);
    expect(hands.flatMap((hand) => hand.saying('LOCALERT_QUOTA_EXCEEDED'))).toHaveLength(200 - rows.length);
  });

  it('link every audit record once, in order of arrival', { timeout: TIMEOUT_MS }, async () => {
    const path = newPath();
    const names = ['one', 'two', 'three'];
    const hands = await together('writeAndLink', path, names);
    const { audit } = open({ path });
    expect(await audit.unlinked(system, 'acme', 1_000)).toEqual([]);
    const entries = await audit.read(system, 'acme', { limit: 10_000 });
    expect(entries.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 600 }, (_, index) => index + 1),
    );
    const linked = hands.flatMap((hand) => idsIn(hand.saying('linked'))).map(Number);
    expect(linked.reduce((sum, count) => sum + count, 0)).toBe(600);
    // Each hand's own records stand in the order in which it wrote them.
    for (const name of names) {
      const own = entries.filter(({ id }) => id.startsWith(`${name} `)).map(({ id }) => id);
      const written = Array.from({ length: 100 }, (_, index) => [
        `${name} commit ${index}`,
        `${name} alert ${index}`,
      ]);
      expect(own).toEqual(written.flat());
    }
  });

  it.each([3, 57, 211])(
    'lose nothing that was said to be safe when one is killed after %i commits',
    { timeout: TIMEOUT_MS },
    async (commits) => {
      const path = newPath();
      const hands = ['one', 'two'].map((name) => startHand('writeForever', path, name));
      await Promise.all(hands.map((hand) => hand.until('ready', 1)));
      for (const hand of hands) hand.go();
      const [victim, other] = hands as [(typeof hands)[number], (typeof hands)[number]];
      await victim.until('committed', commits);
      victim.kill();
      // The other goes on with the file that the first left as it was.
      const before = other.saying('committed').length;
      await other.until('committed', before + 20);
      other.kill();
      await Promise.all(hands.map((hand) => hand.closed));
      expect(victim.saying('committed').length, victim.errors()).toBeGreaterThanOrEqual(commits);
      expect(other.saying('committed').length, other.errors()).toBeGreaterThanOrEqual(before + 20);

      const store = open({ path });
      for (const id of hands.flatMap((hand) => idsIn(hand.saying('durable')))) {
        expect(await store.outbox.status(acme, id)).toMatchObject({ state: 'queued' });
      }
      const revisions = await expectRowsToFollowEvents(store);
      for (const line of hands.flatMap((hand) => hand.saying('committed'))) {
        const [, fixture = '', revision] = line.split(' ');
        expect(revisions.get(fixture)).toBeGreaterThanOrEqual(Number(revision));
      }
      const rows = [...revisions];
      expect(await store.rebuild(system)).toEqual({ done: rows.length, total: rows.length });
      expect([...(await expectRowsToFollowEvents(store))]).toEqual(rows);
    },
  );
});
