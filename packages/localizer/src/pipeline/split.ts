import type { TranslationSegment, TranslatorCapabilities } from '@localert/core';

/** Segments in portions that a translator takes at once, in their order. A segment that is too long goes by itself. */
export function portionsOf(
  segments: readonly TranslationSegment[],
  { maxSegments, maxCharacters }: Pick<TranslatorCapabilities, 'maxSegments' | 'maxCharacters'>,
): readonly (readonly TranslationSegment[])[] {
  const portions: TranslationSegment[][] = [];
  let characters = 0;
  for (const segment of segments) {
    const last = portions.at(-1);
    const { length } = segment.text;
    if (last === undefined || last.length >= maxSegments || characters + length > maxCharacters) {
      portions.push([segment]);
      characters = length;
    } else {
      last.push(segment);
      characters += length;
    }
  }
  return portions;
}
