import { definePlugin } from '@localert/manager';

/** Counts events by type, says so when it closes. Events carry names and numbers only: nothing in them needs hiding. */
export function counter(write: (line: string) => void) {
  const counts = new Map<string, number>();
  const plugin = definePlugin({
    name: 'counter',
    setup: () => write('counting'),
    observe: ({ type }) => void counts.set(type, (counts.get(type) ?? 0) + 1),
    close: () => write([...counts].map(([type, count]) => `${type}=${count}`).join(' ')),
  });
  return { plugin, counts: counts as ReadonlyMap<string, number> };
}
