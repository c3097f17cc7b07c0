import { type Agent, type IncomingMessage, request } from 'node:http';
import { isLocalertError } from '@localert/core';
import { ConnectionLostError, RequestNotSentError } from '../request-errors.ts';
import type { Target } from './allowed-hosts.ts';

/** One request, in parts that were checked. */
export interface Exchange {
  readonly target: Target;
  readonly agent: Agent;
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array | undefined;
  readonly signal: AbortSignal;
  readonly maxAnswerBytes: number;
}

/** More of an answer's head than Node would take by default is no answer of Slack's. */
const MAX_HEAD_BYTES = 16_384;

/** Headers that are this side's to set: they say where the request ends and which host it is for. */
const OWN_HEADERS = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

function headersOf({ headers, body, target }: Exchange): Record<string, string> {
  const sent = new Headers(headers);
  for (const name of OWN_HEADERS) sent.delete(name);
  if (!sent.has('accept-encoding')) sent.set('accept-encoding', 'identity');
  return {
    ...Object.fromEntries(sent),
    host: target.authority,
    ...(body === undefined ? {} : { 'content-length': String(body.byteLength) }),
  };
}

/** At most `limit` bytes of a body. The rest is not waited for: the connection is given up. */
async function readBytes(answer: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer) {
    const part = chunk as Uint8Array;
    chunks.push(part.subarray(0, limit - size));
    size += part.byteLength;
    // Leaving the loop early destroys the answer, and its connection with it.
    if (size > limit) break;
  }
  return Buffer.concat(chunks);
}

/** A body that breaks off, for an answer whose head had come. */
const broken = (): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => controller.error(new ConnectionLostError({ reason: 'answer-broken' })),
  });

/** A body as `Response` takes it. */
type Answered = ConstructorParameters<typeof Response>[0];

/** Statuses that have no body (Fetch standard, "null body status"). */
const BODILESS = new Set([204, 205, 304]);

async function responseOf(answer: IncomingMessage, limit: number): Promise<Response> {
  const { statusCode: status = 0, rawHeaders } = answer;
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
  }
  const body = await readBytes(answer, limit).catch(broken);
  return new Response(BODILESS.has(status) ? null : (body as Answered), { status, headers });
}

/**
 * Sends one request and reads its answer. Redirects are answers.
 *
 * @throws LOCALERT_ADDRESS_REFUSED, LOCALERT_REQUEST_NOT_SENT: nothing had left
 * @throws LOCALERT_CONNECTION_LOST: something had
 */
export function exchange(what: Exchange): Promise<Response> {
  const { target, agent, method, body, signal, maxAnswerBytes } = what;
  return new Promise((resolve, reject) => {
    let stage: 'connecting' | 'sending' | 'answering' = 'connecting';
    const asking = request({
      agent,
      protocol: target.secure ? 'https:' : 'http:',
      host: target.host,
      port: target.port,
      path: target.path,
      method,
      headers: headersOf(what),
      maxHeaderSize: MAX_HEAD_BYTES,
      signal,
    });
    const fail = (error?: unknown) => {
      // From here on the body says how it ends.
      if (stage === 'answering') return;
      if (stage === 'sending') {
        reject(new ConnectionLostError({ reason: signal.aborted ? 'stopped' : 'connection-lost' }));
      } else if (isLocalertError(error)) reject(error);
      else reject(new RequestNotSentError({ reason: signal.aborted ? 'stopped' : 'not-connected' }));
    };
    // Node says that a request was given up only when its connection has come.
    const onAbort = () => fail();
    signal.addEventListener('abort', onAbort, { once: true });
    // The agent hands over connections that are ready, so that before this moment nothing can have left.
    asking.once('socket', () => {
      stage = 'sending';
    });
    asking.once('response', (answer) => {
      stage = 'answering';
      responseOf(answer, maxAnswerBytes).then(resolve, () =>
        reject(new ConnectionLostError({ reason: 'answer-unreadable' })),
      );
    });
    asking.on('error', fail);
    // A switch of protocols ends without a fault and without an answer.
    asking.once('close', () => {
      signal.removeEventListener('abort', onAbort);
      fail();
    });
    asking.end(body);
  });
}
