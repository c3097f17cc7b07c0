import { choicesIn, type IcuBranch, type IcuChoice, type IcuPattern } from './icu-tree.ts';
import { type Categories, categoriesOf, FRACTIONS, RARE, WHOLE } from './lint-categories.ts';
import type { LintFix } from './lint-finding.ts';
import type { LintReport } from './lint-report.ts';

/** What the rules for one message know. */
interface Scene {
  readonly source: string;
  readonly locale: string;
  readonly tree: IcuPattern;
  readonly report: LintReport;
}

const exactOf = (selector: string): number | undefined =>
  selector.startsWith('=') ? Number(selector.slice(1)) : undefined;

/** The argument names in a pattern, as often as they stand there. */
export function namesIn(pattern: IcuPattern): readonly string[] {
  return pattern.parts.flatMap((part) => {
    if (part.kind === 'value') return [part.name];
    return part.kind === 'choice' ? [part.name, ...part.branches.flatMap(({ body }) => namesIn(body))] : [];
  });
}

/** Takes a branch out, unless arguments would go with it: the host passes them, so the author should know. */
function withoutBranch(branch: IcuBranch, { source, tree }: Scene): { fix?: LintFix } {
  const all = namesIn(tree);
  const inside = namesIn(branch.body);
  const times = (names: readonly string[], name: string) => names.filter((one) => one === name).length;
  if (inside.some((name) => times(inside, name) === times(all, name))) return {};
  const after = source.slice(branch.end);
  const end = branch.end + after.length - after.trimStart().length;
  return {
    fix: { description: 'Remove the branch', edits: [{ start: branch.start, end, text: '' }] },
  };
}

/** Tells of branches that no count leads to. */
function checkBranches(choice: IcuChoice, categories: Categories, scene: Scene): void {
  const { branches, name: argument, offset } = choice;
  const { report } = scene;
  const seen = new Set<number>();
  const say = (
    code: 'branch-duplicate' | 'branch-unreachable' | 'category-unknown',
    branch: IcuBranch,
    message: string,
  ) =>
    report.add(code, branch.start, branch.start + branch.selector.length, message, {
      argument,
      ...withoutBranch(branch, scene),
    });
  for (const branch of branches) {
    const exact = exactOf(branch.selector);
    if (exact === undefined) continue;
    if (seen.has(exact))
      say('branch-duplicate', branch, `A branch for =${exact} stands before this one, which is never taken.`);
    seen.add(exact);
  }
  const counts = [...WHOLE, ...FRACTIONS].flatMap((count) => [count, count + offset]);
  const open = counts.filter((count) => !seen.has(count));
  const reached = new Set(open.map((count) => categories.of(count - offset)));
  for (const branch of branches) {
    const { selector } = branch;
    if (selector === 'other' || exactOf(selector) !== undefined || reached.has(selector)) continue;
    if (!categories.known.has(selector)) {
      const has = [...categories.known].join(', ');
      say(
        'category-unknown',
        branch,
        `No ${choice.type === 'ordinal' ? 'ordinal' : 'count'} in ${scene.locale} is "${selector}"; the language has ${has}.`,
      );
    } else {
      say(
        'branch-unreachable',
        branch,
        `The exact branches stand for every count that is "${selector}" in ${scene.locale}, so this one is never taken.`,
      );
    }
  }
}

/** Tells of categories that whole numbers have and no branch is for. */
function checkMissing(choice: IcuChoice, categories: Categories, { locale, report }: Scene): void {
  const { branches, name: argument, offset, start, end } = choice;
  const selectors = new Set(branches.map(({ selector }) => selector));
  const exact = new Set(branches.map(({ selector }) => exactOf(selector)));
  const missing = new Map<string, number>();
  for (const count of WHOLE) {
    const category = categories.of(count - offset);
    if (exact.has(count) || selectors.has(category) || missing.has(category)) continue;
    missing.set(category, count);
  }
  for (const [category, count] of missing) {
    const message = `Counts such as ${count} are "${category}" in ${locale} and take "other" here; add a branch "${category}".`;
    report.add('category-missing', start, end, message, {
      argument,
      ...(count >= RARE ? { severity: 'info' as const } : {}),
    });
  }
}

/** Whether a branch shows what it is chosen by. A "#" in a select is the number too, though the parser leaves it be. */
const showsNumber = (source: string, argument: string, body: IcuPattern): boolean =>
  source.slice(body.start, body.end).includes('#') || namesIn(body).includes(argument);

function checkSame(
  { branches, type, name: argument, start, end }: IcuChoice,
  { source, report }: Scene,
): void {
  const bodies = new Set(branches.map(({ body }) => source.slice(body.start, body.end)));
  if (branches.length < 2 || bodies.size > 1) return;
  if (type === 'select') {
    const message = `Every branch of "${argument}" says the same, so the choice is of no use; write the text once.`;
    report.add('select-same', start, end, message, { argument });
  } else if (!branches.some(({ body }) => showsNumber(source, argument, body))) {
    const message = `Every branch of "${argument}" says the same and none shows the number; write the text once, or add "#".`;
    report.add('plural-same', start, end, message, { argument });
  }
}

/** Looks at the choices of a MessageFormat 1 message: branches never taken, branches that lack, branches all the same. */
export function lintChoices(source: string, tree: IcuPattern, locale: string, report: LintReport): void {
  const scene: Scene = { source, locale, tree, report };
  for (const choice of choicesIn(tree)) {
    checkSame(choice, scene);
    const categories = choice.type === 'select' ? undefined : categoriesOf(locale, choice.type);
    if (categories === undefined) continue;
    checkBranches(choice, categories, scene);
    checkMissing(choice, categories, scene);
  }
}

/** A `#` by itself, as in "# errors": one of a channel or a ticket touches what it names. */
const POUND = /(?<![\w<&#])#(?![\p{L}\p{N}_#{-])/gu;

/** Looks for `#` where no plural gives it a number. */
export function lintPounds(source: string, tree: IcuPattern, report: LintReport): void {
  const walk = (pattern: IcuPattern, inPlural: boolean): void => {
    for (const part of pattern.parts) {
      if (part.kind === 'choice') {
        for (const { body } of part.branches) walk(body, inPlural || part.type !== 'select');
      } else if (part.kind === 'text' && !inPlural) {
        // One code unit more, so that "#{" is seen to touch its argument.
        const text = source.slice(part.start, part.end + 1);
        for (const { index } of text.matchAll(POUND)) {
          const at = part.start + index;
          if (at < part.end)
            report.add('pound-outside', at, at + 1, 'Outside of a plural "#" is shown as it is.');
        }
      }
    }
  };
  walk(tree, false);
}
