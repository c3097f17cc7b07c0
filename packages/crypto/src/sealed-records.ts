import {
  RECORDS_SPEC,
  type RecordKind,
  type Records,
  type Scope,
  type StoredRecord,
  type TenantId,
} from '@localert/core';
import { actorOf } from './actor-of.ts';
import type { SealContext } from './associated-data.ts';
import type { Encryption } from './encryption.ts';
import { hmacSha256 } from './hkdf.ts';
import { bytesOf, codec } from './platform.ts';
import { opening, sealText, textOpener } from './sealed-text.ts';

/** Kinds whose bodies are texts of a tenant. The others hold what is sealed or wrapped already, or hashes. */
const TEXTS: ReadonlySet<RecordKind> = new Set(['memory', 'house-style', 'incident', 'incident-alert']);

/** The name of the tenant key under which the ids of such records are hashed: they may be made of texts. */
const IDS_KEY = 'record-ids';

const BEGIN = '{"localert-sealed":"';
const END = '"}';

/** What is sealed of a record. */
interface Content {
  readonly id: string;
  readonly body: string;
}

const contextOf = (tenant: TenantId, { kind, id, version }: StoredRecord): SealContext => ({
  ...{ tenant, fixture: '', revision: version },
  field: `record/${kind}/${id}`,
  locale: '',
});

/**
 * Records whose texts are sealed: units of the translation memory, how a tenant writes, and
 * what was sent under a key. Their ids are hashed under a key
 * of the tenant, so that a list of them tells nothing either. A list of such a kind is in the order of the hashes.
 */
export function sealRecords(inner: Records, { keys, policies, acceptPlain, watch }: Encryption): Records {
  const isSealed = async (tenant: TenantId, kind: RecordKind): Promise<boolean> =>
    TEXTS.has(kind) && (await policies.of(tenant)).level !== 'off';

  async function hashed(tenant: TenantId, kind: RecordKind, id: string): Promise<string> {
    const key = await keys.tenantKeys.key(tenant, IDS_KEY);
    return codec.write(hmacSha256(key, bytesOf(JSON.stringify([kind, id]))));
  }

  /** A record as it was handed in; `undefined` for a plain one where none may be. */
  async function opened(
    actor: string,
    tenant: TenantId,
    record: StoredRecord,
  ): Promise<StoredRecord | undefined> {
    const { kind, body } = record;
    if (!body.startsWith(BEGIN)) return acceptPlain ? record : undefined;
    const what = { tenant, actor, action: 'record:read', kind: 'record', id: kind } as const;
    return watch(what, () =>
      opening(`record of "${kind}"`, async () => {
        const sealed = body.slice(BEGIN.length, -END.length);
        const open = await textOpener(keys, tenant, [sealed]);
        const content = JSON.parse(open(sealed, contextOf(tenant, record))) as Content;
        return { ...record, ...content };
      }),
    );
  }

  /** Whether a write follows a record that was kept before anything was sealed. */
  async function plainBefore(
    scope: Scope,
    tenant: TenantId,
    { kind, id, version }: StoredRecord,
    hash: string,
  ): Promise<boolean> {
    if ((await inner.get(scope, tenant, kind, hash)) !== undefined) return false;
    return (await inner.get(scope, tenant, kind, id))?.version === version - 1;
  }

  return {
    spec: RECORDS_SPEC,

    async get(scope, tenant, kind, id) {
      if (!(await isSealed(tenant, kind))) return inner.get(scope, tenant, kind, id);
      const at = await hashed(tenant, kind, id);
      const found = (await inner.get(scope, tenant, kind, at)) ?? (await inner.get(scope, tenant, kind, id));
      return found && opened(actorOf(scope), tenant, found);
    },

    async list(scope, tenant, kind, page) {
      const { items, ...rest } = await inner.list(scope, tenant, kind, page);
      if (!(await isSealed(tenant, kind))) return { items, ...rest };
      const records = await Promise.all(items.map((record) => opened(actorOf(scope), tenant, record)));
      return { items: records.filter((record) => record !== undefined), ...rest };
    },

    async put(scope, tenant, record) {
      const { kind, id, body } = record;
      if (!(await isSealed(tenant, kind))) return inner.put(scope, tenant, record);
      const hash = await hashed(tenant, kind, id);
      const plain = record.version > 1 ? await plainBefore(scope, tenant, record, hash) : false;
      // What lay there in the clear begins anew under its hash.
      const at = { ...record, id: hash, version: plain ? 1 : record.version };
      const content: Content = { id, body };
      const sealed = sealText(await keys.current(tenant), contextOf(tenant, at), JSON.stringify(content));
      const written = await inner.put(scope, tenant, { ...at, body: `${BEGIN}${sealed}${END}` });
      if (written && plain) await inner.delete(scope, tenant, kind, id);
      return written;
    },

    async delete(scope, tenant, kind, id) {
      const wasPlain = await inner.delete(scope, tenant, kind, id);
      if (!(await isSealed(tenant, kind))) return wasPlain;
      return (await inner.delete(scope, tenant, kind, await hashed(tenant, kind, id))) || wasPlain;
    },
  };
}
