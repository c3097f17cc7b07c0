import {
  type AttemptOptions,
  type DeliveryOutcome,
  type Destination,
  InvalidInputError,
  type TenantScope,
  TRANSPORT_SPEC,
  type Transport,
} from '@localert/core';
import { classifyWebApi } from './answers.ts';
import { ask, unanswered } from './ask.ts';
import { type Credential, type CredentialRules, openCredential } from './credential.ts';
import { checkedEndpoint } from './endpoint.ts';
import { groupKey, workspaceKey } from './group.ts';
import { alertMetadata, findInHistory, MAX_HISTORY_BYTES } from './history.ts';
import { type PaceOptions, pacesOf, SLACK_PACES } from './paces.ts';
import { bodyOf } from './payload.ts';
import { type PostResult, postJson } from './post.ts';
import { type HttpOptions, httpOptions } from './transport-options.ts';

/** How to reach Slack's Web API. */
export interface WebApiOptions extends HttpOptions, PaceOptions {
  /**
   * The token for a destination, with the scope `chat:write`, and `channels:history` for the look at what became of a
   * message in doubt: best a `secret()` of core, which cannot be printed by mistake. It is sent nowhere else and never
   * named. A throw, or no answer within `timeoutMs`, means that it cannot be read now (`retry`).
   */
  readonly tokenFor: (scope: TenantScope, destination: Destination) => Credential | Promise<Credential>;
  /** The channel to post to; default: the destination's. A throw means `retry`. */
  readonly channelFor?:
    | ((scope: TenantScope, destination: Destination) => string | undefined | Promise<string | undefined>)
    | undefined;
  /** Default `https://slack.com/api`. */
  readonly baseUrl?: string | undefined;
}

const NAME = 'slack-web-api';

/** What an HTTP header can carry; a line break would forge another header. */
const TOKEN = /^[\x21-\x7e]{1,2000}$/;

const parseAnswer = (body: string | undefined): unknown => {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
};

/** Replaces every part of a posted message: chat.update keeps attachments and may drop blocks that are not named. */
const absentParts = (has: (member: string) => boolean): object => ({
  ...(has('blocks') ? {} : { blocks: [] }),
  ...(has('attachments') ? {} : { attachments: [] }),
});

/** A transport that can also change what it posted, and look for it. */
export type UpdatingTransport = Transport & Required<Pick<Transport, 'update' | 'find' | 'workspaceOf'>>;

/** An attempt that had to end before its request. */
type NotCalled = {
  readonly kind: 'failed';
  readonly outcome: Exclude<DeliveryOutcome, { kind: 'delivered' }>;
};

const notCalled = (outcome: NotCalled['outcome']): NotCalled => ({ kind: 'failed', outcome });

