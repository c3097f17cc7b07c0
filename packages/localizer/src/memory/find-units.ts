import type { MemoryMatch, MemoryQuery, MemoryUnit } from '@localert/core';
import { nearness } from '../pipeline/languages.ts';
import { type MessageShape, shapeOf } from './shape.ts';
import { likeness, tokensOf } from './tokens.ts';

/** A unit with what it is compared by. */
export interface IndexedUnit {
  readonly unit: MemoryUnit;
  readonly shape: MessageShape;
  readonly tokens: ReadonlyMap<string, number>;
}

/** Prepares a unit for look-ups. */
export function indexed(unit: MemoryUnit): IndexedUnit {
  const shape = shapeOf(unit.source, unit.syntax);
  return { unit, shape, tokens: tokensOf(shape.words) };
}

/** Whom a text is believed first, of those that fit as well. */
const TRUST: Readonly<Record<MemoryUnit['origin'], number>> = { human: 3, template: 2, import: 1, model: 0 };

const DEFAULT_SIMILARITY = 0.75;
const DEFAULT_LIMIT = 3;

/** Two messages that are not the same are never wholly alike, whatever their words. */
const MOST_ALIKE = 0.99;

interface Ranked extends MemoryMatch {
  readonly near: number;
}

/**
 * The units that answer a query, best first. A fuzzy match has the same arguments and choices as the source: only its words
 * differ.
 */
export function findUnits(units: Iterable<IndexedUnit>, query: MemoryQuery): readonly MemoryMatch[] {
  const { source, sourceLocale, targetLocale, syntax } = query;
  const { minSimilarity = DEFAULT_SIMILARITY, limit = DEFAULT_LIMIT } = query;
  let wanted: IndexedUnit | undefined;
  const found: Ranked[] = [];
  for (const { unit, shape, tokens } of units) {
    if (unit.syntax !== syntax) continue;
    const near = nearness(unit.targetLocale, targetLocale);
    if (near === 0 || nearness(unit.sourceLocale, sourceLocale) === 0) continue;
    if (unit.source === source) {
      found.push({ unit, similarity: 1, near });
      continue;
    }
    if (minSimilarity >= 1) continue;
    wanted ??= indexed({ ...unit, source });
    if (shape.structure !== wanted.shape.structure) continue;
    const similarity = Math.min(MOST_ALIKE, likeness(tokens, wanted.tokens));
    if (similarity >= minSimilarity) found.push({ unit, similarity, near });
  }
  return found
    .sort(
      (left, right) =>
        right.similarity - left.similarity ||
        right.near - left.near ||
        TRUST[right.unit.origin] - TRUST[left.unit.origin] ||
        right.unit.at - left.unit.at,
    )
    .slice(0, limit)
    .map(({ unit, similarity }) => ({ unit, similarity }));
}
