import type {
  Expression,
  FormNode,
  MarkupNode,
  MatchNode,
  MessageForm,
  PlaceholderNode,
  TextNode,
  Variant,
  VariantKey,
} from '@localert/icu';
import { TooManyBranchesError } from './errors.ts';
import { calledBy, operandName } from './operand.ts';
import { neededCategories } from './plural-keys.ts';

/** A piece of a sentence: nothing is chosen in it any more. */
export type SentenceNode = TextNode | PlaceholderNode | MarkupNode;

/** One decision on the way to a sentence. */
export interface Decision {
  /** Index into the message's selectors. */
  readonly selector: number;
  readonly key: VariantKey;
}

/** One whole sentence of a message: what it says after these decisions. */
export interface Branch {
  /** From the outside in; empty where the message chooses nothing. */
  readonly path: readonly Decision[];
  readonly nodes: readonly SentenceNode[];
  /** When it is shown, in words for a translator; empty where the message has one sentence only. */
  readonly note: string;
}

/** A message as whole sentences, for the categories that the target language needs. */
export interface BranchedMessage {
  readonly form: MessageForm;
  readonly selectors: readonly Expression[];
  /** Every way through the message; the last one is the last resort. Sentences that begin alike have decisions alike. */
  readonly branches: readonly Branch[];
}

/** Most sentences that one message may become: a translation costs for each of them. */
export const MAX_BRANCHES = 128;

/** A key that a sentence is made for. */
interface Choice {
  readonly key: VariantKey;
  readonly note: string;
}

const sameKey = (left: VariantKey, right: VariantKey): boolean =>
  left.kind === right.kind && (left.kind === 'any' || (right.kind !== 'any' && left.value === right.value));

const textOf = (expression: Expression): string => JSON.stringify(expression);

/** The matches of a pattern, from the outside in. */
function matchesIn(nodes: readonly FormNode[]): readonly MatchNode[] {
  return nodes.flatMap((node) =>
    node.type === 'match' ? [node, ...node.variants.flatMap(({ nodes: inner }) => matchesIn(inner))] : [],
  );
}

/** Every selector once, and the keys that stand for it anywhere. */
function selectorsIn(
  nodes: readonly FormNode[],
): readonly { selector: Expression; keys: readonly VariantKey[] }[] {
  const found = new Map<string, { selector: Expression; keys: VariantKey[] }>();
  for (const { selectors, variants } of matchesIn(nodes)) {
    for (const [at, selector] of selectors.entries()) {
      const entry = found.get(textOf(selector)) ?? { selector, keys: [] };
      for (const { keys } of variants) {
        const key = keys[at] as VariantKey;
        if (!entry.keys.some((known) => sameKey(known, key))) entry.keys.push(key);
      }
      found.set(textOf(selector), entry);
    }
  }
  return [...found.values()];
}

const ANY: VariantKey = { kind: 'any' };

/** The keys that sentences in the target language are needed for. */
function choicesFor(
  selector: Expression,
  keys: readonly VariantKey[],
  form: MessageForm,
  locale: string,
): readonly Choice[] {
  const name = operandName(selector.operand, form);
  const call = calledBy(selector, form);
  const own = keys.flatMap((key) => (key.kind === 'exact' || key.kind === 'text' ? [key] : []));
  const ownChoices = own.map((key): Choice => ({ key, note: `${name} is ${key.value}` }));
  if (call.name !== 'number' || call.select === 'exact') {
    return [...ownChoices, { key: ANY, note: own.length > 0 ? `${name} is something else` : '' }];
  }
  const exact = new Set(own.map(({ value }) => Number(value)));
  const type = call.select === 'ordinal' ? 'ordinal' : 'cardinal';
  const needed = neededCategories(locale, type, -(call.add ?? 0), exact);
  const categories = needed.map(({ category, counts }): Choice => {
    const key: VariantKey = category === 'other' ? ANY : { kind: 'category', value: category };
    const like = counts.length === 0 ? 'a fraction' : `a number like ${counts.join(', ')}`;
    return { key, note: needed.length + own.length > 1 ? `${name} is ${like}` : '' };
  });
  return [...ownChoices, ...categories];
}

