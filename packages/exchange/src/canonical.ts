/**
 * JSON with its members in one order: equal texts mean equal data. For data that core's models have bounded in depth.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, inner]) => `${JSON.stringify(name)}:${canonical(inner)}`);
  return `{${members.join(',')}}`;
}

/** Whether two pieces of plain data are equal; the order of members does not count. */
export const isSame = (left: unknown, right: unknown): boolean => canonical(left) === canonical(right);
