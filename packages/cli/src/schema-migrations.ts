/** One change of a store's schema. */
export interface SchemaMigration {
  readonly id: string | number;
  readonly name: string;
  /** Epoch milliseconds; absent while it is still to come. */
  readonly appliedAt?: number | undefined;
  /** What it runs, as SQL. */
  readonly sql?: string | undefined;
}

/** The schema of a store, for those that do not look after it themselves. */
export interface SchemaMigrations {
  /** All, in order. */
  list(): Promise<readonly SchemaMigration[]>;
  /** Makes those that are still to come, in order; answers what was made. One that fails leaves nothing of itself. */
  up(options?: { readonly signal?: AbortSignal | undefined }): Promise<readonly SchemaMigration[]>;
  /** Ends what was opened for it. */
  close?(): Promise<void>;
}
