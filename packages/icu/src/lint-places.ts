import { parseCST } from 'messageformat/cst';
import { readIcuTree } from './icu-tree.ts';
import { type ArgumentPlaces, icuArguments, placesByName } from './lint-arguments.ts';
import type { LintOptions } from './lint-message.ts';
import { mf2Variables } from './lint-mf2.ts';

/** Where the arguments of a message stand that is known to parse. */
export function argumentPlaces(
  source: string,
  { syntax, functions }: Pick<LintOptions, 'syntax' | 'functions'>,
): ArgumentPlaces {
  return placesByName(
    syntax === 'mf2' ? mf2Variables(parseCST(source)) : icuArguments(readIcuTree(source, new Set(functions))),
  );
}