/** {@link slackWebApi}, with the say in which credentials it takes. */
export function webApiTransport(options: WebApiOptions, rules: CredentialRules): UpdatingTransport {
  const { tokenFor, channelFor = (_, destination) => destination.channel } = options;
  const { timeoutMs, now, fetch, ...rest } = httpOptions(options);
  const base = checkedEndpoint(options.baseUrl ?? 'https://slack.com/api')?.replace(/\/+$/, '');
  if (base === undefined) {
    const message = 'an https address without a user name, or http to this machine';
    throw new InvalidInputError({ what: 'Slack transport', issues: [{ path: 'baseUrl', message }] });
  }

  const paces = pacesOf(options, { pace: SLACK_PACES.channel, workspacePace: SLACK_PACES.workspace });

  /** The token of a destination, or why there is none. */
  const tokenOf = async (scope: TenantScope, destination: Destination, signal: AbortSignal | undefined) => {
    const read = async () => openCredential(await tokenFor(scope, destination), rules);
    const asked = await ask(read, timeoutMs, signal);
    if (asked.kind !== 'answer') return notCalled(unanswered(asked.kind, 'token-unavailable'));
    if (asked.value === undefined) return notCalled({ kind: 'stop', code: 'secret-expected' });
    const token = asked.value.text;
    if (typeof token !== 'string' || !TOKEN.test(token))
      return notCalled({ kind: 'stop', code: 'token-refused' });
    return { kind: 'token' as const, authorization: `Bearer ${token}` };
  };

  const channelOf = async (scope: TenantScope, destination: Destination, signal: AbortSignal | undefined) => {
    const asked = await ask(() => channelFor(scope, destination), timeoutMs, signal);
    if (asked.kind !== 'answer') return notCalled(unanswered(asked.kind, 'channel-unavailable'));
    const channel = asked.value;
    if (typeof channel !== 'string' || channel === '')
      return notCalled({ kind: 'stop', code: 'channel-missing' });
    return { kind: 'channel' as const, channel };
  };

  const call = async (
    method: 'chat.postMessage' | 'chat.update',
    scope: TenantScope,
    destination: Destination,
    body: string,
    { signal }: AttemptOptions = {},
  ): Promise<DeliveryOutcome> => {
    const token = await tokenOf(scope, destination, signal);
    if (token.kind === 'failed') return token.outcome;
    const { authorization } = token;
    const result = await postJson({
      url: `${base}/${method}`,
      body,
      authorization,
      timeoutMs,
      signal,
      fetch,
    });
    if (result.kind === 'failed') return result.outcome;
    return classifyWebApi(result.status, parseAnswer(result.body), result.headers, { now: now() });
  };

  return {
    spec: TRANSPORT_SPEC,
    name: NAME,
    ...rest,
    ...paces,
    groupOf: (scope, destination) => groupKey(NAME, scope, destination),
    workspaceOf: (scope, destination) => workspaceKey(NAME, scope, destination),
    async deliver(scope, { id, payload, destination }, attempt) {
      const to = await channelOf(scope, destination, attempt?.signal);
      if (to.kind === 'failed') return to.outcome;
      const { channel } = to;
      const { thread } = destination;
      const body = bodyOf(payload, (has) => ({
        channel,
        client_msg_id: id,
        ...(has('metadata') ? {} : { metadata: alertMetadata(id) }),
        unfurl_links: false,
        unfurl_media: false,
        ...(thread === undefined ? {} : { thread_ts: thread }),
      }));
      if (body === undefined) return { kind: 'rerender', code: 'payload-broken' };
      return call('chat.postMessage', scope, destination, body, attempt);
    },
    async find(scope, { id, destination }, since, { signal } = {}) {
      // One time-out for all of it: whoever asks holds up the alerts behind.
      const until = now() + timeoutMs;
      const to = await channelOf(scope, destination, signal);
      if (to.kind === 'failed') return { kind: 'unknown', code: to.outcome.code };
      const token = await tokenOf(scope, destination, signal);
      if (token.kind === 'failed') return { kind: 'unknown', code: token.outcome.code };
      const callForm = (method: string, form: URLSearchParams): Promise<PostResult> =>
        postJson({
          url: `${base}/${method}`,
          body: form.toString(),
          contentType: 'application/x-www-form-urlencoded; charset=utf-8',
          maxBytes: MAX_HISTORY_BYTES,
          authorization: token.authorization,
          timeoutMs: Math.max(1, until - now()),
          signal,
          fetch,
        });
      const { thread } = destination;
      return findInHistory({ id, channel: to.channel, thread, since }, callForm, { now, until, signal });
    },
    async update(scope, { channel, ts }, { payload, destination }, attempt) {
      const body = bodyOf(payload, (has) => ({ ...absentParts(has), channel, ts }));
      if (body === undefined) return { kind: 'rerender', code: 'payload-broken' };
      return call('chat.update', scope, destination, body, attempt);
    },
  };
}

/**
 * Posts with chat.postMessage and updates with chat.update. The alert's id goes along as `client_msg_id`, which lets
 * Slack recognise a second attempt as a best effort, and in the message's metadata, which members of the channel can
 * read: the id and nothing else. Links and media are not unfolded.
 *
 * `find` looks for that metadata with conversations.history, in threads with conversations.replies. It needs a channel's
 * id, not its name, and one of the scopes `channels:history`, `groups:history`, `im:history`, `mpim:history`; without
 * it answers `unknown`. Slack shows a message soon after it took it, not at once: ask some seconds after the attempt.
 *
 * `message_not_found`, `cant_update_message` and `edit_window_closed` of an update are `stop` with that code: the message
 * cannot be changed any more, which says nothing about the channel.
 *
 * @throws LOCALERT_INVALID_INPUT for a `baseUrl` that is neither https nor loopback, a `timeoutMs` that is no positive
 *   number, or a pace that is none
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { slackWebApi } from '@localert/slack';
 *
 * const tokens = new Map([['acme', secret('xoxb-secret')]]);
 * const transport = slackWebApi({ tokenFor: (scope) => tokens.get(scope.tenant) ?? '' });
 * ```
 */
export const slackWebApi = (options: WebApiOptions): UpdatingTransport =>
  webApiTransport(options, { secretsOnly: false });
