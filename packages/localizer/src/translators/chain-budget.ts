/** What may be used of one translator by one tenant, in a window of time. */
export interface TranslatorBudget {
  readonly requests?: number | undefined;
  /** Tokens in and out. */
  readonly tokens?: number | undefined;
  /** Characters that are sent. */
  readonly characters?: number | undefined;
  /** The window, in milliseconds; default a day. Windows begin at multiples of it, in epoch time. */
  readonly everyMs?: number | undefined;
}

/** An amount of each kind. */
export interface Spending {
  readonly requests: number;
  readonly tokens: number;
  readonly characters: number;
}

const KINDS = ['requests', 'tokens', 'characters'] as const;
const DAY_MS = 86_400_000;

/** Counts what tenants use, and stops hard: what does not fit is not begun. */
export function budgetCounter(budget: TranslatorBudget, now: () => number) {
  const everyMs = budget.everyMs ?? DAY_MS;
  let window = -1;
  let spent = new Map<string, Spending>();

  function of(tenant: string): Spending {
    const current = Math.floor(now() / everyMs);
    if (current !== window) {
      window = current;
      spent = new Map();
    }
    return spent.get(tenant) ?? { requests: 0, tokens: 0, characters: 0 };
  }

  const plus = (left: Spending, right: Spending): Spending => ({
    requests: left.requests + right.requests,
    tokens: left.tokens + right.tokens,
    characters: left.characters + right.characters,
  });

  return {
    /**
     * Takes an estimate, before the call: calls at once cannot all pass by the same remainder. `undefined`: it does not fit.
     * The answer puts what was really used in its place.
     */
    take(tenant: string, estimate: Spending): ((actual: Spending) => void) | undefined {
      const after = plus(of(tenant), estimate);
      if (KINDS.some((kind) => after[kind] > (budget[kind] ?? Number.POSITIVE_INFINITY))) return undefined;
      spent.set(tenant, after);
      const began = window;
      return (actual) => {
        const now = of(tenant);
        // What was taken in an earlier window is forgotten with it.
        if (window !== began) return;
        spent.set(tenant, {
          requests: now.requests - estimate.requests + actual.requests,
          tokens: now.tokens - estimate.tokens + actual.tokens,
          characters: now.characters - estimate.characters + actual.characters,
        });
      };
    },
  };
}
