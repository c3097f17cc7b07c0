import type { KekCall } from '@localert/core';
import { refusedBy, unavailable } from './vault-errors.ts';
import type { Json } from './vault-json.ts';
import type { VaultSettings } from './vault-options.ts';
import { attempt, type VaultAttempt, type VaultRequest } from './vault-request.ts';

/** How long and how often one call may try. */
export interface VaultPatience {
  /** Epoch milliseconds. */
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
  readonly attempts: number;
}

/** An answer that stands: 200 to 299, or a refusal. */
export interface VaultAnswer {
  readonly status: number;
  readonly body: Json;
}

const ATTEMPTS = 5;
const BASE_WAIT_MS = 100;

/** The patience of one call that begins now. */
export const patienceOf = (
  { clock, deadlineMs }: VaultSettings,
  call?: KekCall,
  attempts = ATTEMPTS,
): VaultPatience => ({ until: clock.now() + deadlineMs, signal: call?.signal, attempts });

export function assertGoing({ signal }: VaultPatience): void {
  if (signal?.aborted) throw unavailable('aborted');
}

/** Waits for something that several calls share, no longer than this call may last, and until it is called off. */
export async function orOver<Value>(
  shared: Promise<Value>,
  { clock }: Pick<VaultSettings, 'clock'>,
  { signal, until }: VaultPatience,
): Promise<Value> {
  const done = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    const onAbort = () => reject(unavailable('aborted'));
    signal?.addEventListener('abort', onAbort, { signal: done.signal });
    if (signal?.aborted) onAbort();
    timer = setTimeout(() => reject(unavailable('timeout')), until - clock.now());
  });
  try {
    return await Promise.race([shared, over]);
  } finally {
    clearTimeout(timer);
    done.abort();
  }
}

/** An answer that stands, or a fault: its code, and whether the same may do better. */
type Verdict = { readonly answer: VaultAnswer } | { readonly reason: string; readonly again: boolean };

function verdictOn(done: VaultAttempt): Verdict {
  if (done.kind === 'failed') return { reason: done.reason, again: done.reason !== 'aborted' };
  const { status } = done;
  // Somebody has to unseal it: repeating the call would only hold up the caller.
  if (status === 503) return { reason: 'sealed', again: false };
  if (status === 429) return { reason: 'rate_limited', again: true };
  if (status === 412 || status >= 500) return { reason: `http_${status}`, again: true };
  if (status >= 300 && status < 400) return { reason: 'redirected', again: false };
  return { answer: done };
}

/** Twice as long each time, and by chance down to half of that: those who failed together do not come back together. */
const waitMs = (count: number): number => BASE_WAIT_MS * 2 ** (count - 1) * (1 - Math.random() / 2);

/**
 * Sends a request until there is an answer that stands: 412, 429, 5xx and lost connections are repeated with growing
 * waits, until the patience ends. Every request of this package may be repeated without harm.
 *
 * @throws LOCALERT_KEY_UNAVAILABLE
 */
export async function sendPatiently(
  settings: VaultSettings,
  request: VaultRequest,
  patience: VaultPatience,
): Promise<VaultAnswer> {
  for (let count = 1; ; count += 1) {
    assertGoing(patience);
    const left = patience.until - settings.clock.now();
    if (left <= 0) throw unavailable('timeout');
    const done = await attempt(settings, request, Math.min(settings.timeoutMs, left), patience.signal);
    const verdict = verdictOn(done);
    if ('answer' in verdict) return verdict.answer;
    const wait = Math.max(done.kind === 'answered' ? done.retryAfterMs : 0, waitMs(count));
    const isOver = count >= patience.attempts || settings.clock.now() + wait >= patience.until;
    if (!verdict.again || isOver) {
      throw unavailable(verdict.reason, done.kind === 'failed' ? done.cause : undefined);
    }
    await orOver(settings.sleep(wait), settings, patience);
  }
}

/** The body of an answer of 200 to 299. @throws LOCALERT_KEY_REFUSED */
export function accepted({ operation }: VaultRequest, { status, body }: VaultAnswer): Json {
  if (status >= 200 && status < 300) return body;
  throw refusedBy(operation, status);
}
