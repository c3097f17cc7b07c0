import { type ChangeListener, changeListeners, type FixtureStore, type SystemScope } from '@localert/core';

/** What the store tells of changes, for all in this process who want to know. */
export interface Hints {
  /** Whether the store tells at all. */
  readonly tells: boolean;
  /** Adds a listener; answers how to end it. */
  on(listener: ChangeListener): () => void;
  /** Tells all that something may have changed, a last time: whoever waits looks, and finds it closed. */
  close(): void;
}

/** Listens to a store while somebody here does. */
export function createHints(store: FixtureStore, system: SystemScope): Hints {
  const listeners = changeListeners();
  let end: (() => void) | undefined;

  function listen(): void {
    try {
      end ??= store.subscribe?.(system, listeners.tell);
    } catch {
      // It does not answer now. What is kept here grows old by itself, as without hints; the next listener tries again.
    }
  }

  return {
    tells: store.subscribe !== undefined,
    on(listener) {
      const remove = listeners.add(listener);
      listen();
      return () => {
        remove();
        if (listeners.size > 0) return;
        end?.();
        end = undefined;
      };
    },
    close() {
      end?.();
      end = undefined;
      listeners.tell({ kind: 'all' });
      listeners.clear();
    },
  };
}
