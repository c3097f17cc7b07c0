import type { TenantId } from './ids.ts';
import type { Locale } from './locale.ts';
import type { MessageSyntax } from './messages.ts';
import type { TenantScope } from './scope.ts';

/** The version of the {@link TranslationMemory} contract. */
export const MEMORY_SPEC = 'localert.memory/1';

/** A message and its translation, both MessageFormat sources of one syntax. */
export interface MemoryUnit {
  readonly source: string;
  readonly target: string;
  readonly sourceLocale: Locale;
  readonly targetLocale: Locale;
  readonly syntax: MessageSyntax;
  /** Who answers for it: a person's approval outweighs everything. */
  readonly origin: 'human' | 'template' | 'model' | 'import';
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A unit that was found. */
export interface MemoryMatch {
  readonly unit: MemoryUnit;
  /** 1: the same source. Less: how alike the words are, with the same arguments and branches. */
  readonly similarity: number;
}

/** What is looked for. */
export interface MemoryQuery {
  readonly source: string;
  readonly sourceLocale: Locale;
  readonly targetLocale: Locale;
  readonly syntax: MessageSyntax;
  /** 0 to 1; default 0.75. */
  readonly minSimilarity?: number;
  /** Default 3. */
  readonly limit?: number;
}

/** Remembers approved translations of a tenant. Nothing of one tenant is found by another. */
export interface TranslationMemory {
  readonly spec: typeof MEMORY_SPEC;
  /** Best first; of units that are equally alike, the one that people answer for, then the newest. */
  find(scope: TenantScope, query: MemoryQuery): Promise<readonly MemoryMatch[]>;
  /** Remembers; a unit with the same source, locales and syntax is replaced unless a person answers for the old one alone. */
  remember(scope: TenantScope, units: readonly MemoryUnit[]): Promise<void>;
  /** Forgets one source in a target locale, or all of the tenant. Answers how many units went. */
  forget(scope: TenantScope, what: Pick<MemoryUnit, 'source' | 'targetLocale'> | 'all'): Promise<number>;
  /** Drops what is kept at hand of a tenant that is gone. */
  purge?(tenant: TenantId): void;
}
