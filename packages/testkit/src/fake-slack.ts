import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type FakeRequest,
  type FakeResponse,
  type FakeSlackOptions,
  fakeEngine,
  type Reply,
} from './fake-slack-engine.ts';
import type { FakeFault } from './fake-slack-faults.ts';
import { fetchOf } from './fake-slack-fetch.ts';
import { type DeliveryReport, deliveryReport, type SentAlert } from './fake-slack-oracle.ts';
import { type Press, pressedRequest, type SignedRequest } from './fake-slack-press.ts';
import type { FakeMessage, Json } from './fake-slack-workspace.ts';

export type { FakeRequest, FakeResponse, FakeSlackOptions } from './fake-slack-engine.ts';
export type { FakeFault, FaultRequest } from './fake-slack-faults.ts';
export { type FakeLimits, SLACK_RATES } from './fake-slack-limits.ts';
export type { DeliveryReport, SentAlert } from './fake-slack-oracle.ts';
export { type Press, type SignedRequest, signRequest } from './fake-slack-press.ts';
export type { FakeMessage, WorkspaceOptions } from './fake-slack-workspace.ts';

/** A fake of Slack: incoming webhooks, chat.postMessage, chat.update, history, and people who press buttons. */
export interface FakeSlack extends AsyncDisposable {
  readonly url: string;
  /** For `baseUrl` of the Web API transport. */
  readonly apiUrl: string;
  /** A webhook's address; default path `T0/B0/hook`. */
  webhookUrl(path?: string): string;
  /** Reaches the fake without a socket. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  /** Every request, in order of arrival. */
  readonly log: readonly FakeRequest[];
  /** Every accepted message, in order. */
  readonly messages: readonly FakeMessage[];
  /** What was sent to the `response_url` of a press. */
  readonly responses: readonly FakeResponse[];
  /** What a posted message looks like after its updates. */
  current(channel: string, ts: string): Json | undefined;
  /**
   * The oracle: what became of the alerts that were sent.
   *
   * @param withinMs - milliseconds from send to post past which an alert is late; default: none is
   */
  report(sent: Iterable<string | SentAlert>, withinMs?: number): DeliveryReport;
  /** Adds faults to play. The first that fits a request is played, as many times as it says. */
  on(...faults: readonly FakeFault[]): void;
  /** Plays no more faults. */
  calm(): void;
  /** The signed request that Slack makes when somebody presses a button of a message. */
  pressed(press: Press): SignedRequest;
  /** Presses a button: posts the signed request to your address. */
  press(to: string, press: Press): Promise<Response>;
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

/** Sends a reply over HTTP. */
function play(response: ServerResponse, reply: Reply): void {
  if (reply.how === 'answer') response.writeHead(reply.status, reply.headers).end(reply.body);
  else if (reply.how === 'cut') response.destroy();
  else if (reply.how === 'broken') {
    response.writeHead(reply.status, { ...reply.headers, 'content-length': '1000' });
    response.write(reply.body, () => response.destroy());
  }
  // What is left is `hang`: the request stays open until the fake closes.
}

/** The fake at an address, whichever way leads there. */
function fakeAt(
  url: string,
  engine: ReturnType<typeof fakeEngine>,
  options: FakeSlackOptions,
  end: () => Promise<void>,
): FakeSlack {
  const closed = new AbortController();
  const { now = Date.now } = options;
  let presses = 0;
  const pressed = (press: Press) => {
    presses += 1;
    const message = engine.current(press.channel, press.ts) ?? {};
    return pressedRequest(press, message, `${url}/response/${presses}`, now());
  };
  const close = async () => {
    closed.abort();
    await end();
  };
  return {
    url,
    apiUrl: `${url}/api`,
    webhookUrl: (path = 'T0/B0/hook') => `${url}/services/${path}`,
    fetch: fetchOf(engine.handle, closed.signal),
    log: engine.log,
    messages: engine.messages,
    responses: engine.responses,
    current: engine.current,
    report: (sent, withinMs = Number.POSITIVE_INFINITY) => deliveryReport(engine.messages, sent, withinMs),
    on: (...more) => engine.on(more),
    calm: engine.calm,
    pressed,
    press: (to, press) => fetch(to, { method: 'POST', ...pressed(press) }),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/**
 * Makes a fake Slack that lives in this process alone: hand its `fetch` to a transport. It is what {@link startFakeSlack}
 * starts, without sockets.
 *
 * @example
 * ```ts
 * import { createFakeSlack } from '@localert/testkit/fake-slack';
 *
 * const slack = createFakeSlack({ limits: { webhook: { everyMs: 1_000 } } });
 * await slack.fetch(slack.webhookUrl(), { method: 'POST', body: '{"text":"hi"}' }); // ok
 * await slack.fetch(slack.webhookUrl(), { method: 'POST', body: '{"text":"hi"}' }); // 429, Retry-After: 1
 * ```
 */
export const createFakeSlack = (options: FakeSlackOptions = {}): FakeSlack =>
  fakeAt('http://localhost:1', fakeEngine(options), options, () => Promise.resolve());

/**
 * Starts a fake Slack on a free port of this machine: incoming webhooks (`/services/T…/B…/…`), chat.postMessage,
 * chat.update, conversations.history and conversations.replies. It validates payloads by Slack's rules, keeps its limits,
 * plays faults on order, and remembers what it accepted.
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
  const engine = fakeEngine(options);
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = 'GET', url: path = '', headers } = request;
    const body = await readBody(request);
    if (body === undefined) return void response.writeHead(413).end();
    const reply = engine.handle({ method, path, authorization: headers.authorization, body });
    if (reply.delayMs > 0) await sleep(reply.delayMs);
    play(response, reply);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fakeAt(url, engine, options, async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
  });
}