/** The variant of the source that says what a combination of keys wants: the same key, or the last resort. */
function variantFor({ selectors, variants }: MatchNode, wanted: ReadonlyMap<string, VariantKey>): Variant {
  const keys = selectors.map((selector) => wanted.get(textOf(selector)) as VariantKey);
  const fits = (variant: Variant): number => {
    let exact = 0;
    for (const [at, key] of variant.keys.entries()) {
      if (key.kind === 'any') continue;
      if (!sameKey(key, keys[at] as VariantKey)) return -1;
      // The first selector goes before the second, as MessageFormat 2 chooses.
      exact += 2 ** (variant.keys.length - at);
    }
    return exact;
  };
  // There is always a last resort.
  return variants.reduce((best, variant) => (fits(variant) > fits(best) ? variant : best));
}

/** The sentence of a combination of keys. Neighbouring texts become one. */
function sentence(
  nodes: readonly FormNode[],
  wanted: ReadonlyMap<string, VariantKey>,
): readonly SentenceNode[] {
  const result: SentenceNode[] = [];
  for (const node of nodes) {
    const pieces = node.type === 'match' ? sentence(variantFor(node, wanted).nodes, wanted) : [node];
    for (const piece of pieces) {
      const last = result.at(-1);
      if (piece.type === 'text' && last?.type === 'text') {
        result[result.length - 1] = { type: 'text', value: last.value + piece.value };
      } else result.push(piece);
    }
  }
  return result;
}

/** What is known of the selectors of one message. */
interface Choosing {
  readonly names: readonly string[];
  readonly choices: readonly (readonly Choice[])[];
  /** Selectors that choose by a count. They come last: a sentence keeps its number close. */
  readonly counts: readonly boolean[];
}

/** The selectors that still decide something in a pattern, once the decided ones are out of the way. */
function open(nodes: readonly FormNode[], wanted: ReadonlyMap<string, VariantKey>): readonly string[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'match') return [];
    const undecided = node.selectors.map(textOf).filter((name) => !wanted.has(name));
    return undecided.length > 0 ? undecided : open(variantFor(node, wanted).nodes, wanted);
  });
}

/** Goes every way through a pattern, deciding one selector at a time. */
function* walk(
  nodes: readonly FormNode[],
  choosing: Choosing,
  wanted: ReadonlyMap<string, VariantKey>,
  path: readonly Decision[],
  notes: readonly string[],
): Generator<Branch> {
  const undecided = open(nodes, wanted).map((name) => choosing.names.indexOf(name));
  const selector = undecided.find((at) => choosing.counts[at] === false) ?? undecided[0];
  if (selector === undefined) {
    yield { path, nodes: sentence(nodes, wanted), note: notes.filter(Boolean).join('; ') };
    return;
  }
  for (const { key, note } of choosing.choices[selector] as readonly Choice[]) {
    const decided = new Map(wanted).set(choosing.names[selector] as string, key);
    yield* walk(nodes, choosing, decided, [...path, { selector, key }], [...notes, note]);
  }
}

/**
 * Takes a message apart into whole sentences, one for each combination of what it chooses by, with the plural categories
 * of the target language: a translator sees sentences, never a choice.
 *
 * @throws LOCALERT_TOO_MANY_BRANCHES
 */
export function branchesOf(form: MessageForm, targetLocale: string): BranchedMessage {
  const found = selectorsIn(form.nodes);
  const selectors = found.map(({ selector }) => selector);
  const choosing: Choosing = {
    names: selectors.map(textOf),
    choices: found.map(({ selector, keys }) => choicesFor(selector, keys, form, targetLocale)),
    counts: selectors.map((selector) => calledBy(selector, form).name === 'number'),
  };
  const branches: Branch[] = [];
  for (const branch of walk(form.nodes, choosing, new Map(), [], [])) {
    if (branches.length === MAX_BRANCHES) throw new TooManyBranchesError({ limit: MAX_BRANCHES });
    branches.push(branch);
  }
  return { form, selectors, branches };
}
