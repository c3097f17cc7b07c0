import { newTenant, type TenantId, type TenantInput } from '@localert/core';
import { assertCompliance } from './compliance.ts';
import { errorCode } from './error-code.ts';
import type { House } from './house.ts';
import { isOutage } from './outage.ts';
import { withPatience } from './patience.ts';
import type { KnownTenant } from './tenant-context.ts';
import { ensureTenant } from './tenants.ts';

/** The first wait between two tries, and the longest, in milliseconds. */
const FIRST_MS = 100;
const LONGEST_MS = 30_000;

/** Tenants in code that the directory did not take at the start: they are served as they were declared until it does. */
export interface Behind {
  /** A tenant as it was declared; `undefined` once it is brought in. */
  declared(tenant: TenantId): KnownTenant | undefined;
  /** How many there are. */
  count(): number;
  /** Brings in tenants in code; those that cannot be now are tried again until {@link Behind.stop}. */
  begin(house: House, tenants: readonly TenantInput[]): Promise<void>;
  stop(): void;
}

interface Waiting {
  readonly input: TenantInput;
  readonly known: KnownTenant;
}

/** Nobody waits yet. */
export function createBehind(): Behind {
  const waiting = new Map<TenantId, Waiting>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  /** Answers whether the directory answered. */
  async function bringIn(house: House, { input, known }: Waiting): Promise<boolean> {
    const { id } = known.context;
    try {
      await withPatience('directory.get', house.limits.patienceMs, ensureTenant(house, input));
      waiting.delete(id);
      house.tenants.purge(house.system, id);
      return true;
    } catch (error) {
      const outage = isOutage(error);
      // What is refused for good is not tried again: what the directory has of the tenant is what holds.
      if (!outage) waiting.delete(id);
      house.observe({ type: 'start.degraded', tenant: id, code: errorCode(error), final: !outage });
      return !outage;
    }
  }

  /** One after the other; the first that finds the directory down speaks for the rest. */
  async function round(house: House): Promise<void> {
    for (const each of [...waiting.values()]) if (stopped || !(await bringIn(house, each))) return;
  }

  function later(house: House, waitMs: number): void {
    if (stopped || waiting.size === 0) return;
    // Spread by a quarter, so that processes which began together do not ask together.
    timer = setTimeout(
      async () => {
        await round(house);
        later(house, Math.min(LONGEST_MS, waitMs * 2));
      },
      waitMs * (0.75 + Math.random() / 2),
    );
    timer.unref?.();
  }

  return {
    declared: (tenant) => waiting.get(tenant)?.known,
    count: () => waiting.size,
    async begin(house, tenants) {
      const readAt = house.clock.now();
      for (const input of tenants) {
        const context = Object.freeze(newTenant(input, readAt));
        // A slip in code shows at the desk, whatever the store does.
        assertCompliance(house, context);
        waiting.set(context.id, { input, known: { context, readAt } });
      }
      await round(house);
      later(house, FIRST_MS);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
