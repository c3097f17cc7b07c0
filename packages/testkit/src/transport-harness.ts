import type { Destination, OutboundMessage, Transport } from '@localert/core';
import type { TestApi } from './test-api.ts';

/** The other side, as the suite plays it. */
export interface TransportPeer {
  /** To post with: it answers what the test orders, and keeps what was asked. */
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
}

/** The transport under test. */
export interface TransportConformanceOptions {
  /** Stands in the report. */
  readonly name: string;
  /** Makes a transport that posts with the peer's fetch; it is called once for each test. */
  readonly create: (peer: TransportPeer) => Transport | Promise<Transport>;
  /** Where its messages go; default the channel `C1`. */
  readonly destination?: Destination | undefined;
  /** A message that it takes; default a short text. */
  readonly payload?: string | undefined;
  /** What the other side says when it took a message; default 200 with `ok`. */
  readonly accepted?: { readonly status: number; readonly body: string } | undefined;
  /** Why it posts without the peer's fetch, where it does: what needs answers is skipped by that name. */
  readonly lacksAnswers?: string | undefined;
  /** Texts that no outcome may show: tokens, addresses, keys. */
  readonly canaries?: readonly string[] | undefined;
  /** Called once a test is over. */
  readonly close?: ((transport: Transport) => void | Promise<void>) | undefined;
}

/** What a peer does with a request. */
export type Play = (url: string, init: RequestInit) => Promise<Response>;

/** A request as the peer saw it. */
export interface SeenRequest {
  readonly url: string;
  readonly init: RequestInit;
}

/** What a test is given. */
export interface TransportTools {
  readonly transport: Transport;
  /** Every request. */
  readonly seen: readonly SeenRequest[];
  /** What the peer does from now on; default: it accepts. */
  play(play: Play): void;
  message(more?: Partial<OutboundMessage>): OutboundMessage;
}

/** What the parts of the suite share. */
export interface TransportHarness {
  readonly test: TestApi;
  readonly options: TransportConformanceOptions;
  readonly withTransport: (body: (tools: TransportTools) => Promise<void>) => () => Promise<void>;
}

/** The text of the message that must not come back in an outcome. */
export const TEXT_CANARY = 'canary-of-the-message';

const ALERT_ID = '01890a5d-ac96-774b-bcce-b302099a8057';

/** Makes the tools of a suite. */
export function transportHarness(test: TestApi, options: TransportConformanceOptions): TransportHarness {
  const { accepted = { status: 200, body: 'ok' }, destination = { channel: 'C1' } } = options;
  const { payload = JSON.stringify({ text: `Disk full ${TEXT_CANARY}` }) } = options;
  return {
    test,
    options,
    withTransport: (body) => async () => {
      const seen: SeenRequest[] = [];
      let play: Play = async () => new Response(accepted.body, { status: accepted.status });
      const fetch = async (url: string, init: RequestInit = {}) => {
        seen.push({ url, init });
        return play(url, init);
      };
      const transport = await options.create({ fetch });
      try {
        await body({
          transport,
          seen,
          play(next) {
            play = next;
          },
          message: (more) => ({ id: ALERT_ID, payload, destination, ...more }),
        });
      } finally {
        await options.close?.(transport);
      }
    },
  };
}

/** Answers with a status. */
export const answering =
  (status: number, body = '', headers: Readonly<Record<string, string>> = {}): Play =>
  async () =>
    new Response(status === 204 || status === 304 ? null : body, { status, headers });

/** Answers nothing until the request is ended. */
export const hanging: Play = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    const end = () => reject(signal?.reason);
    if (signal?.aborted) return end();
    signal?.addEventListener('abort', end, { once: true });
  });

/** Fails as fetch does: with the code in the cause. */
export const failing =
  (code: string): Play =>
  async () => {
    throw Object.assign(new TypeError('fetch failed'), { cause: Object.assign(new Error(code), { code }) });
  };
