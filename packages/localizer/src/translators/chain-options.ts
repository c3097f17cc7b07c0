import { assertPort, TRANSLATOR_SPEC, type Translator } from '@localert/core';
import type { TranslatorBudget } from './chain-budget.ts';
import { assertOptions } from './endpoint.ts';

/** A translator of a chain, and what may be used of it. */
export interface ChainLink {
  readonly translator: Translator;
  /** For each tenant. Default: no bounds. */
  readonly budget?: TranslatorBudget | undefined;
}

/** What a chain tells: names, codes and numbers, never a text. */
export type ChainEvent =
  | {
      readonly type: 'translator.answered';
      readonly translator: string;
      readonly attempt: number;
      readonly finishReason: string;
      readonly inputTokens: number;
      readonly outputTokens: number;
      readonly characters: number;
    }
  | {
      readonly type: 'translator.failed';
      readonly translator: string;
      readonly attempt: number;
      readonly code: string;
      /** How long it waits for the next try; absent: there is none. */
      readonly waitMs?: number;
    }
  | {
      readonly type: 'translator.skipped';
      readonly translator: string;
      readonly reason: 'pair' | 'breaker' | 'budget';
    }
  | {
      readonly type: 'translator.breaker';
      readonly translator: string;
      readonly state: 'open' | 'half-open' | 'closed';
    };

/** Options of {@link chainTranslators}. */
export interface ChainOptions {
  /** For provenance, events and errors; default `chain`. */
  readonly name?: string | undefined;
  /** Most tries of one translator; default 3. */
  readonly attempts?: number | undefined;
  /** The first wait and the longest, in milliseconds; default 500 and 20,000. A Retry-After that is longer means: the next one. */
  readonly backoff?: { readonly firstMs?: number; readonly mostMs?: number } | undefined;
  /** After how many failures in a row a translator is left alone, and for how long; default 5 and 30,000 ms. */
  readonly breaker?: { readonly failures?: number; readonly openMs?: number } | undefined;
  /** Is told what happens; what it throws reaches nobody. */
  readonly observe?: ((event: ChainEvent) => void) | undefined;
  /** Epoch milliseconds; default: the host's clock. */
  readonly now?: (() => number) | undefined;
  /** Waits; tests hand in their own. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined;
  /** 0 to 1; spreads the waits of many processes. */
  readonly random?: (() => number) | undefined;
}

const isCount = (value: number): boolean => Number.isInteger(value) && value > 0 && value <= 1_000_000_000;

const isLink = (link: Translator | ChainLink): link is ChainLink => 'translator' in link;

/** The options with every default in place. @throws LOCALERT_INVALID_INPUT, LOCALERT_PORT_MISMATCH */
export function chainSettings(given: readonly (Translator | ChainLink)[], options: ChainOptions) {
  const links = given.map((link): ChainLink => (isLink(link) ? link : { translator: link }));
  const { name = 'chain', attempts = 3, backoff = {}, breaker = {} } = options;
  const { firstMs = 500, mostMs = 20_000 } = backoff;
  const { failures = 5, openMs = 30_000 } = breaker;
  const numbers = { attempts, 'backoff.firstMs': firstMs, 'backoff.mostMs': mostMs };
  const more = { 'breaker.failures': failures, 'breaker.openMs': openMs };
  assertOptions('chain', {
    name: /^[a-z][a-z0-9-]{0,40}$/.test(name) ? undefined : 'a word of a-z, 0-9 and -',
    translators: links.length > 0 ? undefined : 'at least one',
    ...Object.fromEntries(
      Object.entries({ ...numbers, ...more }).map(([path, value]) => [
        path,
        isCount(value) ? undefined : 'a whole number, more than 0',
      ]),
    ),
  });
  for (const { translator } of links) assertPort('translator', translator, TRANSLATOR_SPEC);
  const tell = (event: ChainEvent): void => {
    try {
      options.observe?.(event);
    } catch {
      // An observer's fault is its own.
    }
  };
  return {
    links,
    name,
    attempts,
    firstMs,
    mostMs,
    failures,
    openMs,
    tell,
    now: options.now ?? Date.now,
    sleep: options.sleep ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))),
    random: options.random ?? Math.random,
  };
}

export type ChainSettings = ReturnType<typeof chainSettings>;
