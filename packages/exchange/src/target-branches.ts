import type { MessageSyntax } from '@localert/core';
import { type FormNode, type MatchNode, type MessageForm, parseForm, type Variant } from '@localert/icu';
import { printIcu } from '@localert/icu/catalog';
import { functionsIn } from './pieces.ts';

const isPlural = ({ selectors }: MatchNode): 'cardinal' | 'ordinal' | undefined => {
  const call = selectors[0]?.call;
  if (selectors.length !== 1 || call?.name !== 'number') return undefined;
  const select = call.select ?? 'cardinal';
  return select === 'cardinal' || select === 'ordinal' ? select : undefined;
};

/** The branches that a language has: exact ones stay, missing categories begin as the last resort. */
function branchesFor(node: MatchNode, type: 'cardinal' | 'ordinal', locale: string): readonly Variant[] {
  const { pluralCategories } = new Intl.PluralRules(locale, { type }).resolvedOptions();
  const rest = node.variants.find(({ keys }) => keys[0]?.kind === 'any');
  const exact = node.variants.filter(({ keys }) => keys[0]?.kind === 'exact');
  const wanted = ['zero', 'one', 'two', 'few', 'many'].filter((category) =>
    pluralCategories.some((known) => known === category),
  );
  const branches = wanted.flatMap((value): Variant[] => {
    const own = node.variants.find(({ keys: [key] }) => key?.kind === 'category' && key.value === value);
    const nodes = (own ?? rest)?.nodes;
    return nodes === undefined ? [] : [{ keys: [{ kind: 'category', value }], nodes }];
  });
  return [...exact, ...branches, ...(rest === undefined ? [] : [rest])];
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
