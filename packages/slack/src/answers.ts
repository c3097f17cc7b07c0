import type { DeliveryOutcome } from '@localert/core';
import { retryAfterMs } from './retry-after.ts';

/** The part of `Headers` that the classifiers read. */
export interface AnswerHeaders {
  get(name: string): string | null;
}

/** What may be set about reading an answer. */
export interface AnswerOptions {
  /** Epoch milliseconds, for a Retry-After that is a date; default: the host's clock. */
  readonly now?: number | undefined;
}

type Kind = DeliveryOutcome['kind'];

/** Refused for good: credentials, permissions or the channel. Sources: Slack's pages of both methods and of webhooks. */
const STOP = [
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'access_denied',
  'org_login_required',
  'two_factor_setup_required',
  'team_access_not_granted',
  'enterprise_is_restricted',
  'ekm_access_denied',
  'channel_not_found',
  'is_archived',
  'not_in_channel',
  'thread_not_found',
  'invalid_thread_ts',
  'deprecated_endpoint',
  'method_deprecated',
  'unknown_method',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'user_not_found',
  'no_service',
  'no_active_hooks',
  'invalid_token',
  'no_team',
  'team_disabled',
  'channel_is_archived',
  'action_prohibited',
  'posting_to_general_channel_denied',
] as const;

/** The form of the message was refused: a plainer one may pass. */
const RERENDER = [
  'invalid_blocks',
  'invalid_blocks_format',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  'metadata_too_large',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'invalid_attachments',
  'too_many_attachments',
  'attachment_payload_limit_exceeded',
  'missing_text_or_fallback_or_attachments',
  'invalid_payload',
  'invalid_arguments',
  'invalid_arg_name',
  'invalid_array_arg',
  'invalid_json',
  'json_not_object',
  'invalid_charset',
  'invalid_form_data',
  'invalid_post_type',
  'missing_post_type',
] as const;

/** Slack's own words for these: some aspect of the call may have succeeded, or it had succeeded before. */
const UNKNOWN = [
  'internal_error',
  'fatal_error',
  'duplicate_message_not_found',
  'duplicate_channel_not_found',
] as const;

const RETRY = [
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
] as const;

const KIND_OF_CODE: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ...STOP.map((code) => [code, 'stop'] as const),
  ...RERENDER.map((code) => [code, 'rerender'] as const),
  ...UNKNOWN.map((code) => [code, 'unknown'] as const),
  ...RETRY.map((code) => [code, 'retry'] as const),
]);

const kindOfCode = (code: string): Kind | undefined =>
  code.startsWith('restricted_action') ? 'stop' : KIND_OF_CODE.get(code);

/** Only what looks like one of Slack's codes may stand in an outcome: an answer's text could repeat a secret. */
const codeIn = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[a-z][a-z_]{1,63}$/.test(value) ? value : undefined;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type RetryScope = NonNullable<Extract<DeliveryOutcome, { kind: 'retry' }>['scope']>;

function outcomeOf(
  kind: Kind,
  code: string,
  headers: AnswerHeaders,
  now: number,
  scope?: RetryScope,
): DeliveryOutcome {
  if (kind === 'delivered') return { kind };
  if (kind !== 'retry') return { kind, code };
  const wait = retryAfterMs(headers.get('retry-after'), now);
  return {
    kind,
    code,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
    ...(scope === undefined ? {} : { scope }),
  };
}

/**
 * What a limit of the Web API holds up. Slack scopes it to method and workspace ("Rate limits"); only `rate_limited` of
 * chat.postMessage says that one channel got too many messages.
 */
const limitScope = (code: string | undefined): RetryScope =>
  code === 'rate_limited' ? 'group' : 'workspace';

/** What a status says by itself, when the body has no code that is known. */
function kindOfStatus(status: number): Kind {
  if (status === 429 || status === 408 || status >= 500) return 'retry';
  if (status === 400 || status === 413) return 'rerender';
  if ([401, 403, 404, 405, 410].includes(status)) return 'stop';
  return status >= 400 ? 'retry' : 'unknown';
}

/** A fetch that follows no redirect shows one as a 3xx or, in browsers, as status 0. */
const isRedirect = (status: number): boolean => status === 0 || (status >= 300 && status < 400);

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Tells what an incoming webhook's answer means (Slack: "Sending messages using incoming webhooks", "Handling errors").
 * Success is the text `ok`; faults are a status and a code as text. An unknown code counts by its status; a success
 * whose text is not Slack's may come from a proxy, so it is `unknown`.
 *
 * @param body - the answer's text; `undefined` when it could not be read
 */
export function classifyWebhook(
  status: number,
  body: string | undefined,
  headers: AnswerHeaders,
  options: AnswerOptions = {},
): DeliveryOutcome {
  const { now = Date.now() } = options;
  if (isRedirect(status)) return { kind: 'stop', code: 'redirect-refused' };
  const text = body?.trim() ?? '';
  const json = text.startsWith('{') ? parsed(text) : undefined;
  const code = codeIn(isObject(json) ? json['error'] : text);
  if (status >= 200 && status < 300) {
    // Services that speak Slack's webhook format answer an empty body or JSON.
    if (
      text === '' ||
      text === 'ok' ||
      (isObject(json) && (json['ok'] === true || json['success'] === true))
    ) {
      return { kind: 'delivered' };
    }
    const kind = code === undefined ? undefined : kindOfCode(code);
    return outcomeOf(
      kind ?? 'unknown',
      kind === undefined ? 'answer-unreadable' : (code ?? ''),
      headers,
      now,
    );
  }
  // A webhook has one channel and a limit of its own.
  if (status === 429) return outcomeOf('retry', code ?? 'ratelimited', headers, now, 'group');
  const kind = (code === undefined ? undefined : kindOfCode(code)) ?? kindOfStatus(status);
  return outcomeOf(kind, code ?? `http-${status}`, headers, now);
}

function refIn(json: Readonly<Record<string, unknown>>): DeliveryOutcome {
  const { channel, ts } = json;
  if (typeof channel !== 'string' || typeof ts !== 'string') return { kind: 'delivered' };
  return { kind: 'delivered', ref: { channel, ts } };
}

/**
 * Tells what an answer of chat.postMessage or chat.update means. `ok: false` says that nothing was posted, with the
 * four exceptions that Slack names itself; so a code that is not known is worth a retry, which neither loses the alert
 * nor posts it twice, and which the queue ends when it does not help.
 *
 * @param json - the answer, parsed; `undefined` when it was no JSON or could not be read
 */
export function classifyWebApi(
  status: number,
  json: unknown,
  headers: AnswerHeaders,
  options: AnswerOptions = {},
): DeliveryOutcome {
  const { now = Date.now() } = options;
  if (isRedirect(status)) return { kind: 'stop', code: 'redirect-refused' };
  if (isObject(json) && json['ok'] === true && status < 300) return refIn(json);
  const code = isObject(json) && json['ok'] === false ? codeIn(json['error']) : undefined;
  const limited = status === 429 || code === 'ratelimited' || code === 'rate_limited';
  if (limited) return outcomeOf('retry', code ?? 'ratelimited', headers, now, limitScope(code));
  if (code !== undefined) return outcomeOf(kindOfCode(code) ?? 'retry', code, headers, now);
  return outcomeOf(kindOfStatus(status), status < 300 ? 'answer-unreadable' : `http-${status}`, headers, now);
}
