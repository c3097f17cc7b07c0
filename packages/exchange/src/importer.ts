import type { FixtureId, InputIssue, TextOverrides } from '@localert/core';
import type { FixtureDesk } from './desk.ts';
import { ImportStoppedError } from './errors.ts';
import { type IdSet, idSet } from './id-set.ts';
import type { ImportTenantOptions } from './import-tenant.ts';
import { fixtureIn, type Plan, planDraft, planFixture, planOverride, refused, refusedFor } from './plan.ts';
import type { ImportProblem, ProblemList } from './problem.ts';
import { proofFaults } from './proof.ts';
import { untilSettled } from './refusal.ts';
import type { Tally } from './tally.ts';
import type { ItemLine } from './tenant-line.ts';
import { waves, widthOf } from './waves.ts';

/** Takes the lines of a file in their order. */
export interface Importer {
  take(line: number, item: ItemLine): Promise<void>;
  /** A line that is none. */
  fault(line: number, code: string, issues?: readonly InputIssue[]): Promise<void>;
  /** Waits until all is done. */
  settle(): Promise<void>;
}

/** All texts of a tenant's own lie in one row: they are written one after the other. */
const OVERRIDES = '#overrides';

/** What is told of an item besides its outcome. */
const headOf = (item: ItemLine) => ({
  kind: item.kind,
  fixture: item.id,
  ...('locale' in item ? { locale: item.locale } : {}),
});

/** Makes what takes the items of a tenant's file, several at a time. */
export function createImporter(
  desk: FixtureDesk,
  options: Pick<ImportTenantOptions, 'mode' | 'dryRun' | 'onBad' | 'onChange' | 'concurrency' | 'functions'>,
  tally: Tally,
  problems: ProblemList,
  done: () => void,
): Importer {
  const { mode = 'merge', dryRun = false, onBad = 'pass', onChange, concurrency, functions } = options;
  /** Fixtures that a dry run would have made by now. */
  const imagined: IdSet = idSet();
  /** The tenant's own texts as they are by now; read anew after a fault. */
  let own: TextOverrides | undefined;

  async function planned(item: ItemLine): Promise<Plan> {
    if (item.kind === 'fixture') {
      const plan = await planFixture(desk, item, mode);
      if (!dryRun || plan.act === undefined) return plan;
      const faults = proofFaults(plan.content ?? item.content, functions);
      if (faults.length > 0) return { ...refused('LOCALERT_FIXTURE_REFUSED', plan.changes), places: faults };
      imagined.add(item.id);
      return plan;
    }
    const current = await fixtureIn(desk, item.id);
    if (current === undefined && !(dryRun && imagined.has(item.id))) return refused('LOCALERT_NOT_FOUND');
    if (item.kind === 'draft') {
      return current === undefined
        ? { outcome: 'created', changes: { locales: [], parts: [] } }
        : planDraft(desk, current, item.locale, item.draft, mode);
    }
    own ??= await desk.overrides();
    return planOverride(desk, own, item, mode);
  }

  async function act(item: ItemLine, plan: Plan): Promise<void> {
    if (dryRun || plan.act === undefined) return;
    if (item.kind !== 'override') return void (await plan.act());
    own = undefined;
    await plan.act();
    own = plan.overrides;
  }

  /** Plans and does it; anew when somebody else changed the same thing meanwhile. */
  async function handle(item: ItemLine): Promise<Plan> {
    try {
      return await untilSettled(async () => {
        const plan = await planned(item);
        await act(item, plan);
        return plan;
      });
    } catch (error) {
      return refusedFor(error);
    }
  }

  function tell(problem: ImportProblem): void {
    problems.add(problem);
    if (onBad === 'stop') {
      throw new ImportStoppedError({ line: problem.line, problem: problem.code });
    }
  }

  async function work(line: number, item: ItemLine): Promise<void> {
    const { outcome, changes, code, places } = await handle(item);
    const head = headOf(item);
    tally.add({ kind: item.kind, outcome });
    onChange?.({ ...head, line, outcome, ...changes });
    if (code !== undefined) {
      tell({
        line,
        code,
        fixture: head.fixture,
        ...('locale' in item ? { locale: item.locale } : {}),
        ...(places && { places }),
      });
    }
  }

  const running = waves(widthOf(concurrency), done);
  return {
    async take(line, item) {
      // To stop at a line means that nothing behind it was begun.
      if (onBad === 'stop') {
        done();
        return work(line, item);
      }
      await running.add({ touches: touchedBy(item), run: () => work(line, item) });
    },
    async fault(line, code, issues) {
      await running.settle();
      if (onBad === 'stop') done();
      tell({
        line,
        code,
        ...(issues && { places: issues.map(({ path }) => ({ code: 'shape', field: path })) }),
      });
    },
    settle: running.settle,
  };
}

const touchedBy = ({ kind, id }: ItemLine): readonly FixtureId[] =>
  kind === 'override' ? [id, OVERRIDES] : [id];
