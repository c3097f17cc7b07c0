import { authoredContent, type Locale, type SlackFixture, type TextOverrides } from '@localert/core';
import { isSame } from './canonical.ts';
import { cloneCheckpoint, readCloneCheckpoint, stretchAfter } from './clone-checkpoint.ts';
import { isSameContent } from './content.ts';
import type { FixtureDesk, FixtureReader } from './desk.ts';
import type { ImportOptions } from './import-tenant.ts';
import { createImporter } from './importer.ts';
import { fixtureIn, type ImportMode } from './plan.ts';
import { type ImportProblem, problemList } from './problem.ts';
import { everyRow, type RowOptions } from './rows.ts';
import { type ImportCounts, tallyOf } from './tally.ts';
import type { ItemLine } from './tenant-line.ts';

/** How far a copy is. */
export interface CloneProgress {
  /** Fixtures that are done. */
  readonly fixtures: number;
  readonly counts: ImportCounts;
  readonly problems: number;
  /** Hand it back as `resume` to go on from here. Opaque. */
  readonly checkpoint: string;
}

/** How a tenant is copied. */
export interface CloneTenantOptions
  extends Omit<ImportOptions, 'mode' | 'onProgress'>,
    Pick<RowOptions, 'query' | 'inCode'> {
  readonly from: FixtureReader;
  readonly to: FixtureDesk;
  /** Default `merge`; `replace` makes fixtures that are there the same. */
  readonly mode?: ImportMode | undefined;
  /** Texts that are proposed. Default true. */
  readonly drafts?: boolean | undefined;
  /** The tenant's own texts. Default true. */
  readonly overrides?: boolean | undefined;
  /** Read everything again and compare. Default true. */
  readonly verify?: boolean | undefined;
  readonly onProgress?: ((progress: CloneProgress) => void) | undefined;
}

/** What a copy came to. */
export interface CloneResult {
  readonly counts: ImportCounts;
  readonly problemCount: number;
  readonly problems: readonly ImportProblem[];
  /** What was found when everything was read again; absent for a dry run, and when it was not asked for. */
  readonly verified?: CloneVerdict | undefined;
}

/** What is the same in both tenants, and what is not. A locale or draft that only `to` has is no difference. */
export interface CloneVerdict {
  readonly ok: boolean;
  readonly same: number;
  readonly different: number;
  /** The first 100 fixtures that differ. */
  readonly differences: readonly string[];
}

const LISTED = 100;

function* itemsOf(row: SlackFixture, withDrafts: boolean): Generator<ItemLine> {
  const { id } = row;
  yield { kind: 'fixture', id, content: authoredContent(row), archived: row.state === 'archived' };
  if (!withDrafts) return;
  for (const [locale, draft] of Object.entries(row.drafts ?? {})) {
    if (draft.state === 'rejected') continue;
    const { messages, provenance, findings, untranslated } = draft;
    yield { kind: 'draft', id, locale, draft: { messages, provenance, findings, untranslated } };
  }
}

function* overridesOf(overrides: TextOverrides): Generator<ItemLine> {
  for (const [id, locales] of Object.entries(overrides)) {
    for (const [locale, messages] of Object.entries(locales))
      yield { kind: 'override', id, locale, messages };
  }
}

/** Whether what one tenant has of a fixture stands in the other. */
function isContained(here: SlackFixture, there: SlackFixture | undefined, drafts: boolean): boolean {
  if (there === undefined || (here.state === 'archived') !== (there.state === 'archived')) return false;
  const [from, to] = [authoredContent(here), authoredContent(there)];
  const locales: readonly Locale[] = Object.keys(from.locales);
  const only = <Value>(record: { readonly [locale: string]: Value }) =>
    Object.fromEntries(Object.entries(record).filter(([locale]) => locales.includes(locale)));
  const trimmed = { ...to, locales: only(to.locales), provenance: only(to.provenance) };
  const said = { ...from, provenance: only({ ...trimmed.provenance, ...from.provenance }) };
  if (!isSameContent(here.id, said, trimmed)) return false;
  return (
    !drafts ||
    Object.entries(here.drafts ?? {}).every(
      ([locale, draft]) =>
        draft.state === 'rejected' || isSame(draft.messages, there.drafts?.[locale]?.messages),
    )
  );
}

