import type { Choice } from './branches.ts';
import { categoryCounts, categoryNames, isPluralKey, missingCategories } from './plural-needs.ts';
import type { Reading } from './reading.ts';
import type { Report } from './report.ts';

const CHOICES: ReadonlySet<string> = new Set(['plural', 'ordinal', 'select']);
const PLAIN: ReadonlySet<string> = new Set(['plain', ...CHOICES]);

/** Languages in which `other` may stand for `many`: what people wrote so is understood. */
const RARE_MANY: ReadonlySet<string> = new Set(['ru', 'uk', 'be', 'pl']);

const find = (choices: readonly Choice[], argument: string, type: Choice['type']): Choice | undefined =>
  choices.find((one) => one.argument === argument && one.type === type);

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

function checkSelect(wanted: Choice, given: Choice, report: Report): void {
  const expected = new Set(wanted.keys.flat());
  for (const keys of given.keys) {
    const missing = [...expected].filter((key) => !keys.includes(key));
    const added = keys.filter((key) => !expected.has(key));
    if (missing.length === 0 && added.length === 0) continue;
    // A source that chooses twice may do so with different keys.
    if (wanted.keys.some((one) => one.length === keys.length && one.every((key) => keys.includes(key))))
      continue;
    const parts = [
      ...(missing.length > 0 ? [`lacks ${list(missing)}`] : []),
      ...(added.length > 0 ? [`has ${list(added)}, which the source does not`] : []),
    ];
    report.add('select-keys', {
      message: `The select on "${given.argument}" ${parts.join(' and ')}. Keys are not translated: take those of the source.`,
      ...report.at(added[0] ?? given.argument),
    });
  }
}

function checkPlural(given: Choice, locale: string, language: string, report: Report): void {
  const type = given.type === 'ordinal' ? 'ordinal' : 'plural';
  const names = categoryNames(locale, type);
  for (const keys of given.keys) {
    const unknown = keys.filter((key) => !isPluralKey(key));
    for (const key of unknown) {
      report.add('plural-keyword', {
        message: `"${key}" is no plural keyword; take zero, one, two, few, many, other or =1, untranslated.`,
        ...report.at(key),
      });
    }
    const unused =
      names === undefined
        ? []
        : keys.filter(
            (key) => isPluralKey(key) && !key.startsWith('=') && !names.has(key) && key !== 'other',
          );
    for (const key of unused) {
      report.add('category-unused', {
        message: `No count is "${key}" in ${locale}, so that branch of "${given.argument}" is never shown; remove it.`,
        ...report.at(key),
      });
    }
    const missing = missingCategories(keys, locale, type, given.offset);
    const rare = missing.length === 1 && missing[0] === 'many' && RARE_MANY.has(language);
    if (missing.length === 0) continue;
    report.add(rare ? 'category-rare' : 'category-missing', {
      message: `Counts in ${locale} need the ${missing.length > 1 ? 'branches' : 'branch'} ${list(missing)} of "${given.argument}", and would take "other"; add ${missing.length > 1 ? 'them' : 'it'}.`,
      ...report.at(given.argument),
    });
  }
}

function checkExact(wanted: Choice, given: Choice, locale: string, report: Report): void {
  const has = new Set(given.keys.flat());
  const counts = categoryCounts(locale, given.type === 'ordinal' ? 'ordinal' : 'plural');
  for (const key of new Set(wanted.keys.flat().filter((one) => one.startsWith('=')))) {
    const value = Number(key.slice(1)) - given.offset;
    const category = [...counts].find(([, values]) => values.includes(value))?.[0] ?? 'other';
    const covered = category !== 'other' && has.has(category) && counts.get(category)?.[0] === value;
    // One form says all counts, but not that there are none.
    if (has.has(key) || covered || (counts.size === 1 && value > 0)) continue;
    report.add('exact-missing', {
      message: `The source has a sentence of its own for "${key}" of "${given.argument}", the translation has none; add it.`,
      ...report.at(given.argument),
    });
  }
}

