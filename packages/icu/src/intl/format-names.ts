import type { StyleNaming } from '../catalog/icu-printer.ts';
import { canonical } from '../catalog/same.ts';

/** Styles that FormatJS has by name, in the host's configuration or by itself. */
const NAMED: ReadonlySet<string> = new Set(['short', 'medium', 'long', 'full', 'integer', 'percent']);

type Formats = Readonly<Record<string, object>>;

/** Gathers the formats that a set of messages needs. */
export interface FormatNames {
  readonly nameOf: StyleNaming;
  formats(): { readonly number: Formats; readonly date: Formats; readonly time: Formats };
}

/**
 * Gives names to what the messages show by a skeleton, and to dates without a style. FormatJS applies its time zone to
 * named formats only and shows all other dates in the zone of the process; skeletons mean slightly different things in
 * its releases, named formats are Intl's own options in all of them.
 */
export function formatNames(): FormatNames {
  const names = new Map<string, string>();
  const known = {
    number: new Map<string, object>(),
    date: new Map<string, object>(),
    time: new Map<string, object>(),
  };
  return {
    nameOf(kind, style, options) {
      if (NAMED.has(style) || (kind === 'number' && style === '')) return undefined;
      const key = canonical([kind, options]);
      const name = names.get(key) ?? `localert${names.size + 1}`;
      names.set(key, name);
      known[kind].set(name, options);
      return name;
    },
    formats: () => ({
      number: Object.fromEntries(known.number),
      date: Object.fromEntries(known.date),
      time: Object.fromEntries(known.time),
    }),
  };
}
