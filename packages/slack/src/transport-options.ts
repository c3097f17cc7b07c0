import { type AttemptOptions, InvalidInputError, type TenantScope } from '@localert/core';
import { type AcknowledgeValues, awaitsReference, withReference } from './acknowledge-button.ts';
import { ask, unanswered } from './ask.ts';
import type { Fetch } from './post.ts';

/** What every transport over HTTP can be told. */
export interface HttpOptions {
  /** Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Longest wait for an answer; default 10,000 ms. */
  readonly timeoutMs?: number | undefined;
  /** Where Slack processes the messages, for tenants that are pinned to a region. */
  readonly region?: string | undefined;
  /** Epoch milliseconds; default: the host's clock. Read for a Retry-After that is a date. */
  readonly now?: (() => number) | undefined;
  /**
   * Makes the references of acknowledgement buttons: `createAcknowledgements` of `@localert/slack/interactive`. Without it
   * such a button refers to nothing.
   */
  readonly acknowledge?: AcknowledgeValues | undefined;
}

/** Longest time-out that a timer of the platform can hold. */
const MAX_TIMEOUT_MS = 2_147_483_647;

/** Options with their defaults. @throws LOCALERT_INVALID_INPUT for a time-out that is no positive number */
export function httpOptions(options: HttpOptions) {
  const { timeoutMs = 10_000, now = Date.now, region } = options;
  if (!Number.isFinite(timeoutMs) || timeoutMs <= 0 || timeoutMs > MAX_TIMEOUT_MS) {
    const message = `milliseconds, more than 0 and at most ${MAX_TIMEOUT_MS}`;
    throw new InvalidInputError({ what: 'Slack transport', issues: [{ path: 'timeoutMs', message }] });
  }
  // Looked up at each call, so that a host can still instrument the global.
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  return { timeoutMs, now, fetch, ...(region === undefined ? {} : { region }) };
}

/** The payload with the references of its acknowledgement buttons, or why there are none now. */
export async function referringPayload(
  { acknowledge, timeoutMs = 10_000 }: HttpOptions,
  scope: TenantScope,
  { id, payload }: { readonly id: string; readonly payload: string },
  { signal }: AttemptOptions = {},
) {
  if (acknowledge === undefined || !awaitsReference(payload)) return { kind: 'payload' as const, payload };
  const asked = await ask(() => acknowledge.valueFor(scope, id), timeoutMs, signal);
  if (asked.kind !== 'answer')
    return { kind: 'failed' as const, outcome: unanswered(asked.kind, 'acknowledge-unavailable') };
  return { kind: 'payload' as const, payload: withReference(payload, asked.value) };
}
