import { createHash } from 'node:crypto';
import type { SlackFixture } from '@localert/core';
import { isLocalertError, type MessageSyntax } from '@localert/core';
import { convertMessage } from '@localert/icu/catalog';
import { textFault } from './check-text.ts';
import { checkpointData, checkpointText } from './checkpoint.ts';
import type { FixtureDesk } from './desk.ts';
import { CheckpointMismatchError, ImportStoppedError } from './errors.ts';
import type { ImportOptions } from './import-tenant.ts';
import { joinedPieces } from './pieces.ts';
import { fixtureIn, type Plan, refused, refusedFor } from './plan.ts';
import { planTexts, type TextsItem } from './plan-texts.ts';
import { pluralText, splitPlural } from './po-plural.ts';
import { type ImportProblem, problemList } from './problem.ts';
import { untilSettled } from './refusal.ts';
import { type ImportCounts, type OutcomeCounts, tallyOf } from './tally.ts';
import type { TextUnit, UnitFault } from './text-unit.ts';
import { waves, widthOf } from './waves.ts';

/** How far an import of translated texts is. */
export interface TextsProgress {
  /** Texts of the file that are done. */
  readonly units: number;
  readonly counts: OutcomeCounts;
  readonly problems: number;
  /** Hand it back as `resume` with the same file to go on from here. Opaque. */
  readonly checkpoint: string;
}

/** How translated texts are imported. */
export interface ImportTextsOptions extends Omit<ImportOptions, 'mode' | 'onProgress'> {
  /**
   * `drafts` (default): they wait for a reviewer · `texts`: readers see them from now on · `by-state`: what the file
   * calls reviewed or final becomes a text and counts as reviewed, the rest a draft.
   */
  readonly as?: 'drafts' | 'texts' | 'by-state' | undefined;
  /** What happens to a translation of a source that is another by now. Default `refuse`. */
  readonly stale?: 'refuse' | 'accept' | undefined;
  readonly onProgress?: ((progress: TextsProgress) => void) | undefined;
}

/** What an import of translated texts came to. */
export interface ImportTextsResult {
  /** Texts that the file has. */
  readonly units: number;
  /** By fixture and locale. */
  readonly counts: OutcomeCounts;
  readonly problemCount: number;
  /** The first 100 of this run. */
  readonly problems: readonly ImportProblem[];
}

/** Texts of one fixture in one locale that stand together in a file. */
type Group = readonly [TextUnit, ...TextUnit[]];

const KIND = 'localert.texts';

const sameGroup = (left: TextUnit, right: TextUnit): boolean =>
  left.fixture === right.fixture && left.locale === right.locale;

/** A text as the fixture would keep it, or why it cannot. */
function textOf(
  unit: TextUnit,
  current: SlackFixture,
  stale: 'refuse' | 'accept',
): { readonly text: string } | { readonly code: string; readonly argument?: string | undefined } {
  const { field, locale, pieces = [], forms } = unit;
  const { syntax, baseLocale } = current;
  const base = current.locales[baseLocale]?.[field];
  if (base === undefined) return { code: 'unknown-field' };
  if (stale === 'refuse' && !isSourceOf(unit, base, syntax, baseLocale)) return { code: 'source-changed' };
  const there = current.drafts?.[locale]?.messages[field] ?? current.locales[locale]?.[field];
  const given =
    forms === undefined
      ? joinedPieces(pieces, unit.syntax ?? syntax)
      : pluralText(forms, base, there, locale);
  if (given === undefined) return { code: 'plural-forms' };
  const text = converted(given, unit.syntax ?? syntax, syntax, there);
  if (text === undefined) return { code: 'conversion' };
  if (text === there) return { text };
  const known = Object.keys(current.arguments);
  const fault = locale === baseLocale ? undefined : textFault(base, text, syntax, known);
  return fault ?? { text };
}

/** In the fixture's syntax; what is there already in that spelling stays in its own. */
function converted(
  text: string,
  from: MessageSyntax,
  to: MessageSyntax,
  there: string | undefined,
): string | undefined {
  if (from === to) return text;
  try {
    if (there !== undefined && convertMessage(there, to, from).source === text) return there;
    return convertMessage(text, from, to).source;
  } catch (error) {
    if (isLocalertError(error)) return undefined;
    throw error;
  }
}

/** Whether the translator worked from the text that is the source now. A file without sources cannot tell. */
function isSourceOf(
  { source, sourceForms }: TextUnit,
  base: string,
  syntax: MessageSyntax,
  locale: string,
): boolean {
  if (sourceForms !== undefined) {
    const split = splitPlural(base, locale);
    return split !== undefined && split.one === sourceForms[0] && split.other === sourceForms[1];
  }
  return source === undefined || joinedPieces(source, syntax) === base;
}

/** Puts the texts of one fixture and locale together that stand together. */
async function* grouped(
  units: AsyncIterable<TextUnit | UnitFault>,
): AsyncGenerator<{ readonly group: Group } | { readonly fault: UnitFault }> {
  let group: [TextUnit, ...TextUnit[]] | undefined;
  for await (const unit of units) {
    if (group !== undefined && !('code' in unit) && sameGroup(group[0], unit)) {
      group.push(unit);
      continue;
    }
    if (group !== undefined) yield { group };
    group = undefined;
    if ('code' in unit) yield { fault: unit };
    else group = [unit];
  }
  if (group !== undefined) yield { group };
}

