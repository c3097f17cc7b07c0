/** What is kept in Redis. */
export type RedisKind = 'fixture' | 'tenant';

/** Why Redis did not answer. `away`: not connected; `auth`: a password or a permission is missing. */
export type RedisFault =
  | 'away'
  | 'timeout'
  | 'memory'
  | 'readonly'
  | 'loading'
  | 'cluster'
  | 'auth'
  | 'other';

/** Which command. */
export type RedisOperation = 'read' | 'lease' | 'fill' | 'release' | 'invalidate' | 'epoch' | 'beat';

/** What happened in the second level: names for counters, never an id, a key or a value. */
export type RedisCacheEvent =
  /** Served from Redis. `absent`: known not to be there. */
  | { readonly type: 'hit'; readonly kind: RedisKind; readonly absent: boolean }
  /**
   * Not served from Redis. `absent`: nothing lies there; `outdated`: from before a purge or a rebuild; `rejected`: see
   * there; `away`: Redis was not asked, or did not answer.
   */
  | {
      readonly type: 'miss';
      readonly kind: RedisKind;
      readonly reason: 'absent' | 'outdated' | 'rejected' | 'away';
    }
  /**
   * What lay there was not taken. `seal`: it does not open, so it is changed, cut, foreign, or of a key that is not
   * here; `expired`: it is past its time; `future`: it was sealed later than now; `superseded`: a later one is known.
   */
  | {
      readonly type: 'rejected';
      readonly kind: RedisKind;
      readonly reason: 'seal' | 'expired' | 'future' | 'superseded';
    }
  /**
   * Read from the store. `leader`: for all processes; `alone`: Redis is away; `late`: whoever reads for all took too
   * long; `blocked`: it is being written.
   */
  | {
      readonly type: 'load';
      readonly kind: RedisKind;
      readonly as: 'leader' | 'alone' | 'late' | 'blocked';
    }
  /** What was read was put into Redis, or not: `overtaken` by a write or a purge, too `large`, or `older` than what is known. */
  | {
      readonly type: 'fill';
      readonly kind: RedisKind;
      readonly outcome: 'kept' | 'overtaken' | 'large' | 'older' | 'failed';
    }
  | { readonly type: 'failed'; readonly operation: RedisOperation; readonly fault: RedisFault }
  /** `open`: Redis is not asked; `half-open`: one probe is under way; `closed`: it is asked. */
  | { readonly type: 'breaker'; readonly state: 'open' | 'half-open' | 'closed' }
  /** Redis was told again what was written while it could not be told, or may have forgotten. */
  | { readonly type: 'resync'; readonly invalidations: number }
  /** A message that was not believed. */
  | { readonly type: 'dropped'; readonly reason: 'seal' | 'old' }
  /** Messages may have been missed: listeners are told `all`. */
  | { readonly type: 'missed' };

/** Is told what happens. What it throws reaches nobody. */
export type RedisCacheListener = (event: RedisCacheEvent) => void;

/** A listener whose faults are its own. */
export function quietly(listener: RedisCacheListener | undefined): RedisCacheListener {
  return (event) => {
    try {
      const told: unknown = listener?.(event);
      // An async function passes for a listener: what it rejects with must not end the process.
      if (told instanceof Promise) told.catch(() => undefined);
    } catch {
      // A counter's fault must not reach an alert.
    }
  };
}
