import { createDeadline, type Secret, type Stopped } from '@localert/core';
import { isJson, type Json } from './vault-json.ts';
import type { VaultSettings } from './vault-options.ts';

/** One request of Vault's HTTP API. */
export interface VaultRequest {
  /** For errors, for example `rewrap`. */
  readonly operation: string;
  readonly method: 'GET' | 'POST';
  /** Behind `/v1/`. */
  readonly path: string;
  readonly body?: Json | undefined;
  readonly token?: Secret | undefined;
}

/** What one attempt came to. */
export type VaultAttempt =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Json; readonly retryAfterMs: number }
  | {
      readonly kind: 'failed';
      readonly reason: Stopped | 'unreachable';
      readonly cause: unknown;
    };

/** Most bytes read of an answer; a batch of a hundred keys takes some 20 KB. */
const MAX_ANSWER_BYTES = 1_048_576;
/** A longer wait asked for by Retry-After is not believed. */
const MAX_RETRY_AFTER_SECONDS = 60;

async function readText(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (!reader) return '';
  const decoder = new TextDecoder();
  let text = '';
  for (let bytes = 0; bytes <= MAX_ANSWER_BYTES; ) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    text += decoder.decode(value, { stream: true });
  }
  reader.cancel().catch(() => undefined);
  return '';
}

/** An answer without a body, or with another than JSON, is an empty object. */
function parsed(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : {};
  } catch {
    return {};
  }
}

function retryAfterMs(header: string | null): number {
  const seconds = /^\d{1,6}$/.test(header ?? '') ? Number(header) : 0;
  return Math.min(seconds, MAX_RETRY_AFTER_SECONDS) * 1_000;
}

function headersOf({ namespace }: VaultSettings, { body, token }: VaultRequest): Record<string, string> {
  return {
    // An agent between may ask for it, against requests that a browser was led to make.
    'x-vault-request': 'true',
    ...(token ? { 'x-vault-token': token.reveal() } : {}),
    ...(namespace ? { 'x-vault-namespace': namespace } : {}),
    ...(body ? { 'content-type': 'application/json' } : {}),
  };
}

/**
 * Sends one request once, and never throws. A redirect is an answer like any other: the token is not carried to an
 * address that nobody wrote down.
 */
export async function attempt(
  settings: VaultSettings,
  request: VaultRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<VaultAttempt> {
  const deadline = createDeadline(timeoutMs, signal);
  try {
    const response = await settings.fetch(`${settings.base}/v1/${request.path}`, {
      method: request.method,
      headers: headersOf(settings, request),
      redirect: 'manual',
      signal: deadline.signal,
      ...(request.body ? { body: JSON.stringify(request.body) } : {}),
    });
    return {
      kind: 'answered',
      status: response.status,
      body: parsed(await readText(response)),
      retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
    };
  } catch (cause) {
    return { kind: 'failed', reason: deadline.stopped ?? 'unreachable', cause };
  } finally {
    deadline.end();
  }
}
