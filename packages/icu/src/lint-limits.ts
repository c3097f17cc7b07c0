import { type FormNode, MAX_NESTING, MAX_NODES, MAX_SOURCE_LENGTH, type MessageForm } from './form.ts';
import type { LintReport } from './lint-report.ts';

/** The share of a limit from which on it is near. */
const NEAR = 0.75;

interface Size {
  readonly nodes: number;
  readonly depth: number;
}

function sizeOf(nodes: readonly FormNode[]): Size {
  let size = { nodes: nodes.length, depth: 0 };
  for (const node of nodes) {
    if (node.type !== 'match') continue;
    for (const variant of node.variants) {
      const inner = sizeOf(variant.nodes);
      size = { nodes: size.nodes + 1 + inner.nodes, depth: Math.max(size.depth, 1 + inner.depth) };
    }
  }
  return size;
}

/** Tells of a message that is soon too much for one. */
export function lintLimits(source: string, form: MessageForm, report: LintReport): void {
  const { nodes, depth } = sizeOf(form.nodes);
  const sizes = [
    [source.length, MAX_SOURCE_LENGTH, 'UTF-16 code units'],
    [nodes + form.declarations.length, MAX_NODES, 'placeholders, branches and texts'],
    [depth, MAX_NESTING, 'levels of branches'],
  ] as const;
  for (const [size, limit, what] of sizes) {
    if (size <= limit * NEAR) continue;
    const message = `The message has ${size} of at most ${limit} ${what}; split it into several fields.`;
    report.add('limit-near', 0, 0, message);
  }
}
