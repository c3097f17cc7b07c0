export { type Backoff, backoffMs } from './backoff.ts';
export { createDispatcher, type Dispatcher, type DispatcherOptions } from './dispatcher.ts';
export type { RetryPolicy } from './settlement.ts';
export { type ConsoleTransportOptions, consoleTransport } from './transports/console-transport.ts';
export { type JsonAlert, type JsonWebhookOptions, jsonWebhook } from './transports/json-webhook.ts';
export type { FetchLike } from './transports/post.ts';
export { type RoutedOptions, routedTransport } from './transports/routed-transport.ts';
