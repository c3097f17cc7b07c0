import type {
  AuditEntry,
  AuditLog,
  FixtureInput,
  FixtureStore,
  Messages,
  Page,
  PiiFinding,
  RenderProblem,
  SlackFixture,
  TenantContext,
  TenantInput,
} from '@localert/core';
import type { Tamper } from './tamperable.ts';
import type { TestApi } from './test-api.ts';

/** The calls of a tenant's client that the attacks make. A `TenantClient` of the manager fits. */
export interface AttackClient {
  create(id: string, fixture: FixtureInput): Promise<unknown>;
  update(id: string, patch: Partial<FixtureInput>): Promise<unknown>;
  archive(id: string): Promise<unknown>;
  get(id: string): Promise<SlackFixture>;
  list(): Promise<Page<SlackFixture>>;
  history(id: string): Promise<unknown>;
  override(id: string, locale: string, messages: Messages | null): Promise<unknown>;
  status(alert: string): Promise<unknown>;
  redrive(alert: string): Promise<unknown>;
  readonly untyped: {
    send(
      id: string,
      options?: { readonly values?: object; readonly dedupeKey?: string },
    ): Promise<{ readonly id: string; readonly problems: readonly RenderProblem[] }>;
    render(id: string, options?: { readonly values?: object }): Promise<{ readonly message: unknown }>;
    explain(id: string): Promise<unknown>;
  };
}

/** The calls of a manager that the attacks make. A `FixtureManager` fits. */
export interface AttackManager {
  forTenant(
    tenant: string,
    who: { readonly actor: string; readonly roles?: readonly string[] },
  ): { readonly untyped: unknown };
  readonly tenants: {
    create(tenant: TenantInput): Promise<TenantContext>;
    delete(id: string): Promise<boolean>;
  };
  drain(): Promise<boolean>;
  close(): Promise<void>;
}

/** What verifies a stack's audit trail, and its rows against it. */
export interface AttackTrail {
  /** Links what is waiting. */
  readonly seal: () => Promise<unknown>;
  readonly signHead: (tenant: string) => Promise<unknown>;
  /** Trusts the stack's own signatures and no others. @param heads - what `signHead` gave */
  readonly verify: (
    log: AuditLog,
    tenant: string,
    heads: readonly unknown[],
  ) => Promise<{ readonly ok: boolean; readonly firstBad?: { readonly sequence: number } | undefined }>;
  /** The same entries, sequences too, with hashes and links made anew, as a forger without the signing key can. */
  readonly link: (entries: readonly AuditEntry[]) => readonly AuditEntry[];
  /** Compares the rows of a store with the trail. */
  readonly verifyRows: (
    store: FixtureStore,
  ) => Promise<readonly { readonly tenant: string; readonly fixture: string; readonly code: string }[]>;
}

/** A running stack under attack. */
export interface AttackHouse {
  readonly alerts: AttackManager;
  /** JSON of each message that the transport was given. */
  readonly posts: () => readonly string[];
  /** Everything that observers, loggers and the audit trail were told, printable as JSON. */
  readonly told: () => readonly unknown[];
  /** Calls that reached the store, its directory and its queue, by name. */
  readonly calls: () => readonly string[];
  /** The store as the manager has it. */
  readonly store: FixtureStore;
  /** The store beneath encryption, as one who can write to the medium has it. Absent where nothing is encrypted. */
  readonly medium?: FixtureStore | undefined;
  /** What that medium answers in place of what was written; from `tamperable`. There where `medium` is. */
  readonly tamper?: Tamper | undefined;
  readonly audit?: AuditLog | undefined;
  readonly trail?: AttackTrail | undefined;
}

/** How a stack is to be set up. */
export interface AttackSetup {
  readonly tenants: readonly TenantInput[];
}

/** The stack under attack. */
export interface AttackOptions {
  /** Stands in the report, for example `encrypted sqlite`. */
  readonly name: string;
  /** Makes a new stack over an empty store; it is called once for each test. */
  readonly open: (setup: AttackSetup) => Promise<AttackHouse>;
  /** Whether the stack encrypts: its house then has a `medium`, and tenants' policy is to seal what is sensitive. */
  readonly sealed?: boolean | undefined;
  /** Whether the stack keeps an audit trail: its house then has `audit` and `trail`. */
  readonly audited?: boolean | undefined;
  /** The detector of personal data; without one attack 10 is skipped by name. */
  readonly detect?: ((text: string) => readonly PiiFinding[]) | undefined;
}

/** What the attacks share. */
export interface AttackHarness {
  readonly test: TestApi;
  readonly options: AttackOptions;
  /** Makes a test's body from one that gets a new stack, which is closed whatever happens. */
  readonly withHouse: (
    body: (house: AttackHouse) => Promise<void>,
    setup?: AttackSetup,
  ) => () => Promise<void>;
}

/** Tenants that a careless key would mix up. */
export const ATTACK_TENANTS = ['a', 'a-2', 'a_2', 'a2'] as const;

const DEFAULT_SETUP: AttackSetup = {
  tenants: ATTACK_TENANTS.map((id) => ({ id, defaultLocale: 'en' })),
};

export function attackHarness(test: TestApi, options: AttackOptions): AttackHarness {
  return {
    test,
    options,
    withHouse:
      (body, setup = DEFAULT_SETUP) =>
      async () => {
        const house = await options.open(setup);
        try {
          await body(house);
        } finally {
          await house.alerts.close();
        }
      },
  };
}

/** An administrator of a tenant. */
export const adminOf = ({ alerts }: AttackHouse, tenant = 'a'): AttackClient =>
  alerts.forTenant(tenant, { actor: 'user:attack', roles: ['admin'] }) as unknown as AttackClient;

/** A fixture of one text. */
export const note = (title: string, more: Partial<FixtureInput> = {}): FixtureInput => ({
  baseLocale: 'en',
  locales: { en: { title } },
  ...more,
});
