import { checkpointData, checkpointText } from './checkpoint.ts';
import { CheckpointMismatchError } from './errors.ts';
import { type ImportCounts, isCount, isCounts } from './tally.ts';

const KIND = 'localert.tenant';

/** Where a run over a file stands. */
export interface TenantCheckpoint {
  /** The last line that is done. */
  readonly line: number;
  readonly bytes: number;
  /** SHA-256 of all lines up to there, so that another file is noticed. */
  readonly hash: string;
  readonly counts: ImportCounts;
  readonly problems: number;
}

/** Writes a checkpoint. */
export const tenantCheckpoint = (checkpoint: TenantCheckpoint): string => checkpointText(KIND, checkpoint);

/** Reads a checkpoint. @throws LOCALERT_CHECKPOINT_MISMATCH */
export function readTenantCheckpoint(text: string): TenantCheckpoint {
  const { line, bytes, hash, counts, problems } = checkpointData(KIND, text);
  if (isCount(line) && isCount(bytes) && typeof hash === 'string' && isCounts(counts) && isCount(problems)) {
    return { line, bytes, hash, counts, problems };
  }
  throw new CheckpointMismatchError({ reason: 'it is damaged' });
}