function checkAddedExact(wanted: Choice, given: Choice, report: Report): void {
  const known = new Set(wanted.keys.flat());
  for (const key of new Set(given.keys.flat())) {
    if (!key.startsWith('=') || known.has(key)) continue;
    // "=1" for "one" and "=0" for "zero" say the same; other numbers were made up.
    if (key === '=0' || key === '=1' || key === '=2') continue;
    report.add('exact-added', {
      message: `The source has no sentence of its own for "${key}" of "${given.argument}"; take the source's numbers.`,
      ...report.at(key),
    });
  }
}

function checkMissingChoice(wanted: Choice, target: Reading, locale: string, report: Report): void {
  const { argument, type } = wanted;
  const other = type === 'plural' ? 'ordinal' : 'plural';
  if (type !== 'select' && find(target.choices, argument, other) !== undefined) {
    report.add('plural-offset', {
      message: `"${argument}" chooses as ${type === 'plural' ? 'a count' : 'an ordinal'} in the source and as ${type === 'plural' ? 'an ordinal' : 'a count'} here; take the source's.`,
      ...report.at(argument),
    });
    return;
  }
  const single = type !== 'select' && categoryCounts(locale, type).size <= 1;
  if (single) {
    report.add('plural-flattened', {
      message: `The plural on "${argument}" became one sentence; ${locale} has one form, so this is right if the exact branches of the source need none of their own.`,
    });
    return;
  }
  report.add('choice-missing', {
    message: `The ${type} on "${argument}" is gone; write its branches in ${locale}.`,
  });
}

function checkTypes(source: Reading, target: Reading, report: Report): void {
  for (const [argument, wanted] of source.uses) {
    const given = target.uses.get(argument);
    if (given === undefined) continue;
    const typed = (uses: ReadonlySet<string>) => [...uses].filter((use) => !PLAIN.has(use));
    const expected = typed(wanted);
    const actual = typed(given);
    const odd = actual.filter((use) => !expected.includes(use));
    const counts = given.has('plural') || given.has('ordinal');
    const lost =
      expected.length > 0 && actual.length === 0 && given.has('plain') && !counts && !wanted.has('plain');
    // A number that only "#" shows may be shown by name.
    const harmless =
      odd.length === 1 && odd[0] === 'number' && (wanted.has('plural') || wanted.has('ordinal'));
    if ((odd.length > 0 && !harmless) || lost) {
      report.add('argument-type', {
        message: `"${argument}" is shown as ${expected.join(' and ') || 'it is'} in the source and as ${actual.join(' and ') || 'it is'} here; take the source's.`,
        ...report.at(argument),
      });
    }
  }
}

/** Compares arguments and choices of two texts as wholes. */
export function checkStructure(
  source: Reading,
  target: Reading,
  locale: string,
  language: string,
  report: Report,
): void {
  for (const argument of target.uses.keys()) {
    if (source.uses.has(argument)) continue;
    report.add('argument-added', {
      message: `The source takes no argument "${argument}"; remove it, or take the name that the source has.`,
      ...report.at(argument),
    });
  }
  if (source.uses.size > 0 && target.uses.size > 0) checkTypes(source, target, report);
  for (const wanted of source.choices) {
    const given = find(target.choices, wanted.argument, wanted.type);
    if (given === undefined) {
      checkMissingChoice(wanted, target, locale, report);
      continue;
    }
    if (wanted.type === 'select') {
      checkSelect(wanted, given, report);
      continue;
    }
    if (wanted.offset !== given.offset) {
      report.add('plural-offset', {
        message: `The plural on "${given.argument}" has another offset than the source; take the source's.`,
        ...report.at('offset:'),
      });
    }
    checkExact(wanted, given, locale, report);
    checkAddedExact(wanted, given, report);
  }
  for (const given of target.choices) {
    if (given.type !== 'select') {
      checkPlural(given, locale, language, report);
    } else if (
      find(source.choices, given.argument, 'select') === undefined &&
      source.uses.has(given.argument)
    ) {
      report.add('choice-added', {
        message: `The source does not choose by "${given.argument}"; write one sentence.`,
        ...report.at(given.argument),
      });
    }
  }
}
