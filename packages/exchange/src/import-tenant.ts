import { createHash, type Hash } from 'node:crypto';
import type { FixtureDesk } from './desk.ts';
import type { ItemChange } from './diff.ts';
import { CheckpointMismatchError, ExchangeUnreadableError } from './errors.ts';
import { createImporter, type Importer } from './importer.ts';
import { type Line, readLines } from './lines.ts';
import type { ImportMode } from './plan.ts';
import { type ImportProblem, type ProblemList, problemList } from './problem.ts';
import type { Source } from './source.ts';
import { type ImportCounts, tallyOf } from './tally.ts';
import { readTenantCheckpoint, tenantCheckpoint } from './tenant-checkpoint.ts';
import {
  dataOf,
  type EndLine,
  endOf,
  type HeaderLine,
  headerOf,
  itemOf,
  TENANT_FORMAT,
} from './tenant-line.ts';

/** How far an import is. */
export interface ImportProgress {
  /** Lines that are done, empty ones too; of a translators' file its entries. */
  readonly lines: number;
  /** Bytes of the file that are done. */
  readonly bytes: number;
  readonly counts: ImportCounts;
  readonly problems: number;
  /** Hand it back as `resume` with the same file to go on from here, also after a crash. Opaque. */
  readonly checkpoint: string;
}