interface Resumed {
  readonly units: number;
  readonly hash: string;
  readonly counts: ImportCounts;
  readonly problems: number;
}

function resumed(text: string): Resumed {
  const data = checkpointData(KIND, text) as unknown as Resumed;
  if (Number.isSafeInteger(data.units) && typeof data.hash === 'string' && typeof data.counts === 'object') {
    return data;
  }
  throw new CheckpointMismatchError({ reason: 'it is damaged' });
}

/** Imports texts that a reader gives, one fixture and locale after the other. */
export async function importTexts(
  desk: FixtureDesk,
  units: AsyncIterable<TextUnit | UnitFault>,
  options: ImportTextsOptions,
): Promise<ImportTextsResult> {
  const {
    as = 'drafts',
    stale = 'refuse',
    dryRun = false,
    onBad = 'pass',
    onChange,
    onProgress,
    signal,
  } = options;
  const before = options.resume === undefined ? undefined : resumed(options.resume);
  const tally = tallyOf(before?.counts);
  const problems = problemList(options.onProblem, before?.problems);
  const hash = createHash('sha256');
  let done = 0;

  function tell(problem: ImportProblem): void {
    problems.add(problem);
    if (onBad === 'stop') throw new ImportStoppedError({ line: problem.line, problem: problem.code });
  }

  /** What the texts of a group are to become: those that cannot be used are told and left out. */
  function itemsOf(group: Group, current: SlackFixture, faults: ImportProblem[]): readonly TextsItem[] {
    const taken = { drafts: new Map<string, string>(), texts: new Map<string, string>() };
    for (const unit of group) {
      const { fixture, locale, field, line, state } = unit;
      const read = textOf(unit, current, stale);
      if ('code' in read) {
        const places =
          read.argument === undefined ? {} : { places: [{ code: 'argument', field: read.argument }] };
        faults.push({ line, code: read.code, fixture, locale, field, ...places });
      } else {
        const official = as === 'texts' || (as === 'by-state' && state === 'approved');
        taken[official ? 'texts' : 'drafts'].set(field, read.text);
      }
    }
    const { locale } = group[0];
    return (['texts', 'drafts'] as const).flatMap((kind): TextsItem[] =>
      taken[kind].size === 0
        ? []
        : [
            {
              locale,
              messages: Object.fromEntries(taken[kind]),
              as: kind,
              reviewed: kind === 'texts' && as === 'by-state',
            },
          ],
    );
  }

  async function plansOf(group: Group, fixture: string, faults: ImportProblem[]): Promise<readonly Plan[]> {
    const current = await fixtureIn(desk, fixture);
    if (current === undefined) return [refused('LOCALERT_NOT_FOUND')];
    faults.length = 0;
    const plans: Plan[] = [];
    let now = current;
    for (const item of itemsOf(group, current, faults)) {
      const plan = planTexts(desk, now, item);
      plans.push(plan);
      if (dryRun || plan.act === undefined) continue;
      await plan.act();
      now = (await fixtureIn(desk, fixture)) ?? now;
    }
    return plans;
  }

  async function work(group: Group): Promise<void> {
    const { fixture, locale, line } = group[0];
    const faults: ImportProblem[] = [];
    let plans: readonly Plan[];
    try {
      plans = await untilSettled(() => plansOf(group, fixture, faults));
    } catch (error) {
      plans = [refusedFor(error)];
    }
    // A fixture none of whose texts could be used was refused as a whole.
    if (plans.length === 0) plans = [refused('')];
    for (const { outcome, changes, code, places } of plans) {
      tally.add({ kind: 'texts', outcome });
      onChange?.({ kind: 'texts', fixture, locale, line, outcome, ...changes });
      if (code) faults.push({ line, code, fixture, locale, ...(places && { places }) });
    }
    for (const fault of faults) tell(fault);
  }

  const checkpoint = () =>
    checkpointText(KIND, {
      units: done,
      hash: hash.copy().digest('base64url'),
      counts: tally.counts(),
      problems: problems.count(),
    });
  const running = waves(onBad === 'stop' ? 1 : widthOf(options.concurrency), () =>
    onProgress?.({
      units: done,
      counts: tally.counts().texts,
      problems: problems.count(),
      checkpoint: checkpoint(),
    }),
  );
  for await (const entry of grouped(units)) {
    signal?.throwIfAborted();
    const isNew = before === undefined || done >= before.units;
    if (before !== undefined && done === before.units)
      assertSame(hash.copy().digest('base64url'), before.hash);
    if ('fault' in entry) {
      await running.settle();
      if (isNew) tell(entry.fault);
      hash.update(`${entry.fault.code}\n`);
      done += 1;
      continue;
    }
    const { group } = entry;
    const { fixture } = group[0];
    if (isNew) await running.add({ touches: [fixture], run: () => work(group) });
    for (const { field, locale } of group) hash.update(`${fixture} ${field} ${locale}\n`);
    done += group.length;
  }
  if (before !== undefined && done <= before.units) {
    if (done < before.units) throw new CheckpointMismatchError({ reason: 'the file is shorter' });
    assertSame(hash.copy().digest('base64url'), before.hash);
  }
  await running.settle();
  const { texts } = tally.counts();
  return { units: done, counts: texts, problemCount: problems.count(), problems: problems.listed };
}

function assertSame(found: string, wanted: string): void {
  if (found !== wanted) {
    throw new CheckpointMismatchError({
      reason: 'the file begins otherwise than the one that it was made for',
    });
  }
}
