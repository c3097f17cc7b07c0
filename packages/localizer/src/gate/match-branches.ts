import type { Branch, Step } from './branches.ts';
import type { Reading } from './reading.ts';

/** Keys of the source's plural that a key of the translation's may stand for. */
function fits(wanted: Step, given: Step): boolean {
  if (wanted.key === given.key || wanted.key === 'other') return true;
  if (given.type === 'select') return false;
  // A category of one language is not that of another: one form may hold what exact keys hold in the source.
  return given.key !== 'other' && (wanted.key.startsWith('=') || wanted.key === 'one');
}

const sameChoice = (one: Step, other: Step): boolean =>
  one.argument === other.argument && one.type === other.type;

/** The sentences of the source that a sentence of the translation may stand for; those that fit best first. */
export function counterparts(branch: Branch, source: Reading): readonly Branch[] {
  const { branches } = source;
  if (branches.length <= 1) return branches;
  const fitting = branches.filter(({ path }) =>
    path.every((wanted) => {
      const given = branch.path.find((one) => sameChoice(one, wanted));
      // Without that choice the translation says one sentence for all counts.
      return given === undefined ? wanted.key === 'other' || wanted.type === 'select' : fits(wanted, given);
    }),
  );
  const exact = fitting.filter(({ path }) =>
    path.every((wanted) =>
      branch.path.some((given) => sameChoice(given, wanted) && given.key === wanted.key),
    ),
  );
  // A select has a sentence of its own for each of its keys: "other" stands in only where there is none.
  const selects = fitting.filter(({ path }) =>
    path.every(
      (wanted) =>
        wanted.type !== 'select' ||
        branch.path.some((given) => sameChoice(given, wanted) && given.key === wanted.key),
    ),
  );
  if (exact.length > 0)
    return exact.length === fitting.length
      ? exact
      : [...exact, ...(selects.length > 0 ? selects : fitting).filter((one) => !exact.includes(one))];
  return selects.length > 0 ? selects : fitting.length > 0 ? fitting : branches;
}
