type Options = Readonly<Record<string, unknown>>;

/**
 * The token of a skeleton that gives options these values, found by what the tokens mean to the parser itself: the
 * two cannot drift apart.
 *
 * @returns the token with just these values, else one with these and more, else nothing
 */
export function tokenFor(
  options: Options,
  names: readonly string[],
  candidates: readonly string[],
  meaning: (token: string) => Options,
): string | undefined {
  if (names.every((name) => options[name] === undefined)) return undefined;
  const fits = (loosely: boolean) => (token: string) => {
    const effect = meaning(token);
    return names.every((name) => effect[name] === options[name] || (loosely && options[name] === undefined));
  };
  return candidates.find(fits(false)) ?? candidates.find(fits(true));
}

/** Remembers what tokens mean: they are few, and each question makes the parser ask Intl. */
export function rememberedMeaning(meaning: (token: string) => Options): (token: string) => Options {
  const known = new Map<string, Options>();
  return (token) => {
    const kept = known.get(token) ?? meaning(token);
    known.set(token, kept);
    return kept;
  };
}
