import type { MessageSyntax } from '@localert/core';
import { type FormNode, type MatchNode, type MessageForm, parseForm, type Variant } from '@localert/icu';
import { printIcu } from '@localert/icu/catalog';
import { functionsIn } from './pieces.ts';

const isPlural = ({ selectors }: MatchNode): 'cardinal' | 'ordinal' | undefined => {
  const call = selectors[0]?.call;
  if (selectors.length !== 1 || call?.name !== 'number') return undefined;
  // MessageFormat 1 has no others: it is read from there.
  return call.select === 'ordinal' ? 'ordinal' : 'cardinal';
};

/** The branches that a language has: exact ones stay, missing categories begin as the last resort. */
function branchesFor(node: MatchNode, type: 'cardinal' | 'ordinal', locale: string): readonly Variant[] {
  const { pluralCategories } = new Intl.PluralRules(locale, { type }).resolvedOptions();
  // The last resort is always there.
  const rest = node.variants.filter(({ keys }) => keys[0]?.kind === 'any');
  const exact = node.variants.filter(({ keys }) => keys[0]?.kind === 'exact');
  const wanted = ['zero', 'one', 'two', 'few', 'many'].filter((category) =>
    pluralCategories.some((known) => known === category),
  );
  const branches = wanted.flatMap((value): Variant[] => {
    const own = node.variants.filter(({ keys: [key] }) => key?.kind === 'category' && key.value === value);
    return [...own, ...rest].slice(0, 1).map(({ nodes }) => ({ keys: [{ kind: 'category', value }], nodes }));
  });
  return [...exact, ...branches, ...rest];
}

function adapted(nodes: readonly FormNode[], locale: string): readonly FormNode[] {
  return nodes.map((node): FormNode => {
    if (node.type !== 'match') return node;
    const type = isPlural(node);
    const variants = type === undefined ? node.variants : branchesFor(node, type, locale);
    return {
      ...node,
      variants: variants.map((variant) => ({ ...variant, nodes: adapted(variant.nodes, locale) })),
    };
  });
}

/**
 * The message with the plural branches that another language has, for a translator to begin with. `undefined` when they
 * are the same, and for what cannot be printed anew.
 */
export function withBranchesOf(source: string, syntax: MessageSyntax, locale: string): string | undefined {
  if (syntax !== 'icu' || (!source.includes('plural') && !source.includes('selectordinal'))) return undefined;
  try {
    const form: MessageForm = parseForm(source, 'icu', { functions: functionsIn(source) });
    const before = printIcu(form);
    const after = printIcu({ ...form, nodes: adapted(form.nodes, locale) });
    return before === after ? undefined : after;
  } catch {
    // Functions of the host, or a text that is none: the translator begins with the source.
    return undefined;
  }
}
