import { assertSystemScope, type Gate, type SystemScope } from '@localert/core';
import type { BullmqEvents } from './bullmq-client.ts';

/** What an outbox tells when something may have become due by another process. */
type Subscribe = (scope: SystemScope, listener: () => void) => () => void;

/** Tells by the queue's events; many that come together are told once. */
export function subscribeTo(events: BullmqEvents, gate: Gate): Subscribe {
  return (scope, listener) => {
    assertSystemScope(scope);
    gate.enter('outbox.subscribe');
    let told: ReturnType<typeof setImmediate> | undefined;
    const hear = () => {
      told ??= setImmediate(() => {
        told = undefined;
        listener();
      });
    };
    const names = ['waiting', 'delayed'] as const;
    for (const name of names) events.on(name, hear);
    return () => {
      for (const name of names) events.off(name, hear);
      clearImmediate(told);
    };
  };
}
