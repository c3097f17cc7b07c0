import type { FakeMessage, Json } from './fake-slack-workspace.ts';

/** Most messages of one page. Source: Slack's page of conversations.history. */
const MAX_PAGE = 999;

/** A message as it stands in a channel. */
export interface StoredMessage {
  readonly ts: string;
  readonly token: string;
  readonly thread?: string | undefined;
  /** Epoch milliseconds of the post. */
  readonly at: number;
  payload: Json;
}

const numberIn = (value: unknown, usual: number): number => {
  const number =
    typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : usual;
  return Number.isFinite(number) ? number : usual;
};

const flag = (value: unknown): boolean => value === true || value === 'true' || value === '1' || value === 1;

function shown({ ts, thread, payload }: StoredMessage, withMetadata: boolean): Json {
  const { text, blocks, attachments, metadata, client_msg_id: id } = payload;
  return {
    type: 'message',
    subtype: 'bot_message',
    ts,
    text,
    ...(blocks === undefined ? {} : { blocks }),
    ...(attachments === undefined ? {} : { attachments }),
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(id === undefined ? {} : { client_msg_id: id }),
    ...(withMetadata && metadata !== undefined ? { metadata } : {}),
  };
}

/** A page of messages, newest first, as conversations.history gives it; `undefined`: the cursor is none of its own. */
export function historyPage(
  messages: readonly StoredMessage[],
  asked: Json,
  pageSize: number,
): Json | undefined {
  const oldest = numberIn(asked['oldest'], 0);
  const latest = numberIn(asked['latest'], Number.POSITIVE_INFINITY);
  const inclusive = flag(asked['inclusive']);
  const limit = Math.max(1, Math.min(numberIn(asked['limit'], 100), MAX_PAGE, pageSize));
  const inside = ({ ts }: StoredMessage) => {
    const at = Number(ts);
    return inclusive ? at >= oldest && at <= latest : at > oldest && at < latest;
  };
  const cursor = asked['cursor'];
  const start = cursor === undefined || cursor === '' ? 0 : Number(/^fake:(\d+)$/.exec(String(cursor))?.[1]);
  if (Number.isNaN(start)) return undefined;
  const found = messages.filter(inside).reverse();
  const page = found.slice(start, start + limit);
  const more = found.length > start + page.length;
  return {
    ok: true,
    messages: page.map((message) => shown(message, flag(asked['include_all_metadata']))),
    has_more: more,
    ...(more ? { response_metadata: { next_cursor: `fake:${start + page.length}` } } : {}),
  };
}

/** The alert that a message is of: by its metadata, its idempotency key, or a mark that the host reads. */
export function alertOf(
  payload: Json,
  markOf: ((payload: Json) => string | undefined) | undefined,
): FakeMessage['alert'] {
  const { metadata, client_msg_id: id } = payload;
  const event = (metadata as { event_payload?: { id?: unknown } } | null | undefined)?.event_payload;
  if (typeof event?.id === 'string') return event.id;
  if (typeof id === 'string') return id;
  return markOf?.(payload);
}
