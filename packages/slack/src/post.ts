import { createDeadline, type DeliveryOutcome, type Stopped } from '@localert/core';
import type { AnswerHeaders } from './answers.ts';
import { AddressRefusedError, ConnectionLostError, RequestNotSentError } from './request-errors.ts';

/** The part of `fetch` that the transports call. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** One POST, of JSON unless it says otherwise. */
export interface PostRequest {
  readonly url: string;
  readonly body: string;
  /** Default `application/json; charset=utf-8`. */
  readonly contentType?: string | undefined;
  /** Most bytes read of the answer. Default {@link MAX_ANSWER_BYTES}. */
  readonly maxBytes?: number | undefined;
  readonly authorization?: string | undefined;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly fetch: Fetch;
}

/** An answer, or what became of the attempt without one. */
export type PostResult =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: AnswerHeaders;
      /** `undefined`: the body broke off, or took too long. */
      readonly body: string | undefined;
    }
  | { readonly kind: 'failed'; readonly outcome: DeliveryOutcome };

/** Most bytes read of an answer: Slack's fit in a fraction of it. */
export const MAX_ANSWER_BYTES = 65_536;

/** The system's and undici's codes for a request that never left: no address, no connection, no trusted certificate. */
const NOT_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_[A-Z]+|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EACCES|EMFILE|ENFILE|UND_ERR_CONNECT_TIMEOUT|EPROTO|ERR_TLS_[A-Z_]+|ERR_SSL_[A-Z_0-9]+|CERT_[A-Z_]+|(?:DEPTH_ZERO_)?SELF_SIGNED_CERT[A-Z_]*|UNABLE_TO_[A-Z_]+)$/;

/** Deepest chain of causes that is followed. */
const MAX_CAUSES = 5;

/** The code of the fault if it proves that nothing was sent. fetch hides it in a chain of causes. */
function notSentCode(error: unknown, depth = 0): string | undefined {
  if (typeof error !== 'object' || error === null || depth > MAX_CAUSES) return undefined;
  const { code, syscall, cause, errors } = error as {
    code?: unknown;
    syscall?: unknown;
    cause?: unknown;
    errors?: unknown;
  };
  if (
    typeof code === 'string' &&
    (NOT_SENT.test(code) || syscall === 'connect' || syscall === 'getaddrinfo')
  ) {
    return code.toLowerCase();
  }
  const inner: readonly unknown[] = Array.isArray(errors) ? [...errors.slice(0, 1), cause] : [cause];
  for (const one of inner) {
    const found = notSentCode(one, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a fault means. A fetch of ours knows what left; any other is read by its codes. */
function outcomeOf(error: unknown, stopped: Stopped | undefined): DeliveryOutcome {
  // Trying again would not make the address another one.
  if (AddressRefusedError.is(error)) return { kind: 'stop', code: 'address-refused' };
  if (RequestNotSentError.is(error)) return { kind: 'retry', code: stopped ?? error.details.reason };
  const isOpen = stopped === undefined && !ConnectionLostError.is(error);
  const code = isOpen ? notSentCode(error) : undefined;
  if (code !== undefined) return { kind: 'retry', code };
  return { kind: 'unknown', code: stopped ?? 'connection-lost' };
}

/** Reads at most so many bytes; the rest is not waited for. */
async function readBody(response: Response, maxBytes: number): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    while (bytes < maxBytes) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      text += decoder.decode(value.subarray(0, maxBytes - bytes), { stream: true });
      bytes += value.byteLength;
    }
  } catch {
    return undefined;
  }
  // The answer is known by now: whether the other side minds being hung up on does not matter.
  reader.cancel().catch(() => undefined);
  return text;
}

/**
 * Posts JSON and reads the answer. Never throws: a fault before the request left is `retry`, any later one `unknown`,
 * since the message may have been posted. Redirects are not followed. No outcome names the address or the token.
 */
export async function postJson(request: PostRequest): Promise<PostResult> {
  const { url, body, authorization, timeoutMs, signal, fetch, maxBytes = MAX_ANSWER_BYTES } = request;
  if (signal?.aborted) return { kind: 'failed', outcome: { kind: 'retry', code: 'aborted' } };
  const deadline = createDeadline(timeoutMs, signal);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': request.contentType ?? 'application/json; charset=utf-8',
        ...(authorization === undefined ? {} : { authorization }),
      },
      body,
      // `error` would hide the redirect in a fault that looks like a lost connection; `manual` follows none either.
      redirect: 'manual',
      signal: deadline.signal,
    });
    return {
      kind: 'answered',
      status: response.status,
      headers: response.headers,
      body: await readBody(response, maxBytes),
    };
  } catch (error) {
    return { kind: 'failed', outcome: outcomeOf(error, deadline.stopped) };
  } finally {
    deadline.end();
  }
}
