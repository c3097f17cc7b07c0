import { StoreUnavailableError } from '@localert/core';

/** Lets calls in until it is closed. */
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
