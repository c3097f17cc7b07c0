import {
  type Destination,
  InvalidInputError,
  type Secret,
  type TenantScope,
  type Transport,
} from '@localert/core';
import { type UpdatingTransport, type WebApiOptions, webApiTransport } from '../web-api.ts';
import { type WebhookOptions, webhookTransport } from '../webhook.ts';
import { type PinnedFetch, pinnedFetch } from './pinned-fetch.ts';

/** The part of the options in which these transports are stricter. */
export interface PinnedOptions {
  /** Default: a `pinnedFetch()` of its own, which reaches Slack and nothing else. */
  readonly fetch?: PinnedFetch | undefined;
}

/** How to reach incoming webhooks with nothing but secrets and a pinned fetch. */
export interface PinnedWebhookOptions extends Omit<WebhookOptions, 'fetch' | 'urlFor'>, PinnedOptions {
  /**
   * The webhook of a destination, as a `secret()` of core: a plain text is `stop` with the code `secret-expected`. A
   * throw, or no answer within `timeoutMs`, means that it cannot be read now (`retry`).
   */
  readonly urlFor: (scope: TenantScope, destination: Destination) => Secret | Promise<Secret>;
}

/** How to reach Slack's Web API with nothing but secrets and a pinned fetch. */
export interface PinnedWebApiOptions extends Omit<WebApiOptions, 'fetch' | 'tokenFor'>, PinnedOptions {
  /**
   * The token for a destination, as a `secret()` of core: a plain text is `stop` with the code `secret-expected`. A
   * throw, or no answer within `timeoutMs`, means that it cannot be read now (`retry`).
   */
  readonly tokenFor: (scope: TenantScope, destination: Destination) => Secret | Promise<Secret>;
}

/** The fetch to use. Types say it already; a host without types would else lose the guard unseen. */
function guarded({ fetch = pinnedFetch() }: PinnedOptions): PinnedFetch {
  if (fetch.pinned === true) return fetch;
  const message = 'a fetch made by pinnedFetch(); for any other use the transports of @localert/slack';
  throw new InvalidInputError({ what: 'Slack transport', issues: [{ path: 'fetch', message }] });
}

/**
 * `slackWebhook` of `@localert/slack` that takes secrets only and calls only where {@link pinnedFetch} lets it. A
 * refused address is `stop` with the code `address-refused`.
 *
 * @throws LOCALERT_INVALID_INPUT for a `timeoutMs` that is no positive number, or another fetch
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { slackWebhook } from '@localert/slack/node';
 *
 * const transport = slackWebhook({ urlFor: () => secret(process.env['SLACK_WEBHOOK_URL'] ?? '') });
 * ```
 */
export const slackWebhook = (options: PinnedWebhookOptions): Transport =>
  webhookTransport({ ...options, fetch: guarded(options) }, { secretsOnly: true });

/**
 * `slackWebApi` of `@localert/slack` that takes secrets only and calls only where {@link pinnedFetch} lets it. A
 * refused address is `stop` with the code `address-refused`.
 *
 * @throws LOCALERT_INVALID_INPUT for a `baseUrl` that is neither https nor loopback, a `timeoutMs` that is no positive
 *   number, or another fetch
 *
 * @example
 * ```ts
 * import { secret } from '@localert/core';
 * import { pinnedFetch, slackWebApi } from '@localert/slack/node';
 *
 * const fetch = pinnedFetch({ hosts: ['slack-gov.com'] });
 * const transport = slackWebApi({
 *   fetch,
 *   baseUrl: 'https://slack-gov.com/api',
 *   tokenFor: () => secret(process.env['SLACK_TOKEN'] ?? ''),
 * });
 * ```
 */
export const slackWebApi = (options: PinnedWebApiOptions): UpdatingTransport =>
  webApiTransport({ ...options, fetch: guarded(options) }, { secretsOnly: true });
