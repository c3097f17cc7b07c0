import type { ChangeHint, ChangeListener } from './change.ts';

/** Who listens to a store, for adapters. */
export interface ChangeListeners {
  /** How many there are. */
  readonly size: number;
  /** Adds a listener; answers how to end it. The same function may listen twice. */
  add(listener: ChangeListener): () => void;
  /** Tells all of them. What one throws, at once or later, reaches nobody. */
  tell(hint: ChangeHint): void;
  /** Ends all of them. */
  clear(): void;
}

/**
 * A list of listeners, for adapters that tell of changes.
 *
 * @example
 * ```ts
 * import { changeListeners } from '@localert/core';
 *
 * const listeners = changeListeners();
 * const end = listeners.add((hint) => console.log(hint.kind));
 * listeners.tell({ kind: 'fixture', tenant: 'acme', fixture: 'disk_full' });
 * end();
 * ```
 */
export function changeListeners(): ChangeListeners {
  const entries = new Set<{ readonly listener: ChangeListener }>();
  return {
    get size() {
      return entries.size;
    },
    add(listener) {
      const entry = { listener };
      entries.add(entry);
      return () => void entries.delete(entry);
    },
    tell(hint) {
      for (const { listener } of [...entries]) {
        try {
          const answer: unknown = listener(hint);
          // An async function is a listener too; its rejection must not end the process.
          if (answer instanceof Promise) answer.catch(() => undefined);
        } catch {
          // What a listener throws must reach neither the writer nor the other listeners.
        }
      }
    },
    clear() {
      entries.clear();
    },
  };
}
