import { checkPayload } from './fake-slack-check.ts';
import { alertOf, historyPage, type StoredMessage } from './fake-slack-history.ts';
import { type FakeLimits, type RateKey, rateGuard } from './fake-slack-limits.ts';

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
  /** The alert that it is of: by its metadata, its idempotency key, else by {@link WorkspaceOptions.markOf}. */
  readonly alert?: string | undefined;
  /** Empty where the fake is `lean`. */
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
  /** What the tokens may do; default: all that the fake can. Without `channels:history` there is no history. */
  readonly scopes?: readonly string[] | undefined;
  /** How fast requests may come; default: as fast as they do. `SLACK_RATES` has Slack's own limits. */
  readonly limits?: FakeLimits | undefined;
  /** Milliseconds after which a message cannot be changed any more; default: never. */
  readonly editWindowMs?: number | undefined;
  /** Most messages of one page of history; default 999. Slack gives some apps no more than 15. */
  readonly historyPage?: number | undefined;
  /** Reads an alert's id out of a payload that has neither metadata nor key: webhooks. */
  readonly markOf?: ((payload: Json) => string | undefined) | undefined;
  /** Epoch milliseconds; default: the machine's clock. */
  readonly now?: (() => number) | undefined;
  /** Keeps ids and times, and no texts: for runs of millions; default false. */
  readonly lean?: boolean | undefined;
}

/** What the fake answers, and what it took. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly code?: string | undefined;
  readonly message?: FakeMessage | undefined;
}

export const textAnswer = (status: number, body: string): Answer => ({
  status,
  body,
  type: 'text/html',
  code: body,
});
const jsonAnswer = (value: Json, status = 200): Answer => ({
  status,
  body: JSON.stringify(value),
  type: 'application/json; charset=utf-8',
  ...(value['ok'] === false ? { code: String(value['error']) } : {}),
});
const refusal = (error: string, more: Json = {}): Answer => jsonAnswer({ ok: false, error, ...more });

/** Slack counts its waits in whole seconds. */
const limited = (answer: Answer, waitMs: number): Answer => ({
  ...answer,
  headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
});

