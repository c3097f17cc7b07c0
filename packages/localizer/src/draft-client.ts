import type {
  DraftInput,
  FixtureQuery,
  Messages,
  Page,
  PageRequest,
  SlackFixture,
  TenantScope,
} from '@localert/core';

/** What the localizer needs of a tenant's client: that of `@localert/manager` has it. */
export interface DraftClient {
  readonly scope: TenantScope;
  get(fixture: string): Promise<SlackFixture>;
  list(query?: FixtureQuery): Promise<Page<SlackFixture>>;
  /** Of a fixture in code, nothing. */
  history(fixture: string, page?: PageRequest): Promise<Page<unknown>>;
  readonly drafts: {
    propose(
      fixture: string,
      locale: string,
      draft: DraftInput,
      options?: { expectedRevision?: number },
    ): Promise<SlackFixture>;
    approve(
      fixture: string,
      locale: string,
      options?: { by?: 'person' | 'policy'; edits?: Messages; expectedRevision?: number },
    ): Promise<{ readonly fixture: SlackFixture }>;
    reject(fixture: string, locale: string, reason: string): Promise<SlackFixture>;
  };
}

/** Whether a fixture stands in code, where drafts cannot change it. */
export const isInCode = async (client: DraftClient, fixture: string): Promise<boolean> =>
  (await client.history(fixture, { limit: 1 })).items.length === 0;

/** The stored fixtures that are named, or all that are in use, and those of the named ones that stand in code. */
export async function* storedFixtures(
  client: DraftClient,
  named: readonly string[] | undefined,
): AsyncGenerator<SlackFixture> {
  if (named !== undefined) {
    for (const id of named) yield await client.get(id);
    return;
  }
  let cursor: string | undefined;
  do {
    const page: Page<SlackFixture> = await client.list({ state: 'active', cursor });
    for (const fixture of page.items) if (!(await isInCode(client, fixture.id))) yield fixture;
    cursor = page.cursor;
  } while (cursor !== undefined);
}
