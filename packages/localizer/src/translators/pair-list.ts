import { LanguagePairUnsupportedError, type Locale } from '@localert/core';
import { bounded, type Patience } from './bounds.ts';

/** How long a list of languages is believed, in milliseconds: servers are given new ones while they run. */
const FRESH_MS = 600_000;

/**
 * A list that a server is asked for once in a while, by whoever needs it first. One that cannot be read is not remembered.
 */
export function remembered<List>(
  patience: Patience,
  load: (signal: AbortSignal) => Promise<List>,
): (bounds: { readonly signal?: AbortSignal; readonly deadline?: number }) => Promise<List> {
  let last: { readonly list: List; readonly at: number } | undefined;
  return async (bounds) => {
    const now = patience.now();
    if (last !== undefined && now - last.at < FRESH_MS) return last.list;
    const list = await bounded(bounds, patience, load);
    last = { list, at: now };
    return list;
  };
}

/** The pair, or the error of a translator that does not have it. @throws LOCALERT_LANGUAGE_PAIR_UNSUPPORTED */
export function pairOr<Pair>(
  pair: Pair | undefined,
  translator: string,
  { sourceLocale, targetLocale }: { readonly sourceLocale: Locale; readonly targetLocale: Locale },
): Pair {
  if (pair !== undefined) return pair;
  throw new LanguagePairUnsupportedError({ translator, source: sourceLocale, target: targetLocale });
}
