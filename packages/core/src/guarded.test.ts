import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { isLocalertError } from './error.ts';
import { QuotaExceededError } from './errors.ts';
import {
  guardedAuditLog,
  guardedAuditor,
  guardedClock,
  guardedDirectory,
  guardedOutbox,
  guardedRecords,
  guardedStore,
  guardedTenantKeys,
  guardedUsage,
} from './guarded.ts';

const CANARY = 'CANARY-3c';
const careless = () => new Error(CANARY, { cause: CANARY });

type Answer = (...given: unknown[]) => unknown;
type Methods = Readonly<Record<string, Answer>>;

/** A port all of whose methods do the same. */
const portOf = (methods: readonly string[], answer: Answer) =>
  Object.fromEntries(methods.map((method) => [method, answer])) as never;

const QUEUE = ['claim', 'settle', 'status', 'dead', 'redrive', 'nextDue', 'depth', 'prune', 'purge', 'close'];
const STORE = ['get', 'list', 'commit', 'history', 'count', 'purgeTenant', 'close'];
const LOG = ['append', 'tenants', 'waiting', 'unlinked', 'link', 'head', 'read', 'drop'];

const PORTS: Readonly<Record<string, readonly [(port: never) => object, readonly string[]]>> = {
  directory: [guardedDirectory, ['get', 'list', 'create', 'replace', 'delete']],
  outbox: [guardedOutbox, [...QUEUE, 'enqueue']],
  records: [guardedRecords, ['get', 'list', 'put', 'delete']],
  usage: [guardedUsage, ['take', 'giveBack', 'read']],
  log: [guardedAuditLog, LOG],
  auditor: [guardedAuditor, ['record', 'append', 'entries', 'forget', 'prune', 'close']],
  keys: [guardedTenantKeys, ['key', 'shred']],
  store: [guardedStore, [...STORE, 'storedBytes', 'reseal', 'rebuild', 'backup']],
};

/** What a method comes to, `enqueue` too, which answers a receipt. */
async function outcomeOf(guarded: Methods, method: string): Promise<unknown> {
  try {
    const answer = await guarded[method]?.({}, { id: 'a' }, {}, 1, 1);
    return method === 'enqueue' ? await (answer as { durable: unknown }).durable : answer;
  } catch (error) {
    return error;
  }
}

describe.each(Object.entries(PORTS))('a guarded port: %s', (_, [guard, methods]) => {
  it.each([
    [
      'throws',
      () => {
        throw careless();
      },
    ],
    ['rejects', () => Promise.reject(careless())],
  ])('shows nothing of an error when it %s', async (way, answer) => {
    const enqueue = () => ({ id: 'a', durable: Promise.reject(careless()) });
    const port = { ...(portOf(methods, answer) as object), ...(way === 'rejects' && { enqueue }) };
    const guarded = guard(port as never) as Methods;
    for (const method of methods) {
      const error = await outcomeOf(guarded, method);
      expect(isLocalertError(error) && error.code).toBe('LOCALERT_STORE_UNAVAILABLE');
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('CANARY');
    }
  });

  it('lets answers and our own errors through', async () => {
    const own = new QuotaExceededError({ quota: 'x', limit: 1 });
    const failing = guard(portOf(methods, async () => Promise.reject(own))) as Methods;
    for (const method of methods.filter((name) => name !== 'enqueue'))
      expect(await outcomeOf(failing, method)).toBe(own);
    const answer = { granted: 1, used: 1, durable: 'done' };
    const good = guard(portOf(methods, () => answer)) as Methods;
    for (const method of methods.filter((name) => name !== 'read')) {
      expect(await outcomeOf(good, method)).toBe(method === 'enqueue' ? 'done' : answer);
    }
  });
});

it('what a port leaves out stays out', () => {
  expect(
    Object.keys(guardedAuditor(portOf(['record', 'append', 'entries', 'forget', 'close'], () => 1))),
  ).not.toContain('prune');
  expect(Object.keys(guardedStore(portOf(STORE, () => 1)))).not.toContain('reseal');
  const audit = portOf(LOG, () => Promise.reject(careless()));
  expect(guardedStore({ ...(portOf(STORE, () => 1) as object), audit } as never).audit?.read).not.toBe(
    undefined,
  );
});

it('the health of a shared cache can be asked without a fault', async () => {
  const cached = (health: () => unknown) =>
    guardedStore({ ...(portOf(STORE, () => 1) as object), sharedCache: { name: 'redis', health } } as never);
  const { sharedCache } = cached(async () => ({ ok: true }));
  expect(sharedCache?.name).toBe('redis');
  expect(await sharedCache?.health()).toEqual({ ok: true });
  const failed = { ok: false, reason: 'failed' };
  expect(await cached(() => Promise.reject(careless())).sharedCache?.health()).toEqual(failed);
  // What plain JavaScript may answer.
  expect(await cached(async () => undefined).sharedCache?.health()).toEqual(failed);
  expect(await cached(async () => ({ ok: 'yes', reason: 7 })).sharedCache?.health()).toEqual({ ok: false });
  expect(guardedStore(portOf(STORE, () => 1)).sharedCache).toBeUndefined();
});

it('what is at hand is not waited for', () => {
  const bytes = new Uint8Array(32);
  expect(guardedTenantKeys(portOf(['key', 'shred'], () => bytes)).key('acme', 'x')).toBe(bytes);
});

it('counts that are none are faults', async () => {
  const usage = guardedUsage(portOf(['take', 'giveBack', 'read'], () => -1)) as unknown as Methods;
  for (const method of ['take', 'read'])
    expect(await outcomeOf(usage, method)).toMatchObject({ code: 'LOCALERT_STORE_UNAVAILABLE' });
});

it('a clock without a time is the system’s', () => {
  expect(guardedClock({ now: () => 7 }).now()).toBe(7);
  const broken = [
    () => {
      throw careless();
    },
    () => Number.NaN,
    () => 'soon' as never,
  ];
  for (const now of broken) {
    const before = Date.now();
    expect(guardedClock({ now }).now()).toBeGreaterThanOrEqual(before);
  }
});
