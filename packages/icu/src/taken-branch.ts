import type { ArgumentValues } from '@localert/core';
import type { CST } from 'messageformat/cst';
import { parseCST } from 'messageformat/cst';
import { compileForm } from './compile.ts';
import type { FormNode, MatchNode, MessageForm } from './form.ts';
import { choicesIn, type IcuPattern, readIcuTree, type Stretch } from './icu-tree.ts';
import type { LintPlace } from './lint-finding.ts';
import type { LintOptions } from './lint-message.ts';
import { placeFinder } from './lint-report.ts';
import { parseForm } from './parse.ts';
import { rootArgument } from './run.ts';

/** A branch that values lead to. */
export interface TakenBranch {
  /** What it is chosen by. */
  readonly arguments: readonly string[];
  /** Its keys as they are written, for example `other`, `=1` or `one *`. */
  readonly keys: string;
  /** Where the keys stand. */
  readonly place: LintPlace;
}

/** What a variant's keys are and where. */
type Label = Stretch & { readonly keys: string };

/** The labels of a form's variants by choice, in the order in which a walk over the form meets the choices. */
function labelsOf(
  source: string,
  syntax: string,
  functions: ReadonlySet<string>,
): readonly (readonly Label[])[] {
  if (syntax === 'icu') return icuLabels(readIcuTree(source, functions));
  const message = parseCST(source);
  return message.type === 'select' ? [message.variants.map((variant) => mf2Label(source, variant))] : [];
}

const icuLabels = (tree: IcuPattern): readonly (readonly Label[])[] =>
  choicesIn(tree).map(({ branches }) =>
    branches.map(({ selector, start }) => ({ keys: selector, start, end: start + selector.length })),
  );

function mf2Label(source: string, { start, keys }: CST.Variant): Label {
  const end = keys.at(-1)?.end ?? start;
  return { keys: source.slice(start, end), start, end };
}

/** The variant that values lead to. */
function chosen(form: MessageForm, node: MatchNode, locale: string, values: ArgumentValues): number {
  const variants = node.variants.map(({ keys }, index) => ({
    keys,
    nodes: [{ type: 'text' as const, value: String(index) }],
  }));
  const run = compileForm({ ...form, nodes: [{ ...node, variants }] }, { locale, timeZone: 'UTC' });
  return Number(run(values, () => undefined));
}

/**
 * The branches that values lead to in one message, the outer ones first: to tell an author for which of them a text is too
 * long.
 *
 * @throws as `parseForm` does, for a message that does not parse
 *
 * @example
 * ```ts
 * import { takenBranches } from '@localert/icu/lint';
 *
 * takenBranches('{n, plural, one {#} other {# of them}}', { n: 5 }, { locale: 'en' })[0]?.keys; // 'other'
 * ```
 */
export function takenBranches(
  source: string,
  values: ArgumentValues,
  options: LintOptions,
): readonly TakenBranch[] {
  const { locale, syntax = 'icu', functions = [] } = options;
  const form = parseForm(source, syntax, { functions });
  const labels = labelsOf(source, syntax, new Set(functions));
  const placeOf = placeFinder(source);
  const taken: TakenBranch[] = [];
  let met = 0;
  const walk = (nodes: readonly FormNode[], live: boolean): void => {
    for (const node of nodes) {
      if (node.type !== 'match') continue;
      const own = labels[met] ?? [];
      met += 1;
      const index = live ? chosen(form, node, locale, values) : -1;
      const label = own[index];
      if (label) {
        const roots = node.selectors.flatMap(({ operand }) => rootArgument(operand, form) ?? []);
        taken.push({
          arguments: [...new Set(roots)],
          keys: label.keys,
          place: placeOf(label.start, label.end),
        });
      }
      node.variants.forEach((variant, at) => {
        walk(variant.nodes, live && at === index);
      });
    }
  };
  walk(form.nodes, true);
  return taken;
}
