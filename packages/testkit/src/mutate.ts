import { structureMakers } from './mutation-structure.ts';
import { type Maker, type MutationPair, type Random, sceneOf } from './mutation-text.ts';
import { tokenMakers } from './mutation-tokens.ts';
import { wordMakers } from './mutation-words.ts';

const MAKERS = { ...structureMakers, ...tokenMakers, ...wordMakers };

/** A kind of fault. */
export type FaultClass = keyof typeof MAKERS;

/** What kind of thing a fault breaks. */
export type FaultGroup = 'structure' | 'tokens' | 'words';

/** A translation with one fault in it. */
export interface Mutation {
  readonly fault: FaultClass;
  readonly group: FaultGroup;
  readonly target: string;
}

const groupOf = (fault: string): FaultGroup =>
  Object.hasOwn(structureMakers, fault)
    ? 'structure'
    : Object.hasOwn(tokenMakers, fault)
      ? 'tokens'
      : 'words';

const isFault = (fault: string): fault is FaultClass => Object.hasOwn(MAKERS, fault);

/** Every kind of fault, and what it breaks. */
export const FAULT_CLASSES: readonly { readonly fault: FaultClass; readonly group: FaultGroup }[] =
  Object.keys(MAKERS)
    .filter(isFault)
    .map((fault) => ({ fault, group: groupOf(fault) }));

/**
 * Makes faulty translations of a good one: one of each kind that it has something to break for. Two kinds need more than
 * the pair: `inOtherLocales` and `otherSentences`. A pair that cannot be read gives none.
 *
 * @param random - numbers from 0 up to 1; with a seed the same faults come again
 *
 * @example
 * ```ts
 * import { mutateTranslation } from '@localert/testkit/mutations';
 *
 * const faults = mutateTranslation(
 *   { source: 'Disk full on {host}', target: 'Disco lleno en {host}', sourceLocale: 'en', targetLocale: 'es' },
 *   Math.random,
 * );
 * faults.find(({ fault }) => fault === 'argument-dropped')?.target; // 'Disco lleno en '
 * ```
 */
export function mutateTranslation(pair: MutationPair, random: Random): readonly Mutation[] {
  const scene = sceneOf(pair, random);
  if (scene === undefined) return [];
  return FAULT_CLASSES.flatMap(({ fault, group }): Mutation[] => {
    const make: Maker = MAKERS[fault];
    const target = made(() => make(scene));
    return target === undefined || target === pair.target ? [] : [{ fault, group, target }];
  });
}

/** What cannot be written down in the syntax is no fault that a translation could have. */
function made(make: () => string | undefined): string | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
