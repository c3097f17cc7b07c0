import type { FormNode, MarkupNode, MessageForm } from '@localert/icu';

/** The markup of MessageFormat 2 around what is to be adapted: `{#ai-localize context=alert}…{/ai-localize}`. */
const PASSAGE = 'ai-localize';

const isPassage = (node: FormNode): node is MarkupNode => node.type === 'markup' && node.name === PASSAGE;

function passagesIn(nodes: readonly FormNode[]): readonly MarkupNode[] {
  return nodes.flatMap((node) => {
    if (node.type === 'match') return node.variants.flatMap((variant) => passagesIn(variant.nodes));
    return isPassage(node) && node.kind === 'open' ? [node] : [];
  });
}

/** The passages that an author has marked for adaptation. */
export interface Passages {
  /** Whether there are any: then nothing else of the message is adapted. */
  readonly isMarked: boolean;
  /** What their authors say they are, each once: `alert`. */
  readonly contexts: readonly string[];
}

/** What of a message is to be adapted. Without a mark, all of it is. */
export function passagesOf({ nodes }: MessageForm): Passages {
  const found = passagesIn(nodes);
  const contexts = found.flatMap(({ options: { context } }) =>
    context?.type === 'literal' ? [context.value] : [],
  );
  return { isMarked: found.length > 0, contexts: [...new Set(contexts)] };
}

/** Tells, node after node of a sentence, whether it is in a passage. */
export function passageTracker({ isMarked }: Passages): (node: FormNode) => boolean {
  let depth = 0;
  return (node) => {
    if (!isMarked) return true;
    if (isPassage(node)) depth += node.kind === 'open' ? 1 : -1;
    return depth > 0;
  };
}
