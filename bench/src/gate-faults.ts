import { checkTranslation, type GateFinding, scoreTranslation } from '@localert/localizer';
import { FAULT_CLASSES, type FaultClass, mutateTranslation } from '@localert/testkit/mutations';
import { type GateRow, sampled } from './gate-rows.ts';
import type { Row } from './report.ts';

/** What each kind of fault must be caught at; the others are those of structure. */
const TARGETS: Readonly<Partial<Record<FaultClass, number>>> = {
  untranslated: 99,
  'wrong-language': 95,
  'sentence-added': 97,
  mojibake: 98,
};
const USUAL = 99.5;

interface Count {
  seeded: number;
  caught: number;
  scores: number;
}

const SENTENCE = /[.!?。！？।]\s*$/u;

function grouped<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const known = groups.get(key(item));
    if (known === undefined) groups.set(key(item), [item]);
    else known.push(item);
  }
  return groups;
}

const refused = (findings: readonly GateFinding[]): boolean =>
  findings.some(({ severity }) => severity === 'error');

/** Seeds faults into texts that pass, counts those that are caught, and scores both. */
export function benchFaults(rows: readonly GateRow[], count: number, random: () => number): readonly Row[] {
  const byKey = grouped(rows, ({ repo, key }) => `${repo} ${key}`);
  const sentences = grouped(
    rows.filter(({ target }) => SENTENCE.test(target) && target.length < 200),
    ({ locale }) => locale,
  );
  const counts = new Map<FaultClass, Count>();
  const clean = { scores: 0, all: 0, full: 0, unconfirmed: 0 };
  for (const { source, target, locale, repo, key } of sampled(rows, count, random)) {
    const base = { source, sourceLocale: 'en', targetLocale: locale };
    const first = checkTranslation({ ...base, target });
    if (refused(first)) continue;
    const { score, unconfirmed } = scoreTranslation(first, { ...base, target });
    clean.all += 1;
    clean.scores += score;
    if (score === 100) clean.full += 1;
    if (unconfirmed) clean.unconfirmed += 1;
    const others = sentences.get(locale) ?? [];
    const other = () => others[Math.floor(random() * others.length)]?.target ?? '';
    const pair = {
      ...base,
      target,
      inOtherLocales: (byKey.get(`${repo} ${key}`) ?? []).flatMap((row) =>
        row.locale === locale ? [] : [row.target],
      ),
      otherSentences: [other(), other(), other()].filter((text) => text !== target),
    };
    for (const { fault, target: broken } of mutateTranslation(pair, random)) {
      const found = checkTranslation({ ...base, target: broken });
      const tally = counts.get(fault) ?? { seeded: 0, caught: 0, scores: 0 };
      tally.seeded += 1;
      if (refused(found)) tally.caught += 1;
      tally.scores += scoreTranslation(found, { ...base, target: broken }).score;
      counts.set(fault, tally);
    }
  }
  const rates = FAULT_CLASSES.flatMap(({ fault }): Row[] => {
    const tally = counts.get(fault);
    if (tally === undefined) return [];
    return [
      {
        name: `caught: ${fault}`,
        value: (100 * tally.caught) / tally.seeded,
        unit: '%',
        target: { atLeast: TARGETS[fault] ?? USUAL },
        note: `${tally.seeded} seeded, mean score ${(tally.scores / tally.seeded).toFixed(1)}`,
      },
    ];
  });
  const sum = (what: 'seeded' | 'caught', groups: readonly string[]) =>
    FAULT_CLASSES.filter(({ group }) => groups.includes(group)).reduce(
      (total, { fault }) => total + (counts.get(fault)?.[what] ?? 0),
      0,
    );
  const structural = ['structure', 'tokens'];
  return [
    {
      name: 'caught: structure and tokens together',
      value: (100 * sum('caught', structural)) / Math.max(1, sum('seeded', structural)),
      unit: '%',
      target: { atLeast: USUAL },
      note: `${sum('seeded', structural)} seeded`,
    },
    ...rates,
    {
      name: 'score of clean texts: mean',
      value: clean.scores / Math.max(1, clean.all),
      unit: 'points',
      note: `${clean.all} texts`,
    },
    {
      name: 'clean texts with the full score',
      value: (100 * clean.full) / Math.max(1, clean.all),
      unit: '%',
    },
    {
      name: 'clean texts that are unconfirmed',
      value: (100 * clean.unconfirmed) / Math.max(1, clean.all),
      unit: '%',
      note: 'too short to tell the language, mostly',
    },
  ];
}
