import { checkPayload } from './fake-slack-check.ts';

export type Json = Readonly<Record<string, unknown>>;

/** A message that the fake took: it stands in the channel, whatever the sender heard. */
export interface FakeMessage {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly via: 'webhook' | 'chat.postMessage' | 'chat.update';
  /** The webhook's path after `/services/`, else the token's: it tells tenants apart. */
  readonly tenant: string;
  readonly channel?: string | undefined;
  readonly ts?: string | undefined;
  readonly thread?: string | undefined;
  /** The sender's idempotency key. */
  readonly clientMsgId?: string | undefined;
  readonly payload: Json;
}

/** Who and what exists. */
export interface WorkspaceOptions {
  /** Channel ids that exist; default: every one. */
  readonly channels?: readonly string[] | undefined;
  /** Tokens that are valid; default: every one. */
  readonly tokens?: readonly string[] | undefined;
  /** Webhook paths (`T0/B0/secret`) that exist; default: every one. */
  readonly webhooks?: readonly string[] | undefined;
}

/** What the fake answers, and what it took. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly code?: string | undefined;
  readonly message?: FakeMessage | undefined;
}

export const textAnswer = (status: number, body: string): Answer => ({
  status,
  body,
  type: 'text/html',
  code: body,
});
const jsonAnswer = (value: Json): Answer => ({
  status: 200,
  body: JSON.stringify(value),
  type: 'application/json; charset=utf-8',
  ...(value['ok'] === false ? { code: String(value['error']) } : {}),
});
const refusal = (error: string, more: Json = {}): Answer => jsonAnswer({ ok: false, error, ...more });

function parseObject(body: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

const stringIn = (payload: Json, name: string): string | undefined => {
  const value = payload[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** What stands in the channels, and Slack's rules for putting it there. */
export function workspace(options: WorkspaceOptions) {
  const { channels, tokens, webhooks } = options;
  const posted = new Map<string, Json>();
  let count = 0;
  const key = (channel: string, ts: string) => JSON.stringify([channel, ts]);

  const webhook = (path: string, body: string): Answer => {
    if (webhooks !== undefined && !webhooks.includes(path)) return textAnswer(404, 'no_service');
    const payload = parseObject(body);
    if (payload === undefined) return textAnswer(400, 'invalid_payload');
    const [fault] = checkPayload(payload);
    if (fault !== undefined) return textAnswer(400, fault.code);
    const message: FakeMessage = {
      at: Date.now(),
      via: 'webhook',
      tenant: path,
      thread: stringIn(payload, 'thread_ts'),
      payload,
    };
    return { status: 200, body: 'ok', type: 'text/html', message };
  };

  const api = (method: string, authorization: string | undefined, body: string): Answer => {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) return refusal('not_authed');
    if (tokens !== undefined && !tokens.includes(token)) return refusal('invalid_auth');
    const payload = parseObject(body);
    if (payload === undefined) return refusal('invalid_json');
    const channel = stringIn(payload, 'channel');
    if (channel === undefined || (channels !== undefined && !channels.includes(channel)))
      return refusal('channel_not_found');
    const faults = checkPayload(payload);
    if (faults[0] !== undefined) {
      return refusal(faults[0].code, {
        response_metadata: { messages: faults.map(({ message }) => message) },
      });
    }
    if (method === 'chat.update') return update(token, channel, payload);
    if (method !== 'chat.postMessage') return refusal('unknown_method');
    count += 1;
    const ts = `1700000000.${String(count).padStart(6, '0')}`;
    posted.set(key(channel, ts), payload);
    const message: FakeMessage = {
      at: Date.now(),
      via: 'chat.postMessage',
      tenant: token,
      channel,
      ts,
      thread: stringIn(payload, 'thread_ts'),
      clientMsgId: stringIn(payload, 'client_msg_id'),
      payload,
    };
    return { ...jsonAnswer({ ok: true, channel, ts, message: payload }), message };
  };

  const update = (token: string, channel: string, payload: Json): Answer => {
    const ts = stringIn(payload, 'ts') ?? '';
    const before = posted.get(key(channel, ts));
    if (before === undefined) return refusal('message_not_found');
    // As Slack does: text without blocks drops the blocks, attachments stay until they are named.
    const { blocks: _, ...kept } = before;
    posted.set(key(channel, ts), { ...(payload['text'] === undefined ? before : kept), ...payload });
    const message: FakeMessage = { at: Date.now(), via: 'chat.update', tenant: token, channel, ts, payload };
    return { ...jsonAnswer({ ok: true, channel, ts, text: payload['text'] }), message };
  };

  return { webhook, api, current: (channel: string, ts: string) => posted.get(key(channel, ts)) };
}
