const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const byName = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
  left < right ? -1 : 1;

/** Stands for `undefined` where it counts; no option has such a value. */
const UNDEFINED = '\u0000undefined';

/** Plain data as a text that is the same for the same data, whatever the order of its keys. */
export function canonical(value: unknown, keepUndefined = false): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (!isRecord(inner)) return inner;
    const entries = Object.entries(inner).map(([name, given]) => [
      name,
      keepUndefined ? (given ?? UNDEFINED) : given,
    ]);
    return Object.fromEntries((entries as [string, unknown][]).sort(byName));
  });
}

/** Whether two pieces of plain data say the same; what is undefined counts as absent. */
export function same(left: unknown, right: unknown): boolean {
  return left === right || canonical(left) === canonical(right);
}
