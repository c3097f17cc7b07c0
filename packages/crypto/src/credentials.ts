import {
  assertPort,
  assertTenantScope,
  type Clock,
  InvalidInputError,
  isSecret,
  NotFoundError,
  RECORDS_SPEC,
  type Records,
  type Secret,
  type StoredRecord,
  secret,
  type TenantScope,
} from '@localert/core';
import type { SealContext } from './associated-data.ts';
import { untilDone } from './key-records.ts';
import type { Keyring } from './keyring.ts';
import { opening, sealText, textOpener } from './sealed-text.ts';

/** Where credentials are kept. */
export interface CredentialsOptions {
  readonly keys: Keyring;
  readonly records: Records;
  /** Default: the system's time. */
  readonly clock?: Clock | undefined;
}

/** A credential as a list shows it. */
export interface CredentialStatus {
  readonly name: string;
  /** Counts the writes, from 1. */
  readonly version: number;
  /** When it was last written, epoch milliseconds. */
  readonly updatedAt: number;
}

/** Tokens and addresses of tenants, sealed at rest. A tenant scope reaches its own tenant's alone. */
export interface Credentials {
  /** Keeps a credential, in place of one with the same name. @throws LOCALERT_INVALID_INPUT for a name or a value that is none */
  put(scope: TenantScope, name: string, value: Secret): Promise<void>;
  /** @throws LOCALERT_NOT_FOUND, LOCALERT_DECRYPT_FAILED, LOCALERT_KEY_DESTROYED, LOCALERT_KEY_UNAVAILABLE */
  get(scope: TenantScope, name: string): Promise<Secret>;
  /** Names and times, by name; never a value. */
  list(scope: TenantScope): Promise<readonly CredentialStatus[]>;
  /** Removes a credential; answers whether there was one. */
  delete(scope: TenantScope, name: string): Promise<boolean>;
}

/** What a record holds. */
interface Body {
  readonly sealed: string;
  readonly at: number;
}

const KIND = 'credential';
const NAME = /^[a-z0-9][a-z0-9._/-]{0,99}$/;

/** Room for any token or address, far below what a record takes. */
const MAX_LENGTH = 16_384;

const refused = (path: string, message: string) =>
  new InvalidInputError({ what: 'credential', issues: [{ path, message }] });

function assertName(name: string): void {
  if (typeof name !== 'string' || !NAME.test(name)) {
    throw refused('name', '1 to 100 of a-z 0-9 . _ / - with a letter or digit first');
  }
}

/** The version is bound, so that an older credential put back into the store does not open as the newest. */
const contextOf = (tenant: string, name: string, version: number): SealContext => ({
  ...{ tenant, fixture: '', revision: version },
  field: `credential/${name}`,
  locale: '',
});

const bodyOf = (record: StoredRecord): Body => JSON.parse(record.body) as Body;

/**
 * Keeps Slack tokens, webhook addresses and the like in a store's records, sealed under the tenant's data key.
 *
 * @throws LOCALERT_PORT_MISMATCH
 *
 * @example
 * ```ts
 * import { secret, tenantScope } from '@localert/core';
 * import { createKeyring, credentials, localKeys } from '@localert/crypto';
 * import { memoryStore } from '@localert/store-memory';
 *
 * const { records } = memoryStore();
 * const kek = localKeys({ keys: [{ id: 'k1', key: crypto.getRandomValues(new Uint8Array(32)) }], current: 'k1' });
 * const tokens = credentials({ keys: createKeyring({ kek, records }), records });
 * const acme = tenantScope({ tenant: 'acme', actor: 'user:ana' });
 * await tokens.put(acme, 'slack/T0123', secret('a bot token'));
 * (await tokens.get(acme, 'slack/T0123')).reveal(); // 'a bot token'
 * ```
 */
export function credentials({ keys, records, clock = { now: Date.now } }: CredentialsOptions): Credentials {
  assertPort('records', records, RECORDS_SPEC);
  return {
    async put(scope, name, value) {
      assertTenantScope(scope);
      assertName(name);
      if (!isSecret(value)) throw refused('value', 'a Secret, made with secret()');
      const text = value.reveal();
      if (text.length === 0 || text.length > MAX_LENGTH)
        throw refused('value', `1 to ${MAX_LENGTH} characters`);
      const { tenant } = scope;
      await untilDone(async () => {
        const version = ((await records.get(scope, tenant, KIND, name))?.version ?? 0) + 1;
        const sealed = sealText(await keys.current(tenant), contextOf(tenant, name, version), text);
        const body = JSON.stringify({ sealed, at: clock.now() } satisfies Body);
        return (await records.put(scope, tenant, { kind: KIND, id: name, version, body })) || undefined;
      });
    },

    async get(scope, name) {
      assertTenantScope(scope);
      assertName(name);
      const { tenant } = scope;
      const record = await records.get(scope, tenant, KIND, name);
      if (record === undefined) throw new NotFoundError({ kind: 'credential', id: name });
      return opening(`credential "${name}"`, async () => {
        const { sealed } = bodyOf(record);
        const open = await textOpener(keys, tenant, [sealed]);
        return secret(open(sealed, contextOf(tenant, name, record.version)));
      });
    },

    async list(scope) {
      assertTenantScope(scope);
      const found: CredentialStatus[] = [];
      let cursor: string | undefined;
      do {
        const page = await records.list(scope, scope.tenant, KIND, { limit: 1_000, cursor });
        for (const record of page.items) {
          const { at } = await opening(`credential "${record.id}"`, async () => bodyOf(record));
          found.push({ name: record.id, version: record.version, updatedAt: at });
        }
        cursor = page.cursor;
      } while (cursor !== undefined);
      return found;
    },

    async delete(scope, name) {
      assertTenantScope(scope);
      assertName(name);
      return records.delete(scope, scope.tenant, KIND, name);
    },
  };
}
