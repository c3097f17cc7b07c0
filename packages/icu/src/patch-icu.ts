import type { SourcePlace } from './errors.ts';
import { placeAt } from './place.ts';
import type { CustomUse } from './scan-icu.ts';

/** Stands in the source for a custom function's name while the library parses. */
const STAND_IN = 'number';

/** A source in which custom functions are replaced by a name that the library knows. */
export interface Patched {
  readonly text: string;
  /** Custom functions by the offset of their argument's brace in this text. */
  readonly custom: ReadonlyMap<number, string>;
  /** The place in the author's source of an offset in this text. */
  place(offset: number): SourcePlace;
}

/** Replaces the names of custom functions, which the library would refuse. */
export function patchIcu(source: string, uses: readonly CustomUse[]): Patched {
  const custom = new Map<number, string>();
  const shifts: { readonly from: number; readonly by: number }[] = [];
  let text = '';
  let from = 0;
  for (const { name, brace, offset } of uses) {
    custom.set(text.length + brace - from, name);
    text += source.slice(from, offset) + STAND_IN;
    from = offset + name.length;
    shifts.push({ from: text.length, by: name.length - STAND_IN.length });
  }
  text += source.slice(from);
  const place = (offset: number): SourcePlace => {
    const before = shifts.filter((shift) => shift.from <= offset);
    return placeAt(
      source,
      before.reduce((shifted, { by }) => shifted + by, offset),
    );
  };
  return { text, custom, place };
}
