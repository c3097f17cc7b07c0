import type { Expression, FormNode, MessageForm, VariantKey } from '@localert/icu';
import type { BranchedMessage, Decision, SentenceNode } from './branches.ts';

/** A translated sentence, with the decisions that lead to it. */
export interface TranslatedBranch {
  readonly path: readonly Decision[];
  readonly nodes: readonly SentenceNode[];
}

const ANY: VariantKey = { kind: 'any' };

/** The branches by their first decision, in their order. */
function grouped(
  branches: readonly TranslatedBranch[],
): readonly { key: VariantKey; rest: TranslatedBranch[] }[] {
  const groups = new Map<string, { key: VariantKey; rest: TranslatedBranch[] }>();
  for (const { path, nodes } of branches) {
    const [{ key } = { key: ANY }, ...more] = path;
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
  const [first] = branches;
  const selector = selectors[first?.path[0]?.selector ?? -1];
  if (selector === undefined) return first?.nodes ?? [];
  const variants = grouped(branches).map(({ key, rest }) => ({
    keys: [key],
    nodes: nested(selectors, rest),
  }));
  return [{ type: 'match', selectors: [selector], variants }];
}

/** MessageFormat 2 chooses once, by all selectors. */
function flat(selectors: readonly Expression[], branches: readonly TranslatedBranch[]): readonly FormNode[] {
  if (selectors.length === 0) return branches[0]?.nodes ?? [];
  const variants = branches.map(({ path, nodes }) => ({
    keys: selectors.map((_, at) => path.find(({ selector }) => selector === at)?.key ?? ANY),
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
