import { createHash } from 'node:crypto';
import { type AuditHead, type AuditLog, type Clock, systemScope, type TenantId } from '@localert/core';
import { canonicalJson } from './canonical-json.ts';
import { type AuditFilter, filterFacts, matchesFilter } from './filter.ts';
import { type SignedHead, signedHead } from './signed-head.ts';
import { type AuditSigner, type Signature, signText } from './signer.ts';
import { walk } from './walk.ts';

/** The version of the exported format. */
export const EXPORT_SPEC = 'localert.audit-export/1';

/** What to export. */
export interface ExportOptions {
  readonly log: AuditLog;
  readonly tenant: TenantId;
  readonly filter?: AuditFilter | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What to export, and who vouches for it. */
export interface SignedExportOptions extends ExportOptions {
  /** Without one the last line has no signature: changes by accident show, others do not. */
  readonly signer?: AuditSigner | undefined;
  readonly clock?: Clock | undefined;
}

/** The last line of an export. */
export interface ExportSeal extends Partial<Signature> {
  readonly spec: typeof EXPORT_SPEC;
  readonly tenant: TenantId;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly filter: Readonly<Record<string, string | number>>;
  /** How many lines stand before this one. */
  readonly entries: number;
  /** SHA-256 of all lines before this one, each with its line feed, base64url. */
  readonly digest: string;
  /** The end of the chain as it was read, whatever the filter left out; `null` for an empty chain. */
  readonly head: AuditHead | SignedHead | null;
}

/** What of a seal is signed: all but the signature. */
export function sealStatement({ signature: _, ...signed }: ExportSeal): string {
  return canonicalJson(signed);
}

/**
 * A tenant's entries as JSON lines, each the canonical JSON of an entry (RFC 8785), and a last line that seals them:
 * how many, their digest, the signed head of the chain, and a signature over all of that. `verifyExport` checks it
 * without a store.
 *
 * @returns chunks of text, one a page
 * @throws the signal's reason, LOCALERT_NOT_CANONICAL for a damaged entry
 *
 * @example
 * ```ts
 * import { createWriteStream } from 'node:fs';
 * import { Readable } from 'node:stream';
 * import { pipeline } from 'node:stream/promises';
 * import { type AuditSigner, exportJsonLines } from '@localert/audit';
 * import type { AuditLog } from '@localert/core';
 *
 * export async function save(log: AuditLog, signer: AuditSigner): Promise<void> {
 *   const lines = exportJsonLines({ log, tenant: 'acme', signer, filter: { framework: 'SOC2' } });
 *   await pipeline(Readable.from(lines), createWriteStream('acme-audit.jsonl'));
 * }
 * ```
 */
export async function* exportJsonLines(options: SignedExportOptions): AsyncGenerator<string> {
  const { log, tenant, filter = {}, signer, clock = { now: Date.now }, signal } = options;
  const digest = createHash('sha256');
  let entries = 0;
  let head: AuditHead | undefined;
  for await (const page of walk(log, systemScope('audit export'), tenant, { signal })) {
    const lines = page
      .filter((entry) => matchesFilter(entry, filter))
      .map((one) => `${canonicalJson(one)}\n`);
    for (const { sequence, hash } of page.slice(-1)) head = { sequence, hash };
    if (lines.length === 0) continue;
    const chunk = lines.join('');
    digest.update(chunk);
    entries += lines.length;
    yield chunk;
  }
  const at = clock.now();
  const seal: ExportSeal = {
    spec: EXPORT_SPEC,
    tenant,
    at,
    filter: filterFacts(filter),
    entries,
    digest: digest.digest('base64url'),
    ...(signer && { keyId: signer.keyId }),
    head: (head && signer ? await signedHead(signer, tenant, head, at) : head) ?? null,
  };
  const signature = signer && (await signText(signer, sealStatement(seal)));
  yield `${canonicalJson({ ...seal, ...signature })}\n`;
}
