import type { FormNode, MessageForm } from './form.ts';

function rewriteNodes(
  nodes: readonly FormNode[],
  rewrite: (nodes: readonly FormNode[]) => readonly FormNode[],
): readonly FormNode[] {
  return rewrite(
    nodes.map((node) =>
      node.type === 'match'
        ? {
            ...node,
            variants: node.variants.map((variant) => ({
              ...variant,
              nodes: rewriteNodes(variant.nodes, rewrite),
            })),
          }
        : node,
    ),
  );
}

/**
 * Gives every pattern of a form to a function: each sequence of nodes at every level, inner ones first. The form
 * itself stays as it is.
 *
 * @example
 * ```ts
 * import { parseForm, rewritePatterns } from '@localert/icu';
 *
 * const loud = rewritePatterns(parseForm('{n, plural, one {an error} other {errors}}', 'icu'), (nodes) =>
 *   nodes.map((node) => (node.type === 'text' ? { ...node, value: node.value.toUpperCase() } : node)),
 * );
 * loud.nodes.length; // 1
 * ```
 */
export function rewritePatterns(
  form: MessageForm,
  rewrite: (nodes: readonly FormNode[]) => readonly FormNode[],
): MessageForm {
  return { ...form, nodes: rewriteNodes(form.nodes, rewrite) };
}
