/** Where a store's schema is. */
export interface SchemaStatus {
  /** Of the tables that are there; 0 when there are none. */
  readonly version: number;
  /** The newest that the code knows. */
  readonly known: number;
  /** Names of the steps that are still to be made, in order. */
  readonly pending: readonly string[];
}

/** The schema of a store that does not look after it by itself: `postgresMigrations` of `@localert/store-postgres` is one. */
export interface SchemaMigrations {
  status(): Promise<SchemaStatus>;
  /** Makes the steps that are missing, each as a whole or not at all. */
  up(): Promise<SchemaStatus>;
  /** The SQL that `up` would run now; empty when there is none. Absent where there is nothing to read. */
  plan?(): Promise<string>;
  /** Ends what was opened for it. */
  close?(): Promise<void>;
}
