import { randomUUID } from 'node:crypto';
import type { ChangeHint, FixtureId, SharedCacheHealth, TenantId } from '@localert/core';
import { type Breaker, createBreaker } from './redis-breaker.ts';
import { createEpoch } from './redis-epoch.ts';
import { quietly } from './redis-events.ts';
import { createFloors } from './redis-floors.ts';
import { redisHealth } from './redis-health.ts';
import { hear } from './redis-hearing.ts';
import { createLink } from './redis-link.ts';
import { hintOf, messageCodec, type RedisMessage } from './redis-messages.ts';
import { type Place, type RedisNames, redisNames } from './redis-names.ts';
import type { RedisSettings } from './redis-options.ts';
import { createReads, type Reads } from './redis-reads.ts';
import { createSealer } from './redis-seal.ts';
import { valueCodec } from './redis-value.ts';
import { createWrites } from './redis-writes.ts';

/** The second level of one store. */
export interface RedisLevel {
  readonly names: RedisNames;
  readonly reads: Reads;
  /** @param revisionOf - of what the write answered; absent where a write makes no revision */
  writeFixture<Result>(
    tenant: TenantId,
    fixture: FixtureId,
    write: () => Promise<Result>,
    revisionOf?: (result: Result) => number,
  ): Promise<Result>;
  /** @param revision - of the settings, once they are written */
  writeTenant<Result>(tenant: TenantId, write: () => Promise<Result>, revision: number): Promise<Result>;
  /** A write after which a tenant's revisions begin anew. */
  purge(tenant: TenantId, write: () => Promise<void>): Promise<void>;
  /** After every row was made anew. */
  turnAll(): Promise<void>;
  /** The store itself told of a change. */
  hear(hint: ChangeHint): void;
  /** Asks for what each read asks first. */
  health(): Promise<SharedCacheHealth>;
  end(): void;
}

/** What a client says when it may speak to another server than before, or to one that lost something. */
const DOUBTFUL = ['ready', '+node', '-node'] as const;

/** @param tellListeners - is told what changed, here or elsewhere */
export function redisLevel(settings: RedisSettings, tellListeners: (hint: ChangeHint) => void): RedisLevel {
  const { client, subscriber, clock, ttlMs, writeMs, beatMs, openMs, failures, commandTimeoutMs } = settings;
  const self = randomUUID();
  const tell = quietly(settings.onEvent);
  const names = redisNames(settings.prefix);
  const sealer = createSealer(settings.keys, settings.current);
  const messages = messageCodec(sealer, names, self, clock);
  const floors = createFloors(clock, ttlMs + writeMs);
  const values = valueCodec(sealer, floors, clock);
  const breaker: Breaker = createBreaker({
    failures,
    openMs,
    probe: () => writes.resync(),
    onState: (state) => tell({ type: 'breaker', state }),
  });
  const onDoubt = () => writes.doubt();
  const link = createLink({ client, commandTimeoutMs, breaker, tell, onDoubt });
  const epoch = createEpoch(link, names.epoch, clock);
  const reads = createReads({ link, epoch, values, floors, settings, tell });
  const onUntold = () => breaker.trip();
  const writes = createWrites({ link, epoch, names, messages, settings, tell, onUntold });

  /** What a change means for this process. */
  function take(message: RedisMessage): void {
    switch (message.kind) {
      case 'fixture':
      case 'tenant': {
        const { tenant, revision } = message;
        const place = message.kind === 'fixture' ? names.fixture(tenant, message.id) : names.tenant(tenant);
        if (revision === undefined) floors.distrust(place);
        else floors.raise(place, revision);
        reads.drop(place);
        break;
      }
      case 'purged':
        floors.forget(names.tenant(message.tenant));
        reads.dropAll();
        break;
      case 'all':
        epoch.forget();
        reads.dropAll();
        break;
    }
    tellListeners(hintOf(message));
  }

  function missed(): void {
    tell({ type: 'missed' });
    take({ kind: 'all' });
  }

  function onMessage(bytes: Buffer): void {
    const received = messages.read(bytes);
    if (typeof received === 'string') tell({ type: 'dropped', reason: received });
    else if (received.from !== self) take(received.message);
  }

  const beatChannel = `${names.channel}:${self}`;
  const stopHearing =
    subscriber &&
    hear({
      ...{ subscriber, channel: names.channel, beatChannel, beatMs, onMessage, onMissed: missed },
      beat: () => void link.ask('beat', 'PUBLISH', [beatChannel, '1']),
      canBeat: () => link.usable,
    });

  const doubt = (): void => {
    writes.doubt();
    breaker.suspect();
  };
  for (const event of DOUBTFUL) client.on(event, doubt);

  /** A write of one thing, and what it means here, before anybody else is told. */
  const write = <Result>(
    place: Place,
    work: () => Promise<Result>,
    messageOf: (result: Result | undefined) => RedisMessage,
  ): Promise<Result> =>
    writes.around(place, work, (result) => {
      const message = messageOf(result);
      take(message);
      return message;
    });

  return {
    names,
    reads,

    writeFixture: (tenant, id, work, revisionOf) =>
      write(names.fixture(tenant, id), work, (result) => ({
        ...{ kind: 'fixture', tenant, id },
        ...(result !== undefined && revisionOf && { revision: revisionOf(result) }),
      })),

    writeTenant: (tenant, work, revision) => {
      let done = false;
      const noted = async () => {
        const result = await work();
        done = true;
        return result;
      };
      // Of a write that was refused nobody knows what is there now.
      return write(names.tenant(tenant), noted, () => ({
        kind: 'tenant',
        tenant,
        ...(done && { revision }),
      }));
    },

    async purge(tenant, work) {
      await writes.aroundPurge(names.tenant(tenant), async () => {
        try {
          await work();
        } finally {
          take({ kind: 'purged', tenant });
        }
      });
    },

    async turnAll() {
      take({ kind: 'all' });
      await writes.turnEpoch();
    },

    hear(hint) {
      if (hint.kind === 'fixture') {
        const place = names.fixture(hint.tenant, hint.fixture);
        floors.distrust(place);
        reads.drop(place);
        return;
      }
      // Which of them changed is not told. Where hints were missed, those who wrote told Redis themselves.
      if (hint.kind === 'tenant') floors.distrustTenant(names.tenant(hint.tenant));
      reads.dropAll();
    },

    health: () => redisHealth(client, names.epoch, commandTimeoutMs),

    end() {
      stopHearing?.();
      for (const event of DOUBTFUL) client.off(event, doubt);
      breaker.end();
    },
  };
}
