import type { FindOutcome, MessageRef } from '@localert/core';
import type { AnswerHeaders } from './answers.ts';
import type { PostResult } from './post.ts';
import { retryAfterMs } from './retry-after.ts';

/** The type of the event that marks a message as an alert's; readers of the channel can see it, so the id is all it has. */
export const ALERT_EVENT = 'localert_alert';

/** The metadata of an alert's message. Source: Slack's "Message metadata". */
export const alertMetadata = (id: string) => ({ event_type: ALERT_EVENT, event_payload: { id } });

/** Messages asked for at once; Slack gives some apps no more than 15 whatever they ask for. */
const PAGE = 200;
/** Most pages read: what was posted since the attempt began is rarely more than one. */
const MAX_PAGES = 10;
/** By how much Slack's clock may go behind the host's. */
const CLOCK_SLACK_MS = 60_000;
/** A page of 200 messages with all their blocks. */
export const MAX_HISTORY_BYTES = 8_388_608;

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isOf(message: unknown, id: string): message is Json {
  if (!isObject(message)) return false;
  if (message['client_msg_id'] === id) return true;
  const { metadata } = message;
  if (!isObject(metadata) || metadata['event_type'] !== ALERT_EVENT) return false;
  const event = metadata['event_payload'];
  return isObject(event) && event['id'] === id;
}

/** Where to look. */
export interface Search {
  readonly id: string;
  readonly channel: string;
  /** The `ts` of the thread that the message answers in. */
  readonly thread?: string | undefined;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** One page, or why there is none. */
type Page =
  | { readonly kind: 'page'; readonly messages: readonly unknown[]; readonly cursor: string | undefined }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'unknown'; readonly code: string };

const parsed = (body: string | undefined): unknown => {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
};

/** Never nothing: asking again at once would only be refused again. */
const waitOf = (headers: AnswerHeaders, now: number): number =>
  Math.max(1_000, retryAfterMs(headers.get('retry-after'), now) ?? 0);

function pageOf(result: PostResult, now: number): Page {
  if (result.kind === 'failed') {
    const { outcome } = result;
    return { kind: 'unknown', code: outcome.kind === 'delivered' ? 'answer-unreadable' : outcome.code };
  }
  if (result.status === 429) return { kind: 'wait', ms: waitOf(result.headers, now) };
  const json = parsed(result.body);
  if (!isObject(json)) return { kind: 'unknown', code: 'answer-unreadable' };
  if (json['ok'] !== true) {
    const { error } = json;
    if (error === 'ratelimited') return { kind: 'wait', ms: waitOf(result.headers, now) };
    const code = typeof error === 'string' && /^[a-z][a-z_]{1,63}$/.test(error) ? error : 'answer-unreadable';
    return { kind: 'unknown', code };
  }
  const { messages, has_more: more, response_metadata: meta } = json;
  if (!Array.isArray(messages)) return { kind: 'unknown', code: 'answer-unreadable' };
  const cursor = isObject(meta) ? meta['next_cursor'] : undefined;
  if (typeof cursor === 'string' && cursor !== '') return { kind: 'page', messages, cursor };
  // More without a way to it: what is there cannot be known.
  return more === true
    ? { kind: 'unknown', code: 'history-cut' }
    : { kind: 'page', messages, cursor: undefined };
}

/** What one call of a method of the Web API needs. */
export type CallForm = (method: string, form: URLSearchParams) => Promise<PostResult>;

/** The time that a search has, and how it waits. */
export interface Patience {
  readonly now: () => number;
  /** Epoch milliseconds. */
  readonly until: number;
  readonly signal: AbortSignal | undefined;
}

/** Waits; answers whether it waited to the end. */
function waited(ms: number, { now, until, signal }: Patience): Promise<boolean> {
  if (signal?.aborted || now() + ms > until) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (done: boolean) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(done);
    };
    const onAbort = () => end(false);
    const timer = setTimeout(end, ms, true);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/**
 * Looks through a channel, or a thread of it, for an alert's message: by its metadata, else by its `client_msg_id`. It
 * answers `absent` only when it has seen all that was posted since.
 */
export async function findInHistory(
  search: Search,
  call: CallForm,
  patience: Patience,
): Promise<FindOutcome> {
  const { id, channel, thread, since } = search;
  const method = thread === undefined ? 'conversations.history' : 'conversations.replies';
  const oldest = Math.max(0, since - CLOCK_SLACK_MS) / 1000;
  const form = new URLSearchParams({
    channel,
    oldest: oldest.toFixed(6),
    inclusive: 'true',
    limit: String(PAGE),
    include_all_metadata: 'true',
    ...(thread === undefined ? {} : { ts: thread }),
  });
  let pages = 0;
  while (pages < MAX_PAGES) {
    const page = pageOf(await call(method, form), patience.now());
    if (page.kind === 'unknown') return page;
    if (page.kind === 'wait') {
      if (!(await waited(page.ms, patience))) return { kind: 'unknown', code: 'ratelimited' };
      continue;
    }
    const found = page.messages.find((message) => isOf(message, id));
    if (found !== undefined) return refIn(found, channel);
    if (page.cursor === undefined) return { kind: 'absent' };
    form.set('cursor', page.cursor);
    pages += 1;
  }
  return { kind: 'unknown', code: 'history-too-long' };
}

function refIn({ ts }: Json, channel: string): FindOutcome {
  if (typeof ts !== 'string') return { kind: 'unknown', code: 'answer-unreadable' };
  const ref: MessageRef = { channel, ts };
  return { kind: 'found', ref };
}
