export { type Backoff, backoffMs } from './backoff.ts';
export { createDispatcher, type Dispatcher, type DispatcherOptions } from './dispatcher.ts';
export type { RetryPolicy } from './settlement.ts';
