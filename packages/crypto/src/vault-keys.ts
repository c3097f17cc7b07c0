import {
  DecryptFailedError,
  InvalidInputError,
  KEK_SPEC,
  type KekHealth,
  type KekProvider,
  type KeyContext,
  KeyDestroyedError,
  KeyUnavailableError,
  type RewrapOutcome,
  type WrappedKey,
} from '@localert/core';
import { vaultContext } from './vault-context.ts';
import { KeyRefusedError, unavailable, VAULT } from './vault-errors.ts';
import { type VaultKeysOptions, vaultSettings } from './vault-options.ts';
import { patienceOf, type VaultPatience } from './vault-retry.ts';
import { vaultTransit, versionIn } from './vault-transit.ts';

/** Keys of one request of `rewrap`. */
const BATCH = 100;
const VERSION = /^vault:v([1-9]\d{0,8})$/;
const FAILED = 'LOCALERT_DECRYPT_FAILED';

const numberOf = (kek: string): number => Number(VERSION.exec(kek)?.[1] ?? Number.NaN);

const refused = (message: string) =>
  new InvalidInputError({ what: 'destruction of a Vault version', issues: [{ path: 'kek', message }] });

/** A code for a fault of the health check. */
function reasonOf(fault: unknown): string {
  if (KeyUnavailableError.is(fault)) return fault.details.reason;
  if (KeyRefusedError.is(fault)) return 'refused';
  return InvalidInputError.is(fault) ? 'not_derived' : 'fault';
}

/**
 * A key provider on the Transit engine of HashiCorp Vault or OpenBao: the key-encryption key never leaves it. The key has
 * to be made with `derived=true`; its context is the tenant and the purpose, so that a wrapped data key opens for both of
 * them alone. Set-up, policy and renewal stand in docs/vault.md.
 *
 * Nothing is sent before the first call. A token is renewed by the calls that find two thirds of its lease over; a host
 * that is idle for longer than its lease needs AppRole, or calls `health()` now and then.
 *
 * @throws LOCALERT_INVALID_INPUT for options that are wrong. The methods: LOCALERT_KEY_UNAVAILABLE, LOCALERT_KEY_REFUSED
 * for 403, 404, 405 and other refusals, LOCALERT_INVALID_INPUT for a Transit key that is not derived
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { vaultKeys } from '@localert/crypto';
 *
 * const kek = vaultKeys({
 *   address: 'https://vault.example.com:8200',
 *   key: 'localert',
 *   auth: { roleId: 'b7f9…', secretId: secret(String(process.env['VAULT_SECRET_ID'])) },
 * });
 * console.log(await kek.health());
 * ```
 */
export function vaultKeys(options: VaultKeysOptions): KekProvider {
  const settings = vaultSettings(options);
  const transit = vaultTransit(settings);
  let isChecked = false;

  /** Wrapping with a key that is not derived would bind nothing to its tenant. */
  async function assertDerived(patience: VaultPatience): Promise<void> {
    if (isChecked) return;
    await transit.readKey(patience);
    isChecked = true;
  }

  /** Why Vault refused a ciphertext: its version may be gone. */
  async function refusal({ tenant }: KeyContext, version: number, patience: VaultPatience): Promise<Error> {
    const { latest, minDecryption, minAvailable } = await transit.readKey(patience);
    if (version > latest) return unavailable('unknown_version');
    if (version < minAvailable) return new KeyDestroyedError({ tenant });
    // Locked and still there: whoever may configure the key can unlock it.
    if (version < minDecryption) return unavailable('locked_version');
    return new DecryptFailedError({ what: 'wrapped key' });
  }

  /** What Vault is asked to rewrap; `undefined` for what need not be sent: Vault could only refuse it. */
  function itemOf(context: KeyContext, { wrapped, kek }: WrappedKey) {
    const isWhole = context.tenant.isWellFormed() && context.purpose.isWellFormed();
    if (!isWhole || versionIn(wrapped) !== kek) return undefined;
    return { context: vaultContext(context), ciphertext: wrapped };
  }

  return {
    spec: KEK_SPEC,
    name: VAULT,

    async generateDek(context, call) {
      vaultContext(context);
      const patience = patienceOf(settings, call);
      await assertDerived(patience);
      return transit.dataKey(context, patience);
    },

    async unwrap(context, { wrapped, kek }, call) {
      const patience = patienceOf(settings, call);
      await assertDerived(patience);
      if (versionIn(wrapped) !== kek) throw new DecryptFailedError({ what: 'wrapped key' });
      const key = await transit.decrypt(context, wrapped, patience);
      if (key) return key;
      throw await refusal(context, numberOf(kek), patience);
    },

    async rewrap(keys, call) {
      await assertDerived(patienceOf(settings, call));
      const outcomes: RewrapOutcome[] = keys.map(() => ({ failed: FAILED }));
      const items = keys.flatMap(({ context, wrapped }, at) => {
        const item = itemOf(context, wrapped);
        return item ? [{ at, item }] : [];
      });
      for (let from = 0; from < items.length; from += BATCH) {
        const batch = items.slice(from, from + BATCH);
        const results = await transit.rewrap(
          batch.map(({ item }) => item),
          patienceOf(settings, call),
        );
        batch.forEach(({ at }, index) => {
          outcomes[at] = results[index] ?? { failed: FAILED };
        });
      }
      return outcomes;
    },

    async current(call) {
      const { latest } = await transit.readKey(patienceOf(settings, call));
      return `vault:v${latest}`;
    },

    async destroy(kek, call) {
      const version = numberOf(kek);
      const patience = patienceOf(settings, call);
      const key = await transit.readKey(patience);
      if (!(version < key.latest)) throw refused('a version older than the current one; rotate first');
      if (version < key.minAvailable) return;
      // Vault cuts from the oldest version on: destroying this one would take what is before it along.
      if (version > Math.max(key.minAvailable, 1)) {
        throw refused('the oldest version that is there; destroy those before it first');
      }
      const next = version + 1;
      const decryption = Math.max(next, key.minDecryption);
      await transit.configure({ decryption, encryption: Math.max(decryption, key.minEncryption) }, patience);
      await transit.trim(next, patience);
    },

    async health(call): Promise<KekHealth> {
      try {
        await transit.readKey(patienceOf(settings, call, 1));
        return { ok: true };
      } catch (fault) {
        return { ok: false, reason: reasonOf(fault) };
      }
    },
  } satisfies KekProvider;
}
