import type { FormNode, MatchNode, PlaceholderNode } from '../form.ts';

/** What becomes of the parts of a pattern; what is not named stays. */
export interface NodeChanges {
  readonly placeholder?: (node: PlaceholderNode) => FormNode;
  readonly match?: (node: MatchNode) => FormNode;
}

/** A pattern with its parts changed, from the inside out. Forms nest 16 deep at most. */
export function mapNodes(nodes: readonly FormNode[], changes: NodeChanges): readonly FormNode[] {
  return nodes.map((node) => {
    if (node.type === 'placeholder') return changes.placeholder?.(node) ?? node;
    if (node.type !== 'match') return node;
    const variants = node.variants.map((variant) => ({
      ...variant,
      nodes: mapNodes(variant.nodes, changes),
    }));
    const mapped = { ...node, variants };
    return changes.match?.(mapped) ?? mapped;
  });
}
