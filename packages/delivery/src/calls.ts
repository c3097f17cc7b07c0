import type {
  DeliveryOutcome,
  FindOutcome,
  MessageRef,
  OutboundMessage,
  Stopped,
  TenantScope,
  Transport,
} from '@localert/core';

/** Milliseconds that a transport has after an abort to say itself what became of its call. */
const GRACE_MS = 250;

/** Calls of a transport that always end, and never throw. */
export interface Calls {
  deliver(scope: TenantScope, message: OutboundMessage): Promise<DeliveryOutcome>;
  update(scope: TenantScope, ref: MessageRef, message: OutboundMessage): Promise<DeliveryOutcome>;
  find(scope: TenantScope, message: OutboundMessage, since: number): Promise<FindOutcome>;
  /** Ends what is under way, and begins nothing any more. */
  abort(): void;
}

const NOT_SENT: DeliveryOutcome = { kind: 'retry', code: 'aborted' };

const hasKind = (answer: unknown): answer is { readonly kind: string; readonly code?: unknown } =>
  typeof (answer as { kind?: unknown } | null | undefined)?.kind === 'string';

/**
 * Makes the calls of a transport.
 *
 * @param timeoutMs - bound on each call
 */
export function createCalls(transport: Transport, timeoutMs: number): Calls {
  // Not `AbortSignal.any` over a signal that lives as long as the process: it would gather what hangs on it.
  const open = new Set<(why: Stopped) => void>();
  let isOver = false;

  function bounded<Answer extends { readonly kind: string }>(
    call: (signal: AbortSignal) => Promise<Answer>,
  ): Promise<Answer | { readonly kind: 'unknown'; readonly code: string }> {
    return new Promise((resolve) => {
      const controller = new AbortController();
      let stopped: Stopped | undefined;
      let timer: ReturnType<typeof setTimeout>;
      const end = (answer: Answer | { readonly kind: 'unknown'; readonly code: string }) => {
        clearTimeout(timer);
        open.delete(stop);
        resolve(answer);
      };
      const lost = (code: string) => end({ kind: 'unknown', code });
      function stop(why: Stopped): void {
        if (stopped !== undefined) return;
        stopped = why;
        clearTimeout(timer);
        timer = setTimeout(lost, GRACE_MS, why);
        controller.abort();
      }
      timer = setTimeout(stop, timeoutMs, 'timeout');
      open.add(stop);
      const called = async () => call(controller.signal);
      called().then(
        (answer) => {
          if (!hasKind(answer)) return lost('answer-unreadable');
          // The transport knows that it was ended, not why.
          if (answer.kind === 'unknown' && stopped !== undefined) return lost(stopped);
          return end(answer);
        },
        // A transport answers, it does not throw. One that does may have posted: nobody can tell.
        () => lost(stopped ?? 'transport_threw'),
      );
    });
  }

  return {
    async deliver(scope, message) {
      if (isOver) return NOT_SENT;
      return bounded((signal) => transport.deliver(scope, message, { signal }));
    },
    async update(scope, ref, message) {
      const { update } = transport;
      if (update === undefined) return { kind: 'stop', code: 'cant_update_message' };
      if (isOver) return NOT_SENT;
      return bounded((signal) => update.call(transport, scope, ref, message, { signal }));
    },
    async find(scope, message, since) {
      const { find } = transport;
      if (find === undefined || isOver) return { kind: 'unknown', code: 'no-find' };
      return bounded((signal) => find.call(transport, scope, message, since, { signal }));
    },
    abort() {
      isOver = true;
      for (const stop of [...open]) stop('aborted');
    },
  };
}
