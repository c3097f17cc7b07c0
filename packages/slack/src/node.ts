/** What needs Node: transports whose connections are checked and pinned. */
export { type HostOptions, SLACK_HOSTS } from './node/allowed-hosts.ts';
export type { Resolve } from './node/checked-addresses.ts';
export { type PinnedFetch, type PinnedFetchOptions, pinnedFetch } from './node/pinned-fetch.ts';
export type { ProxyOptions } from './node/proxy.ts';
export type { Authorities } from './node/sockets.ts';
export {
  type PinnedOptions,
  type PinnedWebApiOptions,
  type PinnedWebhookOptions,
  slackWebApi,
  slackWebhook,
} from './node/transports.ts';
export type { Fetch } from './post.ts';
export {
  type AddressFault,
  AddressRefusedError,
  ConnectionLostError,
  RequestNotSentError,
} from './request-errors.ts';
