import { StoreUnavailableError } from '@localert/core';
import { storeFault } from './faults.ts';
import type { OutboxAnswers, OutboxWork, Outcome } from './outbox-work.ts';

/** Takes what changes the queue; it is done in the order in which it came. */
export interface OutboxDesk {
  /** Rejects with what is typed. */
  hand<Work extends OutboxWork>(work: Work): Promise<OutboxAnswers[Work['kind']]>;
  /** Resolves when what was handed in before is done or refused. */
  flush(): Promise<void>;
  /** Does what is pending and takes nothing more. */
  close(): Promise<void>;
}

/** A piece of work on its way, and who waits for it. */
export interface Pending {
  readonly work: OutboxWork;
  readonly resolve: (value: never) => void;
  readonly reject: (fault: unknown) => void;
}

/** What stands in errors for a piece of work. */
export const operationOf = ({ kind }: OutboxWork): string => `outbox.${kind}`;

export function tell({ work, resolve, reject }: Pending, outcome: Outcome): void {
  if ('value' in outcome) resolve(outcome.value as never);
  else reject(storeFault(operationOf(work), outcome.fault));
}

/** What a closed desk answers. */
export const closed = (work: OutboxWork): Promise<never> =>
  Promise.reject(new StoreUnavailableError({ operation: operationOf(work) }));
