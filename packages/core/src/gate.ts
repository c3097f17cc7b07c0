import { StoreUnavailableError } from './errors.ts';

/** Lets calls in until it is closed; for adapters, which refuse every call after `close`. */
export interface Gate {
  /** @throws LOCALERT_STORE_UNAVAILABLE once closed */
  enter(operation: string): void;
  close(): void;
}

/** An open gate; with `outer`, closed as soon as either is. */
export function createGate(outer?: Gate): Gate {
  let open = true;
  return {
    enter(operation) {
      outer?.enter(operation);
      if (!open) throw new StoreUnavailableError({ operation });
    },
    close() {
      open = false;
    },
  };
}