function parseObject(body: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

/** Methods that read take a form, too. */
const parseAsked = (body: string): Json | undefined =>
  body.trimStart().startsWith('{') ? parseObject(body) : Object.fromEntries(new URLSearchParams(body));

const stringIn = (payload: Json, name: string): string | undefined => {
  const value = payload[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Largest metadata in JSON; Slack answers `metadata_too_large` beyond, without a documented figure. */
const MAX_METADATA = 16_384;

function metadataFault({ metadata }: Json): string | undefined {
  if (metadata === undefined) return undefined;
  if (typeof metadata !== 'object' || metadata === null || Array.isArray(metadata))
    return 'invalid_metadata_format';
  const { event_type: type, event_payload: event } = metadata as Json;
  if (typeof type !== 'string' || type === '' || typeof event !== 'object' || event === null)
    return 'invalid_metadata_format';
  return JSON.stringify(metadata).length > MAX_METADATA ? 'metadata_too_large' : undefined;
}

/** What stands in the channels, and Slack's rules for putting it there. */
export function workspace(options: WorkspaceOptions) {
  const { channels, tokens, webhooks, scopes, limits = {}, editWindowMs, markOf, now = Date.now } = options;
  const { lean = false, historyPage: pageSize = Number.POSITIVE_INFINITY } = options;
  /** By channel and `ts`, in their order. */
  const stored = new Map<string, Map<string, StoredMessage>>();
  const guard = rateGuard(limits);
  let count = 0;

  const find = (channel: string, ts: string) => stored.get(channel)?.get(ts);
  const kept = (payload: Json): Json => (lean ? {} : payload);
  const identified = (payload: Json) => {
    const alert = alertOf(payload, markOf);
    return alert === undefined ? {} : { alert };
  };

  const webhook = (path: string, body: string): Answer => {
    if (webhooks !== undefined && !webhooks.includes(path)) return textAnswer(404, 'no_service');
    const turn = guard.take([{ kind: 'webhook', who: path, what: '' }], now());
    if (turn !== undefined) return limited(textAnswer(429, 'rate_limited'), turn.waitMs);
    const payload = parseObject(body);
    if (payload === undefined) return textAnswer(400, 'invalid_payload');
    const [fault] = checkPayload(payload);
    if (fault !== undefined) return textAnswer(400, fault.code);
    const message: FakeMessage = {
      at: now(),
      via: 'webhook',
      tenant: path,
      thread: stringIn(payload, 'thread_ts'),
      ...identified(payload),
      payload: kept(payload),
    };
    return { status: 200, body: 'ok', type: 'text/html', message };
  };

  const api = (method: string, authorization: string | undefined, body: string): Answer => {
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (token === undefined) return refusal('not_authed');
    if (tokens !== undefined && !tokens.includes(token)) return refusal('invalid_auth');
    const reads = method === 'conversations.history' || method === 'conversations.replies';
    const payload = reads ? parseAsked(body) : parseObject(body);
    if (payload === undefined) return refusal('invalid_json');
    const scope = reads ? 'channels:history' : 'chat:write';
    if (scopes !== undefined && !scopes.includes(scope))
      return refusal('missing_scope', { needed: scope, provided: scopes.join(',') });
    const channel = stringIn(payload, 'channel');
    if (channel === undefined || (channels !== undefined && !channels.includes(channel)))
      return refusal('channel_not_found');
    const keys: RateKey[] = [{ kind: 'method', who: token, what: method }];
    if (method === 'chat.postMessage') keys.push({ kind: 'channel', who: token, what: channel });
    const turn = guard.take(keys, now());
    if (turn !== undefined) {
      const error = turn.by.kind === 'channel' ? 'rate_limited' : 'ratelimited';
      return limited(jsonAnswer({ ok: false, error }, 429), turn.waitMs);
    }
    if (reads) return read(method, channel, payload);
    const faults = checkPayload(payload);
    if (faults[0] !== undefined) {
      return refusal(faults[0].code, {
        response_metadata: { messages: faults.map(({ message }) => message) },
      });
    }
    const fault = metadataFault(payload);
    if (fault !== undefined) return refusal(fault);
    if (method === 'chat.update') return update(token, channel, payload);
    return method === 'chat.postMessage' ? post(token, channel, payload) : refusal('unknown_method');
  };

  const post = (token: string, channel: string, payload: Json): Answer => {
    count += 1;
    const at = now();
    const ts = `${Math.floor(at / 1000)}.${String(count % 1_000_000).padStart(6, '0')}`;
    const thread = stringIn(payload, 'thread_ts');
    const { metadata, client_msg_id: id } = payload;
    const list = stored.get(channel) ?? new Map<string, StoredMessage>();
    list.set(ts, { ts, token, at, thread, payload: lean ? { metadata, client_msg_id: id } : payload });
    stored.set(channel, list);
    const message: FakeMessage = {
      at,
      via: 'chat.postMessage',
      tenant: token,
      channel,
      ts,
      thread,
      clientMsgId: stringIn(payload, 'client_msg_id'),
      ...identified(payload),
      payload: kept(payload),
    };
    return { ...jsonAnswer({ ok: true, channel, ts, message: payload }), message };
  };

  const update = (token: string, channel: string, payload: Json): Answer => {
    const ts = stringIn(payload, 'ts') ?? '';
    const before = find(channel, ts);
    if (before === undefined) return refusal('message_not_found');
    if (before.token !== token) return refusal('cant_update_message');
    if (editWindowMs !== undefined && now() - before.at > editWindowMs) return refusal('edit_window_closed');
    // As Slack does: text without blocks drops the blocks, attachments and metadata stay until they are named.
    const { blocks: _, ...others } = before.payload;
    before.payload = { ...(payload['text'] === undefined ? before.payload : others), ...payload };
    const message: FakeMessage = {
      at: now(),
      via: 'chat.update',
      tenant: token,
      channel,
      ts,
      ...identified(before.payload),
      payload: kept(payload),
    };
    return { ...jsonAnswer({ ok: true, channel, ts, text: payload['text'] }), message };
  };

  const read = (method: string, channel: string, asked: Json): Answer => {
    const all = [...(stored.get(channel)?.values() ?? [])];
    const thread = stringIn(asked, 'ts');
    if (method === 'conversations.replies' && !all.some(({ ts }) => ts === thread))
      return refusal('thread_not_found');
    const listed =
      method === 'conversations.replies'
        ? all.filter((message) => message.ts === thread || message.thread === thread)
        : all.filter((message) => message.thread === undefined);
    const page = historyPage(listed, asked, pageSize);
    return page === undefined ? refusal('invalid_cursor') : jsonAnswer(page);
  };

  return { webhook, api, current: (channel: string, ts: string) => find(channel, ts)?.payload };
}
