import { MessageTooLargeError } from '../errors.ts';
import { type Expression, type FormNode, MAX_NODES, type MatchNode, type VariantKey } from '../form.ts';
import { canonical } from './same.ts';

/** One way through a message's choices, and the text at its end. */
export interface FlatRow {
  /** As many as there are selectors; `any` where the way does not ask. */
  readonly keys: readonly VariantKey[];
  readonly nodes: readonly FormNode[];
}

/** A message with all its choices made at once. */
export interface FlatMessage {
  readonly selectors: readonly Expression[];
  readonly rows: readonly FlatRow[];
}

/** A selector of the flat message. */
interface Column {
  readonly selector: Expression;
  readonly signature: string;
}

/** A way that is being followed. */
interface Way {
  /** What was chosen, by column; together with the keys that there were to choose from. */
  readonly chosen: ReadonlyMap<number, { readonly key: VariantKey; readonly keys: string }>;
  readonly last: number;
  readonly nodes: readonly FormNode[];
}

const ANY: VariantKey = { kind: 'any' };

const keysOf = (node: MatchNode): string => canonical(node.variants.map(({ keys }) => keys).sort());

/** The first of equal keys wins, so the others are not there. */
function distinctVariants(node: MatchNode): MatchNode['variants'] {
  const seen = new Set<string>();
  return node.variants.filter(({ keys }) => {
    const text = canonical(keys);
    return !seen.has(text) && seen.add(text);
  });
}

/**
 * The column for a choice. Rows are compared from the first selector on (LDML 48 part 9, pattern selection), so that a
 * way must ask its columns from left to right: a column on the left of the last one cannot be asked again.
 */
function columnFor(signature: string, selector: Expression, way: Way, columns: Column[]): number {
  const free = columns.findIndex((column, at) => at > way.last && column.signature === signature);
  return free === -1 ? columns.push({ selector, signature }) - 1 : free;
}

/**
 * Makes all choices of a message of MessageFormat 1 at its start: what stands around a plural moves into its branches,
 * and branches in branches become rows with several keys. A choice by the same value among the same keys is made once.
 *
 * @throws LOCALERT_MESSAGE_TOO_LARGE when the rows have more keys and texts than a message may have
 */
export function flatten(nodes: readonly FormNode[]): FlatMessage {
  const columns: Column[] = [];
  const ways: Way[] = [];
  let size = 0;

  const follow = (rest: readonly FormNode[], way: Way): void => {
    const at = rest.findIndex((node) => node.type === 'match');
    const node = rest[at];
    if (node?.type !== 'match') {
      ways.push({ ...way, nodes: [...way.nodes, ...rest] });
      size += rest.length + way.nodes.length + columns.length + 1;
      if (size > MAX_NODES) throw new MessageTooLargeError({ what: 'nodes', limit: MAX_NODES });
      return;
    }
    const before = { ...way, nodes: [...way.nodes, ...rest.slice(0, at)] };
    const after = rest.slice(at + 1);
    const signature = canonical(node.selectors);
    const keys = keysOf(node);
    const variants = distinctVariants(node);
    const known = [...way.chosen].find(([column, choice]) => {
      return columns[column]?.signature === signature && choice.keys === keys;
    });
    if (known) {
      const chosen = variants.find((variant) => canonical(variant.keys[0]) === canonical(known[1].key));
      follow([...(chosen?.nodes ?? []), ...after], before);
      return;
    }
    const [selector] = node.selectors;
    if (!selector) return;
    const column = columnFor(signature, selector, way, columns);
    for (const variant of variants) {
      const [key = ANY] = variant.keys;
      const chosen = new Map(way.chosen).set(column, { key, keys });
      follow([...variant.nodes, ...after], { ...before, chosen, last: column });
    }
  };

  follow(nodes, { chosen: new Map(), last: -1, nodes: [] });
  return {
    selectors: columns.map(({ selector }) => selector),
    rows: ways.map((way) => ({
      keys: columns.map((_, at) => way.chosen.get(at)?.key ?? ANY),
      nodes: way.nodes,
    })),
  };
}
