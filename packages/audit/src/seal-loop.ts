import { type AuditLog, systemScope, type TenantId } from '@localert/core';

/** What a loop does, and how often. */
export interface SealLoopParts {
  readonly log: AuditLog;
  /** Milliseconds between two looks. */
  readonly intervalMs: number;
  seal(tenant: TenantId): Promise<void>;
  /** Is called after each look, whatever it found. */
  after(closing: boolean): Promise<void>;
  /** A look that failed before it came to any tenant. */
  failed(error: unknown): void;
}

/** Links what waits, again and again. */
export interface SealLoop {
  start(): void;
  /** Looks now, if the loop runs: more is waiting than one batch takes. */
  wake(): void;
  /** Seals every tenant that has something waiting. */
  all(closing?: boolean): Promise<void>;
  /** Stops, after a look that is under way and a last one. */
  stop(): Promise<void>;
}

/** Tenants asked for at once; those that were sealed and wait again do not hide others. */
const TENANTS = 100;

/** Makes a loop. Its timer does not keep the process alive. */
export function createSealLoop({ log, intervalMs, seal, after, failed }: SealLoopParts): SealLoop {
  const system = systemScope('audit sealer');
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let look: Promise<void> = Promise.resolve();

  async function all(closing = false): Promise<void> {
    const seen = new Set<TenantId>();
    try {
      for (;;) {
        // Each tenant once: one that fails, or that grows as fast as it is linked, must not keep the others waiting.
        const waiting = await log.waiting(system, TENANTS + seen.size);
        const tenants = waiting.filter((tenant) => !seen.has(tenant));
        if (tenants.length === 0) break;
        for (const tenant of tenants) {
          seen.add(tenant);
          await seal(tenant);
        }
      }
    } catch (error) {
      failed(error);
    }
    await after(closing);
  }

  function schedule(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      look = all().then(() => {
        if (running) schedule(intervalMs);
      });
    }, ms);
    timer.unref();
  }

  return {
    start() {
      running = true;
      schedule(intervalMs);
    },
    wake() {
      // Without a timer a look is under way, and another follows.
      if (timer !== undefined) schedule(0);
    },
    all,
    async stop() {
      running = false;
      clearTimeout(timer);
      timer = undefined;
      await look;
      await all(true);
    },
  };
}
