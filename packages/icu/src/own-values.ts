/** Empty for ever: what enumerating it gives is what every object inherits. */
const EMPTY: Readonly<Record<string, unknown>> = Object.freeze({});

/**
 * Whether a value that an object gives for a name is its own, for all names but those of {@link isInherited}: it is a
 * plain object, and nobody has added to what all objects inherit. Asked once a rendering, it saves a look-up for each
 * argument.
 */
export function givesOwnValues(values: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(values);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const _ in EMPTY) return false;
  return true;
}

/** Whether every object has a value for the name: `constructor`, `toString` and the like. */
export const isInherited = (name: string): boolean => name in EMPTY;
