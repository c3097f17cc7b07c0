import {
  type DeliveryOutcome,
  type OutboundMessage,
  type QueuedAlert,
  type TenantScope,
  TRANSPORT_SPEC,
  type Transport,
  uuidV7,
} from '@localert/core';

/** One post as the scripted transport saw it. */
export interface Post {
  readonly tenant: string;
  readonly id: string;
  readonly payload: string;
  readonly at: number;
}

type Answer =
  | DeliveryOutcome
  | Error
  | ((message: OutboundMessage, signal: AbortSignal | undefined) => Promise<DeliveryOutcome>);

/** A transport that answers by script: the first answer for the first post, and so on; then `delivered`. */
export function scriptedTransport(answers: readonly Answer[] = []) {
  const posts: Post[] = [];
  const transport: Transport = {
    spec: TRANSPORT_SPEC,
    name: 'script',
    groupOf: (scope: TenantScope, { channel }) => JSON.stringify([scope.tenant, channel ?? '']),
    async deliver(scope, { id, payload, destination }, { signal } = {}) {
      const answer = answers[posts.length] ?? { kind: 'delivered' };
      posts.push({ tenant: scope.tenant, id, payload, at: performance.now() });
      if (answer instanceof Error) throw answer;
      return typeof answer === 'function' ? answer({ id, payload, destination }, signal) : answer;
    },
  };
  return { transport, posts };
}

let counter = 0;

/** An alert for the queue. */
export function alert(over: Partial<QueuedAlert> = {}): QueuedAlert {
  counter++;
  const now = Date.now();
  return {
    id: uuidV7(now, Uint8Array.from([0, 0, 0, 0, 0, 0, 0, counter >> 16, counter >> 8, counter])),
    fixture: 'disk_full',
    revision: 1,
    severity: 'high',
    priority: 2,
    locale: 'en',
    requested: ['en'],
    values: '{}',
    payload: `{"text":"rich ${counter}"}`,
    plain: `{"text":"plain ${counter}"}`,
    destination: {},
    group: 'g',
    createdAt: now,
    ...over,
  };
}
