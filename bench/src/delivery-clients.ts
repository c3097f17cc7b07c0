import { WebClient } from '@slack/web-api';
import { IncomingWebhook } from '@slack/webhook';
import { type Place, tokenOf } from './delivery-places.ts';
import type { SlackHand } from './delivery-slack.ts';

/** A way to send an alert that gives up by itself or does not. */
export interface Client {
  readonly name: string;
  /** Resolves when Slack is said to have it. */
  send(id: string, place: Place): Promise<unknown>;
}

const textOf = (id: string): string => `Reproducción interrumpida en eu-west-1 [#${id}]`;

/** WebClient sends forms, which Slack takes and the fake does not: the same members as JSON. */
const asJson = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
  const body =
    init.body instanceof URLSearchParams ? init.body : new URLSearchParams(String(init.body ?? ''));
  const members = Object.fromEntries(body);
  const headers = new Headers(init.headers);
  headers.set('content-type', 'application/json');
  return fetch(url, { ...init, headers, body: JSON.stringify(members) });
};

/** Slack's own client as it comes, one for each workspace. */
export function webApiClient(slack: SlackHand): Client {
  const clients = new Map<string, WebClient>();
  const clientOf = (token: string): WebClient => {
    let client = clients.get(token);
    if (client === undefined) {
      // It logs every retry otherwise; nothing else is set.
      const quiet = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, setName() {} };
      const logger = { ...quiet, getLevel: () => 'error' as never };
      client = new WebClient(token, {
        slackApiUrl: `${slack.apiUrl}/`,
        fetch: asJson as typeof fetch,
        logger,
      });
      clients.set(token, client);
    }
    return client;
  };
  return {
    name: '@slack/web-api',
    send: (id, { destination }) =>
      clientOf(tokenOf(destination)).chat.postMessage({
        channel: destination.channel ?? '',
        text: textOf(id),
      }),
  };
}

/** Slack's own webhook client as it comes, one for each channel. */
export function webhookClient(slack: SlackHand): Client {
  const hooks = new Map<string, IncomingWebhook>();
  return {
    name: '@slack/webhook',
    send(id, { destination: { workspace, channel } }) {
      const path = `${workspace}/${channel}/hook`;
      const hook = hooks.get(path) ?? new IncomingWebhook(slack.webhookUrl(path));
      hooks.set(path, hook);
      return hook.send({ text: textOf(id) });
    },
  };
}
