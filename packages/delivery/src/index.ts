export type { DeliveryLoad } from './backlog.ts';
export { type Backoff, backoffMs } from './backoff.ts';
export type { BreakerPolicy } from './breaker.ts';
export { createDispatcher, type Dispatcher } from './dispatcher.ts';
export type { RefusalPolicy } from './refusals.ts';
export type { DispatcherOptions, DoubtPolicy, Prepared } from './settings.ts';
export type { RetryPolicy } from './settlement.ts';
export { type StopOnSignalOptions, type Stoppable, type StopSignal, stopOnSignal } from './stop-on-signal.ts';
export type { WorkspacePolicy } from './workspaces.ts';
