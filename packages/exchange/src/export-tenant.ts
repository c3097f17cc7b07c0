import { createHash, type Hash } from 'node:crypto';
import { authoredContent, type Clock, type SlackFixture } from '@localert/core';
import type { FixtureReader } from './desk.ts';
import { everyRow, type RowOptions } from './rows.ts';
import { TENANT_FILE_VERSION, TENANT_FORMAT } from './tenant-line.ts';

/** What of a tenant is exported. */
export interface ExportTenantOptions extends RowOptions {
  /** Texts that are proposed and not decided on. Default true. */
  readonly drafts?: boolean | undefined;
  /** The tenant's own texts. Default true. */
  readonly overrides?: boolean | undefined;
  /** Told after each page of fixtures. */
  readonly onProgress?: ((progress: { readonly fixtures: number }) => void) | undefined;
  /** Stamps the first line. Default: the system's time. */
  readonly clock?: Clock | undefined;
}

function* rowLines(row: SlackFixture, withDrafts: boolean): Generator<object> {
  const { id, revision, state } = row;
  const archived = state === 'archived' ? { archived: true } : {};
  yield { kind: 'fixture', id, revision, ...archived, fixture: authoredContent(row) };
  if (!withDrafts) return;
  for (const [locale, draft] of Object.entries(row.drafts ?? {})) {
    // What was rejected is a decision that was made here, about texts that nobody is to use.
    if (draft.state === 'rejected') continue;
    const { messages, provenance, findings, untranslated } = draft;
    yield { kind: 'draft', id, locale, draft: { messages, provenance, findings, untranslated } };
  }
}

function lineWriter(): { readonly hash: Hash; line(data: object): string } {
  const hash = createHash('sha256');
  return {
    hash,
    line(data) {
      const text = `${JSON.stringify(data)}\n`;
      hash.update(text);
      return text;
    },
  };
}

/**
 * A tenant as JSON Lines: a first line that says what it is, a line for each fixture, draft and text of the tenant's
 * own, and a last one with counts and a hash over all others, so that a file that was cut or changed is noticed. Keys,
 * credentials, settings, history and alerts are not in it.
 *
 * Fixtures come in the order of the list, newest change first, each once and as it is when it is read. Memory does not
 * grow with their number, but for 16 bytes each.
 *
 * @param desk - a tenant's client of `@localert/manager`, or whatever else reads like one
 * @returns pieces of the file, of a line or a page of them each, with their line feeds
 * @throws what the desk throws; the signal's reason
 *
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs';
 * import { pipeline } from 'node:stream/promises';
 * import { exportTenant } from '@localert/exchange';
 * import type { TenantClient } from '@localert/manager';
 *
 * export async function save(acme: TenantClient, path: string): Promise<void> {
 *   await pipeline(exportTenant(acme), createWriteStream(path));
 * }
 * ```
 */
export async function* exportTenant(
  desk: FixtureReader,
  options: ExportTenantOptions = {},
): AsyncGenerator<string> {
  const { drafts = true, overrides = true, clock = { now: Date.now }, onProgress } = options;
  const counts = { fixtures: 0, drafts: 0, overrides: 0 };
  const { hash, line } = lineWriter();
  const version = TENANT_FILE_VERSION;
  yield line({ format: TENANT_FORMAT, version, tenant: desk.scope.tenant, exportedAt: clock.now() });
  for await (const rows of everyRow(desk, options)) {
    let text = '';
    for (const row of rows) {
      for (const data of rowLines(row, drafts)) {
        if ('draft' in data) counts.drafts += 1;
        text += line(data);
      }
    }
    counts.fixtures += rows.length;
    yield text;
    onProgress?.({ fixtures: counts.fixtures });
  }
  if (overrides) {
    for (const [id, locales] of Object.entries(await desk.overrides())) {
      for (const [locale, messages] of Object.entries(locales)) {
        counts.overrides += 1;
        yield line({ kind: 'override', id, locale, messages });
      }
    }
  }
  yield `${JSON.stringify({ kind: 'end', ...counts, sha256: hash.digest('base64url') })}\n`;
}
