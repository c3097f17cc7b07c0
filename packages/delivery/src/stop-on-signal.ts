/** Something that ends what it has under way before it stops. */
export type Stoppable =
  | { readonly stop: () => Promise<unknown> }
  /** A manager. */
  | { readonly close: () => Promise<unknown> };

/** Signals that ask a process to end, as Node names them. */
export type StopSignal = 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'SIGQUIT' | 'SIGBREAK';

/** How a process ends. */
export interface StopOnSignalOptions {
  /** Default SIGTERM and SIGINT. */
  readonly signals?: readonly StopSignal[] | undefined;
  /** Milliseconds after which the process ends all the same. Default 25,000: less than the half minute of Kubernetes. */
  readonly timeoutMs?: number | undefined;
  /**
   * Ends the process: with 0 when it stopped in time, with 1 when it did not or failed. Default `process.exit`; `false`:
   * the host ends it.
   */
  readonly exit?: ((code: number) => void) | false | undefined;
}

/**
 * Stops in peace when the process is asked to end: nothing new is begun, what is under way ends. A second signal ends the
 * process at once.
 *
 * @returns takes the handlers off again
 *
 * @example
 * ```ts
 * import { createDispatcher, type DispatcherOptions, stopOnSignal } from '@localert/delivery';
 *
 * export function worker(options: DispatcherOptions): void {
 *   const dispatcher = createDispatcher(options);
 *   dispatcher.start();
 *   stopOnSignal(dispatcher);
 * }
 * ```
 */
export function stopOnSignal(stoppable: Stoppable, options: StopOnSignalOptions = {}): () => void {
  const {
    signals = ['SIGTERM', 'SIGINT'],
    timeoutMs = 25_000,
    exit = (code) => process.exit(code),
  } = options;
  let isStopping = false;

  const end = (code: number): void => {
    off();
    if (exit !== false) exit(code);
  };

  const stop = async (): Promise<void> => {
    const timer = setTimeout(end, timeoutMs, 1);
    try {
      await ('stop' in stoppable ? stoppable.stop() : stoppable.close());
      end(0);
    } catch {
      end(1);
    } finally {
      clearTimeout(timer);
    }
  };

  function onSignal(): void {
    if (isStopping) {
      end(1);
      return;
    }
    isStopping = true;
    void stop();
  }

  const off = (): void => {
    for (const signal of signals) process.removeListener(signal, onSignal);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return off;
}
