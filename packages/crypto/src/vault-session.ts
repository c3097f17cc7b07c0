import { KeyUnavailableError, type Secret, secret } from '@localert/core';
import { unavailable } from './vault-errors.ts';
import { type Json, numberAt, objectAt, textAt } from './vault-json.ts';
import type { VaultSettings } from './vault-options.ts';
import type { VaultRequest } from './vault-request.ts';
import {
  accepted,
  assertGoing,
  orOver,
  patienceOf,
  sendPatiently,
  type VaultPatience,
} from './vault-retry.ts';

/** Keeps a token that is good. */
export interface VaultSession {
  /** The token of now: logged in, and renewed when two thirds of its lease are over. */
  token(patience: VaultPatience): Promise<Secret>;
  /** Another token in place of one that was refused; `undefined` when there is no way to get one. */
  replace(refused: Secret, patience: VaultPatience): Promise<Secret | undefined>;
}

interface Lease {
  readonly token: Secret;
  /** Epoch milliseconds; `Infinity` for a token that does not end. */
  readonly endsAt: number;
  readonly renewAt: number;
  readonly renewable: boolean;
}

/** How soon a renewal that had no answer is tried again. */
const RENEW_AGAIN_MS = 5_000;

/** Keeps the token of the host, or logs in by AppRole. */
export function vaultSession(settings: VaultSettings): VaultSession {
  const { auth, clock } = settings;
  let lease: Lease | undefined;
  let pending: Promise<Lease> | undefined;

  const send = (request: VaultRequest) => sendPatiently(settings, request, patienceOf(settings));

  function leaseOf(token: Secret, seconds: number, renewable: boolean): Lease {
    const now = clock.now();
    // A lease of 0 is how Vault writes a token that does not end.
    if (seconds <= 0) return { token, endsAt: Number.POSITIVE_INFINITY, renewAt: Infinity, renewable: false };
    return { token, endsAt: now + seconds * 1_000, renewAt: now + seconds * 667, renewable };
  }

  const leaseOfAuth = (body: Json, fallback?: Secret): Lease => {
    const given = objectAt(body, 'auth');
    const text = textAt(given, 'client_token');
    const token = text === '' ? fallback : secret(text);
    if (!token) throw unavailable('bad_answer');
    return leaseOf(token, numberAt(given, 'lease_duration'), given['renewable'] === true);
  };

  async function logIn(roleId: string, secretId: Secret): Promise<Lease> {
    const request: VaultRequest = {
      operation: 'log-in',
      method: 'POST',
      path: `auth/${settings.approle}/login`,
      body: { role_id: roleId, secret_id: secretId.reveal() },
    };
    return leaseOfAuth(accepted(request, await send(request)));
  }

  /** How long the host's token lives. A policy may forbid to ask; then it is used as it is. */
  async function lookUp(token: Secret): Promise<Lease> {
    const path = 'auth/token/lookup-self';
    const { status, body } = await send({ operation: 'look-up', method: 'GET', path, token });
    const data = status === 200 ? objectAt(body, 'data') : {};
    return leaseOf(token, numberAt(data, 'ttl'), data['renewable'] === true);
  }

  const begin = (): Promise<Lease> =>
    'token' in auth ? lookUp(auth.token) : logIn(auth.roleId, auth.secretId);

  /** What takes the place of a lease that can no longer be renewed. */
  const beginAgain = async (held: Lease): Promise<Lease> =>
    'token' in auth ? { ...held, renewAt: Number.POSITIVE_INFINITY } : begin();

  async function renew(held: Lease): Promise<Lease> {
    if (!held.renewable) return beginAgain(held);
    const path = 'auth/token/renew-self';
    const { status, body } = await send({
      operation: 'renew',
      method: 'POST',
      path,
      body: {},
      token: held.token,
    });
    return status === 200 ? leaseOfAuth(body, held.token) : beginAgain(held);
  }

  /** A renewal without an answer leaves the token as it is, as long as it lives. */
  async function renewOrKeep(held: Lease): Promise<Lease> {
    try {
      return await renew(held);
    } catch (error) {
      const now = clock.now();
      if (!KeyUnavailableError.is(error) || now >= held.endsAt) throw error;
      return { ...held, renewAt: now + RENEW_AGAIN_MS };
    }
  }

  /** Whoever asks meanwhile waits for the same answer. */
  function shared(work: () => Promise<Lease>): Promise<Lease> {
    pending ??= work()
      .then((next) => {
        lease = next;
        return next;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  }

  const current = (): Promise<Lease> => {
    const held = lease;
    if (!held) return shared(begin);
    return clock.now() < held.renewAt ? Promise.resolve(held) : shared(() => renewOrKeep(held));
  };

  return {
    async token(patience) {
      assertGoing(patience);
      return (await orOver(current(), settings, patience)).token;
    },
    async replace(refused, patience) {
      if ('token' in auth) return undefined;
      const isStale = lease?.token === refused;
      return (await orOver(isStale ? shared(begin) : current(), settings, patience)).token;
    },
  };
}
