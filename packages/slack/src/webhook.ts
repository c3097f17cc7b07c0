import { type Destination, type TenantScope, TRANSPORT_SPEC, type Transport } from '@localert/core';
import { classifyWebhook } from './answers.ts';
import { ask, unanswered } from './ask.ts';
import { type Credential, type CredentialRules, openCredential } from './credential.ts';
import { checkedEndpoint } from './endpoint.ts';
import { groupKey, workspaceKey } from './group.ts';
import { type PaceOptions, pacesOf, SLACK_PACES } from './paces.ts';
import { bodyOf } from './payload.ts';
import { postJson } from './post.ts';
import { type HttpOptions, httpOptions } from './transport-options.ts';

/** How to reach incoming webhooks. */
export interface WebhookOptions extends HttpOptions, PaceOptions {
  /**
   * The webhook of a destination: best a `secret()` of core, which cannot be printed by mistake. It is sent nowhere else
   * and never named. A throw, or no answer within `timeoutMs`, means that it cannot be read now (`retry`).
   */
  readonly urlFor: (scope: TenantScope, destination: Destination) => Credential | Promise<Credential>;
}

const NAME = 'slack-webhook';

/** {@link slackWebhook}, with the say in which credentials it takes. */
export function webhookTransport(options: WebhookOptions, rules: CredentialRules): Transport {
  const { urlFor } = options;
  const { timeoutMs, now, fetch, ...rest } = httpOptions(options);
  return {
    spec: TRANSPORT_SPEC,
    name: NAME,
    ...rest,
    ...pacesOf(options, { pace: SLACK_PACES.webhook }),
    groupOf: (scope, destination) => groupKey(NAME, scope, destination),
    workspaceOf: (scope, destination) => workspaceKey(NAME, scope, destination),
    async deliver(scope, { payload, destination }, { signal } = {}) {
      const { thread } = destination;
      const body = bodyOf(payload, () => ({
        unfurl_links: false,
        unfurl_media: false,
        ...(thread === undefined ? {} : { thread_ts: thread }),
      }));
      if (body === undefined) return { kind: 'rerender', code: 'payload-broken' };
      const read = async () => openCredential(await urlFor(scope, destination), rules);
      const asked = await ask(read, timeoutMs, signal);
      if (asked.kind !== 'answer') return unanswered(asked.kind, 'url-unavailable');
      if (asked.value === undefined) return { kind: 'stop', code: 'secret-expected' };
      const url = checkedEndpoint(asked.value.text);
      if (url === undefined) return { kind: 'stop', code: 'url-refused' };
      const result = await postJson({ url, body, timeoutMs, signal, fetch });
      if (result.kind === 'failed') return result.outcome;
      return classifyWebhook(result.status, result.body, result.headers, { now: now() });
    },
  };
}

/**
 * Posts to Slack's incoming webhooks. Webhooks give no `ts`, so there is no update; they have no idempotency and no
 * history: what is `unknown` may stand in the channel already, and nobody can look.
 *
 * The address is trusted as the host gives it. On Node, `slackWebhook` of `@localert/slack/node` also holds it to an
 * allow-list and to public addresses.
 *
 * @throws LOCALERT_INVALID_INPUT for a `timeoutMs` that is no positive number, or a pace that is none
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { slackWebhook } from '@localert/slack';
 *
 * const urls = new Map([['acme', secret('https://hooks.slack.com/services/T0/B0/secret')]]);
 * const transport = slackWebhook({ urlFor: (scope) => urls.get(scope.tenant) ?? '' });
 * ```
 */
export const slackWebhook = (options: WebhookOptions): Transport =>
  webhookTransport(options, { secretsOnly: false });
