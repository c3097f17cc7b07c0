import { isLocalertError, TranslationInvalidError, TranslatorUnavailableError } from '@localert/core';
import type { HttpSettings } from './endpoint.ts';
import { retryAfterOf, statusError } from './http-errors.ts';

/** Most bytes read of an answer. */
const MAX_BYTES = 8_388_608;

/** One request. */
export interface HttpCall {
  /** Begins with a slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as JSON; a `URLSearchParams` as a form; absent: GET. */
  readonly body?: object | URLSearchParams | undefined;
  readonly signal: AbortSignal;
  /** The wait that the body of an error names, where a service writes it there. */
  readonly waitOf?: ((body: unknown) => number | undefined) | undefined;
}

async function readText(response: Response): Promise<string | undefined> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_BYTES) {
      reader.cancel().catch(() => undefined);
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Sends a request and reads the JSON of the answer. Redirects are not followed: a key goes where the host said. Nothing of
 * an answer gets into an error.
 *
 * @throws LOCALERT_TRANSLATOR_UNAVAILABLE, LOCALERT_TRANSLATOR_REFUSED, LOCALERT_TRANSLATION_INVALID
 */
export async function askJson(settings: HttpSettings, call: HttpCall): Promise<unknown> {
  const { translator } = settings;
  const isForm = call.body instanceof URLSearchParams;
  const type = isForm ? 'application/x-www-form-urlencoded;charset=UTF-8' : 'application/json';
  try {
    const response = await settings.fetch(`${settings.base}${call.path}`, {
      method: call.body === undefined ? 'GET' : 'POST',
      headers: {
        accept: 'application/json',
        ...(call.body === undefined ? {} : { 'content-type': type }),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: isForm ? String(call.body) : JSON.stringify(call.body) }),
      redirect: 'manual',
      signal: call.signal,
    });
    const body = parsed(await readText(response));
    if (!response.ok) {
      const wait = retryAfterOf(response.headers.get('retry-after'), settings.now()) ?? call.waitOf?.(body);
      throw statusError(translator, response.status, wait);
    }
    if (body === undefined) throw new TranslationInvalidError({ translator, reason: 'it is no JSON' });
    return body;
  } catch (error) {
    if (isLocalertError(error)) throw error;
    throw new TranslatorUnavailableError({ translator }, { cause: error });
  }
}
