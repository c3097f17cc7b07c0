/** One page of a keyset list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Hand it back for the next page; absent on the last one. Opaque. */
  readonly cursor?: string;
}

/** Which page. */
export interface PageRequest {
  readonly cursor?: string | undefined;
  /** 1 to 1,000; default 50. */
  readonly limit?: number | undefined;
}

/** The page size in force: 1 to 1,000, 50 when none is named. */
export function pageLimit(limit: number | undefined): number {
  return Math.min(1000, Math.max(1, Math.trunc(limit ?? 50) || 1));
}
