import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  assertTenantScope,
  type ChangeHint,
  type ChangeListener,
  type FixtureStore,
  type SlackFixture,
  type TenantContext,
} from '@localert/core';
import type { SharedCache, SharedCacheSetup } from '../src/index.ts';

/** What a level in memory leaves out, to see whether the suite notices. */
export type LevelFault =
  | 'shares'
  | 'seals'
  | 'binds the place'
  | 'keeps the time inside'
  | 'knows the least revision'
  | 'leases'
  | 'invalidates'
  | 'turns generations'
  | 'keeps absences'
  | 'hashes names'
  | 'ends'
  | 'fails silently'
  | 'catches up'
  | 'tells'
  | 'hides tenants';

const hash = (text: string) => createHash('sha256').update(text, 'utf16le').digest('hex');

/** A whole second level whose medium is a map in this process: everything happens at once there. */
export function sharedLevel(without?: LevelFault): SharedCache {
  const has = (part: LevelFault) => part !== without;
  const key = randomBytes(32);
  const medium = new Map<string, { readonly bytes: Uint8Array; readonly until: number }>();
  const leases = new Map<string, object>();
  const generations = new Map<string, number>();
  const everybody = new Set<ChangeListener>();
  const missed: (() => void)[] = [];
  let isDown = false;

  const reach = () => {
    if (isDown) throw new Error('the level is away');
  };

  function seal(place: string, text: string): Uint8Array {
    if (!has('seals')) return Buffer.from(text);
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    if (has('binds the place')) cipher.setAAD(Buffer.from(place));
    return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  }

  function open(place: string, bytes: Uint8Array): string | undefined {
    if (!has('seals')) return Buffer.from(bytes).toString();
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
      if (has('binds the place')) decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(bytes.subarray(-16));
      return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      return undefined;
    }
  }

  function join(inner: FixtureStore, { ttlMs, negativeTtlMs }: SharedCacheSetup): FixtureStore {
    const least = new Map<string, number>();
    const flights = new Map<string, Promise<unknown>>();
    const nameOf = (tenant: string, id: string) =>
      has('hashes names') ? `${hash(tenant)}:${hash(id)}` : hash(`${tenant}:${id}`);
    const generationOf = (tenant: string) => generations.get(tenant) ?? 0;

    function look(tenant: string, name: string): { readonly value: unknown } | undefined {
      reach();
      const found = medium.get(name);
      if (found === undefined || Date.now() >= found.until) return undefined;
      const text = open(name, found.bytes);
      if (text === undefined) return undefined;
      const [generation, until, value] = JSON.parse(text) as [number, number, { revision: number } | null];
      if (has('turns generations') && generation !== generationOf(tenant)) return undefined;
      if (has('keeps the time inside') && Date.now() >= until) return undefined;
      const tooOld = (value?.revision ?? 0) < (least.get(name) ?? 0);
      return has('knows the least revision') && tooOld ? undefined : { value: value ?? undefined };
    }

    async function through<Value>(tenant: string, name: string, load: () => Promise<Value>): Promise<Value> {
      const generation = generationOf(tenant);
      const lease = {};
      try {
        for (let wait = 0; wait < 200; wait++) {
          const found = look(tenant, name);
          if (found !== undefined) return found.value as Value;
          if (!leases.has(name) || !has('leases')) break;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        if (has('leases')) leases.set(name, lease);
      } catch (cause) {
        if (!has('fails silently')) throw cause;
        return load();
      }
      try {
        const value = await load();
        const isKept = value !== undefined || has('keeps absences');
        const isFirst = !has('leases') || leases.get(name) === lease;
        if (
          !isDown &&
          isKept &&
          isFirst &&
          (!has('turns generations') || generation === generationOf(tenant))
        ) {
          const until = Date.now() + (has('ends') ? (value === undefined ? negativeTtlMs : ttlMs) : 1e9);
          medium.set(name, { bytes: seal(name, JSON.stringify([generation, until, value ?? null])), until });
        }
        return value;
      } finally {
        if (leases.get(name) === lease) leases.delete(name);
      }
    }

    function read<Value>(tenant: string, name: string, load: () => Promise<Value>): Promise<Value> {
      const running = flights.get(name) as Promise<Value> | undefined;
      if (running !== undefined) return running;
      const flight = through(tenant, name, load).finally(() => {
        if (flights.get(name) === flight) flights.delete(name);
      });
      flights.set(name, flight);
      return flight;
    }

    function drop(name: string, hint: ChangeHint): void {
      const work = () => {
        if (has('invalidates')) {
          medium.delete(name);
          leases.delete(name);
        }
        for (const listener of has('tells') ? everybody : []) {
          try {
            listener(hint);
          } catch {
            // A listener's fault is its own.
          }
        }
      };
      flights.delete(name);
      if (!isDown) work();
      else if (has('catches up')) missed.push(work);
    }

    const { directory } = inner;
    const turn = (tenant: string) => {
      generations.set(tenant, generationOf(tenant) + 1);
      least.clear();
      flights.clear();
      drop('', { kind: 'tenant', tenant });
    };
    const settings = (tenant: TenantContext) => {
      drop(nameOf(tenant.id, ''), { kind: 'tenant', tenant: tenant.id });
    };
    return {
      ...inner,
      async get(scope, fixture) {
        assertTenantScope(scope);
        return read(scope.tenant, nameOf(scope.tenant, fixture), () => inner.get(scope, fixture));
      },
      async commit(scope, commit): Promise<SlackFixture> {
        const name = nameOf(scope.tenant, commit.fixture);
        try {
          const row = await inner.commit(scope, commit);
          least.set(name, row.revision);
          return row;
        } finally {
          drop(name, { kind: 'fixture', tenant: scope.tenant, fixture: commit.fixture });
        }
      },
      async purgeTenant(scope, tenant) {
        await inner.purgeTenant(scope, tenant);
        turn(tenant);
      },
      subscribe(_, listener) {
        everybody.add(listener);
        return () => void everybody.delete(listener);
      },
      directory: directory && {
        ...directory,
        async get(scope, id) {
          const isOwn = scope.kind === 'system' || scope.tenant === id;
          if (!isOwn && has('hides tenants')) return directory.get(scope, id);
          return read(id, nameOf(id, ''), () => directory.get(scope, id));
        },
        async create(scope, tenant, write) {
          await directory.create(scope, tenant, write);
          settings(tenant);
        },
        async replace(scope, tenant, write) {
          await directory.replace(scope, tenant, write);
          settings(tenant);
        },
        async delete(scope, id, write) {
          const existed = await directory.delete(scope, id, write);
          turn(id);
          return existed;
        },
      },
    };
  }

  return {
    join: (store, setup) => (has('shares') ? join(store, setup) : store),
    async values() {
      for (const [name, { until }] of medium) if (Date.now() >= until) medium.delete(name);
      return new Map([...medium].map(([name, { bytes }]) => [name, bytes]));
    },
    put: async (name, bytes) => void medium.set(name, { bytes, until: Number.POSITIVE_INFINITY }),
    async down() {
      isDown = true;
    },
    async up() {
      isDown = false;
      for (const work of missed.splice(0)) work();
    },
    close: async () => undefined,
  };
}
