import type { Expression, FormNode, MessageForm, VariantKey } from '@localert/icu';
import type { BranchedMessage, Decision, SentenceNode } from './branches.ts';

/** A translated sentence, with the decisions that lead to it. */
export interface TranslatedBranch {
  readonly path: readonly Decision[];
  readonly nodes: readonly SentenceNode[];
}

/** The branches by their first decision, in their order. */
function grouped(
  branches: readonly TranslatedBranch[],
): readonly { key: VariantKey; rest: TranslatedBranch[] }[] {
  const groups = new Map<string, { key: VariantKey; rest: TranslatedBranch[] }>();
  for (const { path, nodes } of branches) {
    const [{ key }, ...more] = path as readonly [Decision, ...Decision[]];
    const name = JSON.stringify(key);
    const group = groups.get(name) ?? { key, rest: [] };
    group.rest.push({ path: more, nodes });
    groups.set(name, group);
  }
  return [...groups.values()];
}

/** MessageFormat 1 chooses by one thing at a time: a choice in a choice. */
function nested(
  selectors: readonly Expression[],
  branches: readonly TranslatedBranch[],
): readonly FormNode[] {
  const [first] = branches as readonly [TranslatedBranch];
  const [decision] = first.path;
  if (decision === undefined) return first.nodes;
  const selector = selectors[decision.selector] as Expression;
  const variants = grouped(branches).map(({ key, rest }) => ({
    keys: [key],
    nodes: nested(selectors, rest),
  }));
  return [{ type: 'match', selectors: [selector], variants }];
}

/** MessageFormat 2 chooses once, by all selectors. */
function flat(selectors: readonly Expression[], branches: readonly TranslatedBranch[]): readonly FormNode[] {
  const [first] = branches as readonly [TranslatedBranch];
  if (selectors.length === 0) return first.nodes;
  const variants = branches.map(({ path, nodes }) => ({
    // All selectors of MessageFormat 2 stand in one place, so that every sentence has decided on each.
    keys: selectors
      .map((_, at) => path.find(({ selector }) => selector === at) as Decision)
      .map(({ key }) => key),
    nodes,
  }));
  return [{ type: 'match', selectors, variants }];
}

/** Puts translated sentences together: the structure is the source's, built here and never by a translator. */
export function assemble(
  { form, selectors }: BranchedMessage,
  branches: readonly TranslatedBranch[],
): MessageForm {
  const build = form.syntax === 'icu' ? nested : flat;
  return { ...form, nodes: build(selectors, branches) };
}