/** How a file is imported. */
export interface ImportOptions {
  /** Default `merge`. */
  readonly mode?: ImportMode | undefined;
  /** Changes nothing, and tells what would change. Default false. */
  readonly dryRun?: boolean | undefined;
  /** What happens to a line that is none, or that the tenant refuses. Default `pass`: it is passed over and told. */
  readonly onBad?: 'pass' | 'stop' | undefined;
  /** Told what became of each fixture, draft and override; of a dry run, what would. Has texts: keep it out of logs. */
  readonly onChange?: ((change: ItemChange) => void) | undefined;
  /** Told of all that was not taken. Never a text. */
  readonly onProblem?: ((problem: ImportProblem) => void) | undefined;
  /** Told every few lines, when all up to there is done. */
  readonly onProgress?: ((progress: ImportProgress) => void) | undefined;
  /** The checkpoint of an earlier run over the same file. */
  readonly resume?: string | undefined;
  /** How many fixtures are written at once. Default 8. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How JSON Lines of a tenant are imported. */
export interface ImportTenantOptions extends ImportOptions {
  /** Longest line, in bytes. Default 32 MiB. */
  readonly maxLineBytes?: number | undefined;
  /** Names of functions of the host that messages use: a dry run does not know them otherwise. */
  readonly functions?: readonly string[] | undefined;
}

/** What an import came to. */
export interface ImportResult {
  readonly header: HeaderLine;
  readonly lines: number;
  /** Over all runs, where this one went on from a checkpoint. */
  readonly counts: ImportCounts;
  /** How many problems there were, over all runs. */
  readonly problemCount: number;
  /** The first 100 of this run. */
  readonly problems: readonly ImportProblem[];
  /** Whether the last line was there and fits all others: nothing of the file was cut or changed. */
  readonly complete: boolean;
}

const MAX_LINE_BYTES = 33_554_432;

/** What the reader of a file knows when it is at a line. */
interface Place {
  readonly hash: Hash;
  header: HeaderLine | undefined;
  end: EndLine | undefined;
  endHash: string;
  /** The line that was read last; 0 before the first. */
  last: Pick<Line, 'number' | 'end'>;
  /** Whether every line could be read, so that the hash means something. */
  whole: boolean;
  items: { fixtures: number; drafts: number; overrides: number };
}

function takeHash(place: Place, { bytes }: Line): void {
  if (bytes === undefined) {
    place.whole = false;
    return;
  }
  place.hash.update(bytes).update('\n');
}

const MEMBER = { fixture: 'fixtures', draft: 'drafts', override: 'overrides' } as const;

/**
 * One line behind the first. The hash takes it last: whatever is told while it is worked on is about the lines before.
 *
 * @param importer - absent for what an earlier run has done
 */
async function takeLine(place: Place, line: Line, importer: Importer | undefined): Promise<void> {
  const read = dataOf(line.bytes);
  if (read !== undefined && place.end !== undefined) {
    place.whole = false;
    await importer?.fault(line.number, 'after-end');
    return;
  }
  if (read !== undefined && 'data' in read) {
    const { kind } = read.data;
    if (kind === 'end') {
      const end = endOf(read.data);
      if (end !== undefined) {
        place.end = end;
        place.endHash = place.hash.copy().digest('base64url');
        return;
      }
    }
    if (kind === 'fixture' || kind === 'draft' || kind === 'override') place.items[MEMBER[kind]] += 1;
  }
  if (read !== undefined && importer !== undefined) await giveTo(importer, line.number, read);
  takeHash(place, line);
}

async function giveTo(
  importer: Importer,
  line: number,
  read: Exclude<ReturnType<typeof dataOf>, undefined>,
): Promise<void> {
  const item = 'data' in read ? itemOf(read.data) : read;
  if ('code' in item) await importer.fault(line, item.code, item.issues);
  else await importer.take(line, item);
}

/** Whether the last line fits all others, and what is wrong when not. */
function endFault({ end, endHash, items, whole }: Place): 'cut' | 'altered' | undefined {
  if (end === undefined) return 'cut';
  const fits =
    whole &&
    end.sha256 === endHash &&
    end.fixtures === items.fixtures &&
    end.drafts === items.drafts &&
    end.overrides === items.overrides;
  return fits ? undefined : 'altered';
}

const newPlace = (): Place => ({
  hash: createHash('sha256'),
  header: undefined,
  end: undefined,
  endHash: '',
  last: { number: 0, end: 0 },
  whole: true,
  items: { fixtures: 0, drafts: 0, overrides: 0 },
});

/** Reads a file line by line; `taken` is asked before each whether an earlier run has done it. */
async function walk(
  source: Source,
  place: Place,
  maxBytes: number,
  importerAt: (line: Line) => Importer | undefined,
): Promise<void> {
  for await (const lines of readLines(source, maxBytes)) {
    for (const line of lines) {
      const importer = importerAt(line);
      if (place.header === undefined) {
        place.header = headerOf(dataOf(line.bytes));
        takeHash(place, line);
      } else {
        await takeLine(place, line, importer);
      }
      place.last = line;
    }
  }
  if (place.header === undefined) {
    throw new ExchangeUnreadableError({ format: TENANT_FORMAT, reason: 'the file is empty' });
  }
}

/** Tells whether a file is whole, without a tenant: every line is read and checked. */
export async function checkTenantFile(
  source: Source,
  options: Pick<ImportTenantOptions, 'maxLineBytes' | 'onProblem' | 'signal'> = {},
): Promise<Pick<ImportResult, 'header' | 'lines' | 'problemCount' | 'problems' | 'complete'>> {
  const place = newPlace();
  const problems = problemList(options.onProblem);
  const looker: Importer = {
    async take() {},
    async fault(line, code, issues) {
      problems.add({ line, code, ...(issues === undefined ? {} : { places: issues.map(placeOfIssue) }) });
    },
    async settle() {},
  };
  await walk(source, place, options.maxLineBytes ?? MAX_LINE_BYTES, () => {
    options.signal?.throwIfAborted();
    return looker;
  });
  return { ...ended(place, problems), problemCount: problems.count(), problems: problems.listed };
}

const placeOfIssue = ({ path }: { readonly path: string }) => ({ code: 'shape', field: path });

function ended(place: Place, problems: ProblemList): Pick<ImportResult, 'header' | 'lines' | 'complete'> {
  const fault = endFault(place);
  const lines = place.last.number;
  if (fault !== undefined) problems.add({ line: lines, code: fault });
  // There is one: without it the walk has thrown.
  return { header: place.header as HeaderLine, lines, complete: fault === undefined };
}

/**
 * Imports a tenant's JSON Lines, as {@link exportTenant} wrote them. Streaming: memory does not grow with the file.
 * Every line is checked by core's models, then goes through the tenant's own door: authorization, proof, quotas,
 * trail. A line that is none, or that is refused, is passed over and told.
 *
 * The same file imported again changes nothing. A run that was cut short, by a crash too, goes on from the last
 * checkpoint: hand in the same file from its beginning. What was done behind the checkpoint is found to be unchanged.
 *
 * A file that was cut is noticed at its end only; `dryRun` or `checkTenantFile` look at all of it before.
 *
 * @param desk - the client of an actor with the permissions `fixture:write`, `fixture:archive`, `fixture:translate` and
 *   `override:write`, as far as the file has what they are for
 * @throws LOCALERT_EXCHANGE_UNREADABLE, LOCALERT_EXCHANGE_NEWER, LOCALERT_CHECKPOINT_MISMATCH, LOCALERT_IMPORT_STOPPED;
 *   what the desk throws and is not about one fixture, for example LOCALERT_STORE_UNAVAILABLE; the signal's reason
 *
 * @example
 * ```ts
 * import { createReadStream } from 'node:fs';
 * import { importTenant } from '@localert/exchange';
 * import type { TenantClient } from '@localert/manager';
 *
 * export async function look(acme: TenantClient, path: string): Promise<void> {
 *   const { counts, complete } = await importTenant(acme, createReadStream(path), {
 *     dryRun: true,
 *     onChange: ({ fixture, outcome }) => console.log(fixture, outcome),
 *   });
 *   console.log(complete, counts.fixtures);
 * }
 * ```
 */
export async function importTenant(
  desk: FixtureDesk,
  source: Source,
  options: ImportTenantOptions = {},
): Promise<ImportResult> {
  const { signal, onProgress, maxLineBytes = MAX_LINE_BYTES } = options;
  const before = options.resume === undefined ? undefined : readTenantCheckpoint(options.resume);
  const place = newPlace();
  const tally = tallyOf(before?.counts);
  const problems = problemList(options.onProblem, before?.problems);
  const checkpoint = () =>
    tenantCheckpoint({
      line: place.last.number,
      bytes: place.last.end,
      hash: place.hash.copy().digest('base64url'),
      counts: tally.counts(),
      problems: problems.count(),
    });
  const importer = createImporter(desk, options, tally, problems, () => {
    onProgress?.({
      lines: place.last.number,
      bytes: place.last.end,
      counts: tally.counts(),
      problems: problems.count(),
      checkpoint: checkpoint(),
    });
  });
  let met = before === undefined;
  await walk(source, place, maxLineBytes, (line) => {
    signal?.throwIfAborted();
    if (before !== undefined && !met && line.number > before.line) {
      assertSameFile(place, before.hash);
      met = true;
    }
    return met ? importer : undefined;
  });
  if (before !== undefined && !met) {
    if (place.last.number !== before.line)
      throw new CheckpointMismatchError({ reason: 'the file is shorter' });
    assertSameFile(place, before.hash);
  }
  await importer.settle();
  const end = ended(place, problems);
  return { ...end, counts: tally.counts(), problemCount: problems.count(), problems: problems.listed };
}

function assertSameFile({ hash }: Place, wanted: string): void {
  if (hash.copy().digest('base64url') === wanted) return;
  throw new CheckpointMismatchError({
    reason: 'the file begins otherwise than the one that it was made for',
  });
}
