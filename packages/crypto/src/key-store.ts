import {
  type Clock,
  DecryptFailedError,
  isLocalertError,
  type KekProvider,
  type KeyContext,
  KeyDestroyedError,
  KeyUnavailableError,
  type Records,
  type TenantId,
} from '@localert/core';
import type { LoadedKey } from './key-cache.ts';
import {
  COUNTER,
  KEYRING_SCOPE,
  type KeyBody,
  type KeyScope,
  keyBodyOf,
  keyRecordId,
  nextDekId,
  numberIn,
  pointerId,
  untilDone,
} from './key-records.ts';

/** What wrapped keys are made and kept with. */
export interface KeyStoreParts {
  readonly kek: KekProvider;
  readonly records: Records;
  readonly clock: Clock;
}

/** The current key of a scope, as it is stored: the number, and the version of the record that names it. */
export interface Pointer {
  readonly dekId: number;
  readonly version: number;
}

/** Keys of tenants, wrapped, in records. Knows nothing of caches. */
export interface KeyStore {
  /** @throws LOCALERT_KEY_DESTROYED, LOCALERT_DECRYPT_FAILED for a number that was never given out */
  dataKey(tenant: TenantId, dekId: number): Promise<LoadedKey>;
  /** What names the scope's current key; `undefined` when it has none. */
  current(tenant: TenantId, scope: KeyScope): Promise<Pointer | undefined>;
  /**
   * Makes a data key and has it be the current one of its scope, in place of `replaces` (`undefined`: of none). Answers
   * `undefined` when another process came first: its key is the current one then, and this one is gone.
   */
  makeCurrent(
    tenant: TenantId,
    scope: KeyScope,
    replaces: Pointer | undefined,
  ): Promise<LoadedKey | undefined>;
  /** A key by name; made when there is none. */
  named(tenant: TenantId, name: string): Promise<LoadedKey>;
}

/** What a foreign provider throws says nothing to a caller: it becomes an error worth a retry. */
export async function askKek<Answer>(kek: KekProvider, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (cause) {
    if (isLocalertError(cause)) throw cause;
    throw new KeyUnavailableError({ provider: kek.name, reason: 'failed' }, { cause });
  }
}

export const dekContext = (tenant: TenantId, dekId: number): KeyContext => ({
  tenant,
  purpose: `dek/${dekId}`,
});
export const nameContext = (tenant: TenantId, name: string): KeyContext => ({
  tenant,
  purpose: `tenant-key/${name}`,
});

/** Most often nobody changed the store: the process was started with another key under the same name. */
const OTHER_KEK =
  'its data key does not open. Hand in the key-encryption key that wrapped it, or restore that record from a backup';

/** Either the number was changed, or the keys are not those of this store. */
const NO_KEY =
  'it names a data key that was never made. Look whether these are the records with the keys of this store';

export function keyStore({ kek, records, clock }: KeyStoreParts): KeyStore {
  async function unwrap(context: KeyContext, body: KeyBody): Promise<Uint8Array> {
    try {
      return await askKek(kek, () => kek.unwrap(context, body));
    } catch (cause) {
      if (!DecryptFailedError.is(cause)) throw cause;
      throw new DecryptFailedError({ what: 'wrapped key', hint: OTHER_KEK }, { cause });
    }
  }

  /** Makes a key and keeps it wrapped; `undefined` when the record is there by now. */
  async function make(
    tenant: TenantId,
    kind: 'dek' | 'tenant-key',
    id: string,
    context: KeyContext,
    scope: KeyScope,
  ): Promise<Uint8Array | undefined> {
    const made = await askKek(kek, () => kek.generateDek(context));
    const { wrapped } = made;
    const body: KeyBody = {
      wrapped,
      kek: made.kek,
      at: clock.now(),
      ...(scope !== undefined && { fixture: scope }),
    };
    const record = { kind, id, version: 1, body: JSON.stringify(body) };
    if (await records.put(KEYRING_SCOPE, tenant, record)) return made.key;
    made.key.fill(0);
    return undefined;
  }

  return {
    async dataKey(tenant, dekId) {
      const record = await records.get(KEYRING_SCOPE, tenant, 'dek', keyRecordId(dekId));
      if (record !== undefined)
        return { bytes: await unwrap(dekContext(tenant, dekId), keyBodyOf(record)), dekId };
      const counter = await records.get(KEYRING_SCOPE, tenant, 'dek', COUNTER);
      // A number that was given out had a key once.
      if (counter !== undefined && dekId >= 1 && dekId <= numberIn(counter))
        throw new KeyDestroyedError({ tenant });
      throw new DecryptFailedError({ what: 'envelope', hint: NO_KEY });
    },

    async current(tenant, scope) {
      const record = await records.get(KEYRING_SCOPE, tenant, 'dek', pointerId(scope));
      return record && { dekId: numberIn(record), version: record.version };
    },

    async makeCurrent(tenant, scope, replaces) {
      const { dekId, key } = await untilDone(async () => {
        const next = await nextDekId(records, tenant);
        const made = await make(tenant, 'dek', keyRecordId(next), dekContext(tenant, next), scope);
        return made && { dekId: next, key: made };
      });
      const version = (replaces?.version ?? 0) + 1;
      const body = JSON.stringify({ dekId });
      const record = { kind: 'dek', id: pointerId(scope), version, body } as const;
      if (await records.put(KEYRING_SCOPE, tenant, record)) return { bytes: key, dekId };
      key.fill(0);
      // Nothing was sealed with it: it leaves no trace but its number.
      await records.delete(KEYRING_SCOPE, tenant, 'dek', keyRecordId(dekId));
      return undefined;
    },

    named: (tenant, name) =>
      untilDone(async () => {
        const context = nameContext(tenant, name);
        const record = await records.get(KEYRING_SCOPE, tenant, 'tenant-key', name);
        if (record !== undefined) return { bytes: await unwrap(context, keyBodyOf(record)), dekId: 0 };
        const made = await make(tenant, 'tenant-key', name, context, undefined);
        return made && { bytes: made, dekId: 0 };
      }),
  };
}
