import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type FakeFault, type FaultRequest, faultQueue } from './fake-slack-faults.ts';
import {
  type Answer,
  type FakeMessage,
  type Json,
  textAnswer,
  type WorkspaceOptions,
  workspace,
} from './fake-slack-workspace.ts';

export type { FakeFault, FaultRequest } from './fake-slack-faults.ts';
export type { FakeMessage } from './fake-slack-workspace.ts';

/** One request and what became of it. */
export interface FakeRequest extends FaultRequest {
  /** Epoch milliseconds. */
  readonly at: number;
  /** The fault that was played, if one was. */
  readonly fault?: FakeFault['kind'] | undefined;
  readonly accepted: boolean;
  /** Slack's code for the refusal, when the fake itself refused. */
  readonly code?: string | undefined;
}

/** How the fake behaves. */
export interface FakeSlackOptions extends WorkspaceOptions {
  /** Faults from the start, see {@link FakeSlack.on}. */
  readonly faults?: readonly FakeFault[] | undefined;
  /** Milliseconds before each answer. */
  readonly latencyMs?: number | undefined;
}

/** A running fake of Slack's webhooks and of chat.postMessage and chat.update. */
export interface FakeSlack extends AsyncDisposable {
  readonly url: string;
  /** For `baseUrl` of the Web API transport. */
  readonly apiUrl: string;
  /** A webhook's address; default path `T0/B0/hook`. */
  webhookUrl(path?: string): string;
  /** Every request, in order of arrival. */
  readonly log: readonly FakeRequest[];
  /** Every accepted message, in order: the oracle for lost and doubled ones. */
  readonly messages: readonly FakeMessage[];
  /** What a posted message looks like after its updates. */
  current(channel: string, ts: string): Json | undefined;
  /** Adds faults to play. The first that fits a request is played, as many times as it says. */
  on(...faults: readonly FakeFault[]): void;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1_048_576;

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Sends the answer, in the way that the fault orders. */
function play(response: ServerResponse, answer: Answer, fault: FakeFault | undefined, isApi: boolean): void {
  const type = { 'content-type': answer.type };
  const send = (status: number, body: string, headers: Readonly<Record<string, string>> = type) => {
    response.writeHead(status, headers).end(body);
  };
  if (fault === undefined || fault.kind === 'slow') {
    send(answer.status, answer.body);
  } else if (fault.kind === 'rate-limit') {
    const wait = fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
    send(429, isApi ? '{"ok":false,"error":"ratelimited"}' : 'rate_limited', { ...type, ...wait });
  } else if (fault.kind === 'error') {
    const body = isApi ? JSON.stringify({ ok: false, error: fault.code }) : fault.code;
    send(fault.status ?? (isApi ? 200 : 400), body);
  } else if (fault.kind === 'status') {
    send(fault.status, fault.body ?? '', { ...type, ...fault.headers });
  } else if (fault.kind === 'garbage') {
    send(200, '<!doctype html><title>Sign in to the network</title>', { 'content-type': 'text/html' });
  } else if (fault.kind === 'cut') {
    response.destroy();
  } else if (fault.kind === 'cut-body') {
    response.writeHead(200, { ...type, 'content-length': '1000' });
    response.write('{"ok":', () => response.destroy());
  }
  // What is left is `hang`: the request stays open until the fake closes.
}

/** Whether the message was taken before the fault: an answer that says so is one, and so is a broken one. */
const accepts = (fault: FakeFault | undefined): boolean =>
  fault === undefined ||
  fault.kind === 'slow' ||
  fault.kind === 'cut-body' ||
  ('accept' in fault && fault.accept === true);

/**
 * Starts a fake Slack on a free port of this machine: incoming webhooks (`/services/T…/B…/…`), chat.postMessage and
 * chat.update. It validates payloads by Slack's rules, plays faults on order, and remembers what it accepted.
 *
 * @example
 * ```ts
 * import { startFakeSlack } from '@localert/testkit/fake-slack';
 *
 * const slack = await startFakeSlack({ faults: [{ kind: 'rate-limit', retryAfter: 1 }] });
 * await fetch(slack.webhookUrl(), { method: 'POST', body: '{"text":"hi"}' }); // 429, Retry-After: 1
 * await fetch(slack.webhookUrl(), { method: 'POST', body: '{"text":"hi"}' }); // ok
 * console.log(slack.messages.length); // 1
 * await slack.close();
 * ```
 */
export async function startFakeSlack(options: FakeSlackOptions = {}): Promise<FakeSlack> {
  const { latencyMs = 0, faults = [] } = options;
  const queue = faultQueue(faults);
  const rules = workspace(options);
  const log: FakeRequest[] = [];
  const messages: FakeMessage[] = [];

  const route = ({ method, headers }: IncomingMessage, path: string, body: string): Answer => {
    const hook = /^\/services\/(.+)$/.exec(path)?.[1];
    const call = /^\/api\/([\w.]+)$/.exec(path)?.[1];
    if (method !== 'POST') return textAnswer(405, 'method_not_allowed');
    if (hook !== undefined) return rules.webhook(hook, body);
    return call === undefined ? textAnswer(404, 'not_found') : rules.api(call, headers.authorization, body);
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    const at = Date.now();
    const body = await readBody(request);
    if (body === undefined) return void response.writeHead(413).end();
    const seen: FaultRequest = { path, body };
    const fault = queue.take(seen);
    const isApi = path.startsWith('/api/');
    const taken = accepts(fault);
    const answer = taken ? route(request, path, body) : textAnswer(500, '');
    if (answer.message !== undefined) messages.push(answer.message);
    const accepted = answer.message !== undefined;
    log.push({
      ...seen,
      at,
      fault: fault?.kind,
      accepted,
      ...(taken && !accepted ? { code: answer.code } : {}),
    });
    const delay = latencyMs + (fault?.kind === 'slow' ? fault.ms : 0);
    if (delay > 0) await sleep(delay);
    play(response, answer, fault, isApi);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  };
  return {
    url,
    apiUrl: `${url}/api`,
    webhookUrl: (path = 'T0/B0/hook') => `${url}/services/${path}`,
    log,
    messages,
    current: rules.current,
    on: (...more) => queue.add(more),
    close,
    [Symbol.asyncDispose]: close,
  };
}