async function verdictOf(options: CloneTenantOptions): Promise<CloneVerdict> {
  const { from, to, drafts = true, overrides = true } = options;
  const differences: string[] = [];
  let same = 0;
  let different = 0;
  const note = (id: string, isOne: boolean) => {
    if (isOne) same += 1;
    else {
      different += 1;
      if (differences.length < LISTED) differences.push(id);
    }
  };
  for await (const rows of everyRow(from, options)) {
    for (const row of rows) note(row.id, isContained(row, await fixtureIn(to, row.id), drafts));
  }
  if (overrides) {
    const there = await to.overrides();
    for (const [id, locales] of Object.entries(await from.overrides())) {
      const isThere = Object.entries(locales).every(([locale, messages]) =>
        Object.entries(messages).every(([field, text]) => there[id]?.[locale]?.[field] === text),
      );
      note(id, isThere);
    }
  }
  return { ok: different === 0, same, different, differences };
}

/**
 * Copies a tenant's fixtures, drafts and own texts to another tenant, of the same manager or of another, and compares both
 * afterwards. Settings, keys, credentials, history and alerts are not copied. Streaming; what is there already and the
 * same is left alone, so that a copy that was cut short is simply made again, or goes on from its checkpoint.
 *
 * @throws what the desks throw and is not about one fixture; LOCALERT_IMPORT_STOPPED, LOCALERT_CHECKPOINT_MISMATCH; the
 *   signal's reason
 *
 * @example
 * ```ts
 * import { cloneTenant } from '@localert/exchange';
 * import type { FixtureManager } from '@localert/manager';
 *
 * export async function staging(alerts: FixtureManager): Promise<boolean> {
 *   const who = { actor: 'user:ops', roles: ['admin'] };
 *   const { verified } = await cloneTenant({
 *     from: alerts.forTenant('acme', who),
 *     to: alerts.forTenant('acme-staging', who),
 *   });
 *   return verified?.ok === true;
 * }
 * ```
 */
export async function cloneTenant(options: CloneTenantOptions): Promise<CloneResult> {
  const {
    from,
    to,
    drafts = true,
    overrides = true,
    verify = true,
    dryRun = false,
    onProgress,
    signal,
  } = options;
  const before = readCloneCheckpoint(options.resume);
  const tally = tallyOf(before.counts);
  const problems = problemList(options.onProblem, before.problems);
  const stretch = stretchAfter(before);
  let { fixtures } = before;
  const importer = createImporter(to, options, tally, problems, () => {
    const told = { fixtures, counts: tally.counts(), problems: problems.count() };
    onProgress?.({ ...told, checkpoint: cloneCheckpoint({ ...told, ...stretch.done() }) });
  });
  let line = 0;
  for await (const rows of everyRow(from, options)) {
    for (const row of rows) {
      signal?.throwIfAborted();
      // An earlier run has done it, and nobody has changed it since.
      if (stretch.holds(row.updatedAt)) continue;
      for (const item of itemsOf(row, drafts)) await importer.take(++line, item);
      stretch.add(row.updatedAt);
      fixtures += 1;
    }
  }
  if (overrides) for (const item of overridesOf(await from.overrides())) await importer.take(++line, item);
  await importer.settle();
  const verified = verify && !dryRun ? await verdictOf(options) : undefined;
  return {
    counts: tally.counts(),
    problemCount: problems.count(),
    problems: problems.listed,
    ...(verified === undefined ? {} : { verified }),
  };
}
