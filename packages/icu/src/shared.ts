/** Most objects kept of each kind. Compiled messages hold theirs on their own; the rest only saves building twice. */
const MAX_SHARED = 1_000;

/** The newest stand last; the oldest goes when there are too many. */
function keep<Value>(kept: Map<string, Value>, key: string, value: Value): Value {
  kept.set(key, value);
  if (kept.size > MAX_SHARED) kept.delete(kept.keys().next().value ?? key);
  return value;
}

/** Works out what depends on a locale alone once for all who ask; what `work` throws is thrown each time. */
export function sharedByLocale<Value>(work: (locale: string) => Value): (locale: string) => Value {
  const kept = new Map<string, Value>();
  return (locale) => kept.get(locale) ?? keep(kept, locale, work(locale));
}

/** Builds what depends on a locale and options once for all who ask for the same; what is not used for long goes. */
export function shared<Value, Options extends object>(
  build: (locale: string, options: Options) => Value,
): (locale: string, options: Options) => Value {
  const kept = new Map<string, Value>();
  return (locale, options) => {
    const key = `${locale}\u0000${JSON.stringify(options, Object.keys(options).sort())}`;
    const hit = kept.get(key);
    if (hit !== undefined) {
      kept.delete(key);
      kept.set(key, hit);
      return hit;
    }
    return keep(kept, key, build(locale, options));
  };
}
