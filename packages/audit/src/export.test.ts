import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { newSigner, setup } from '../test/setup.ts';
import { canonicalJson } from './canonical-json.ts';
import { entryHash } from './entry-json.ts';
import { exportCsv } from './export-csv.ts';
import { EXPORT_SPEC, type ExportSeal, exportJsonLines, sealStatement } from './export-json-lines.ts';
import { signedHead, verifyHead } from './signed-head.ts';
import { signText } from './signer.ts';
import { verifyExport } from './verify-export.ts';

const signer = newSigner();
const publicKeys = [signer.publicKey];
const folder = mkdtempSync(join(tmpdir(), 'localert-audit-'));

afterAll(() => rmSync(folder, { recursive: true }));

async function text(chunks: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const chunk of chunks) all += chunk;
  return all;
}

/** A signed export of some entries, by line. */
async function exported(count: number, filter = {}): Promise<string[]> {
  const { audit, filled } = setup({ signer });
  await filled(count);
  return (await text(audit.exportJsonLines('acme', { filter }))).split('\n').slice(0, -1);
}

const file = (lines: readonly string[]): string[] => [lines.map((line) => `${line}\n`).join('')];

describe('JSON lines', () => {
  test('hold every entry and a seal, and verify without a store', async () => {
    const { audit, filled, chain, clock } = setup({ signer });
    await filled(2500);
    const all = await text(audit.exportJsonLines('acme'));
    const lines = all
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, -1)).toEqual(chain('acme').entries);
    const seal = lines.at(-1);
    expect(seal).toMatchObject({
      spec: EXPORT_SPEC,
      tenant: 'acme',
      at: clock.now(),
      filter: {},
      entries: 2500,
    });
    expect(verifyHead(seal.head, signer.publicKey)).toBe(true);
    const path = join(folder, 'all.jsonl');
    writeFileSync(path, all);
    expect(await verifyExport(createReadStream(path, { highWaterMark: 777 }), { publicKeys })).toEqual({
      ok: true,
      tenant: 'acme',
      entries: 2500,
      complete: true,
      head: seal.head,
    });
    expect(await audit.verify('acme', { heads: [seal.head], publicKeys })).toMatchObject({
      ok: true,
      headsMet: 1,
    });
  });

  test('hold what a filter asks for', async () => {
    const count = async (filter: object) => {
      const verdict = await verifyExport(file(await exported(10, filter)), { publicKeys });
      expect(verdict).toMatchObject({ ok: true, complete: false });
      return verdict.entries;
    };
    expect(await count({ framework: 'SOC2' })).toBe(5);
    expect(await count({ framework: 'HIPAA', outcome: 'denied' })).toBe(1);
    expect(await count({ action: 'nothing' })).toBe(0);
    expect(await count({ until: 1 })).toBe(0);
    expect(await count({ since: 1 })).toBe(10);
  });

  test('of an empty chain, and without a signer', async () => {
    const empty = setup();
    const nothing = await text(exportJsonLines({ log: empty.log, tenant: 'acme' }));
    expect(await verifyExport([nothing])).toEqual({ ok: true, tenant: 'acme', entries: 0, complete: true });
    expect(await verifyExport([nothing], { publicKeys })).toMatchObject({
      firstBad: { code: 'BAD_SIGNATURE' },
    });
    await empty.filled(2);
    const unsigned = await text(empty.audit.exportJsonLines('acme'));
    expect(await verifyExport([unsigned])).toMatchObject({ ok: true, head: { sequence: 2 } });
    expect(await verifyExport([unsigned], { publicKeys })).toMatchObject({
      firstBad: { code: 'BAD_SIGNATURE' },
    });
    const signed = setup({ signer });
    const none = await text(signed.audit.exportJsonLines('acme'));
    expect(await verifyExport([none], { publicKeys })).toMatchObject({ ok: true, entries: 0 });
  });

  test('verify in pieces of a byte, whatever alphabet their texts have', async () => {
    const { audit, filled } = setup({ signer });
    await filled(2, { reason: 'día, 日, 🎬' });
    const bytes = Buffer.from(await text(audit.exportJsonLines('acme')));
    const pieces = Array.from(bytes, (byte) => new Uint8Array([byte]));
    expect(await verifyExport(pieces, { publicKeys })).toMatchObject({ ok: true, entries: 2 });
    // Cut in the middle of a character, at the end of the text.
    expect(await verifyExport([...pieces, new Uint8Array([0xf0, 0x9f])])).toMatchObject({ ok: false });
    const marked = [new Uint8Array([0xef, 0xbb, 0xbf]), ...pieces];
    expect(await verifyExport(marked)).toMatchObject({ firstBad: { line: 1, code: 'MALFORMED' } });
  });

  test('of a filter that restricts nothing is complete', async () => {
    const lines = await exported(3, { action: undefined, since: undefined });
    expect(JSON.parse(lines.at(-1)!).filter).toEqual({});
    expect(await verifyExport(file(lines), { publicKeys })).toMatchObject({ ok: true, complete: true });
  });

  test('may lack the last line feed, which editors take away', async () => {
    const [whole] = file(await exported(3));
    expect(await verifyExport([whole!.trimEnd()], { publicKeys })).toMatchObject({ ok: true, entries: 3 });
  });

  test('of a pruned chain verify with the statement in them', async () => {
    const { audit, filled, clock } = setup({ signer });
    await filled(5);
    clock.advance(100 * 86_400_000);
    await filled(5);
    await audit.prune('acme', { retentionDays: 90 });
    const lines = (await text(audit.exportJsonLines('acme'))).trimEnd().split('\n');
    expect(await verifyExport(file(lines), { publicKeys })).toMatchObject({
      ok: true,
      entries: 6,
      complete: true,
    });
    expect(await verifyExport(file(lines), { publicKeys: [newSigner().publicKey] })).toMatchObject({
      ok: false,
    });
  });

  test('any line that is changed, removed, added or moved is found', async () => {
    const lines = await exported(8);
    const entry = JSON.parse(lines[3]!);
    const other = await exported(8);
    const cases: readonly (readonly [lines: string[], code: string, line: number])[] = [
      [lines.with(3, canonicalJson({ ...entry, outcome: 'failure' })), 'HASH_MISMATCH', 4],
      [lines.with(3, JSON.stringify({ ...entry, zz: 1, aa: 1 })), 'MALFORMED', 4],
      [lines.with(3, lines[3]!.replace('{', '{"action":"x",')), 'MALFORMED', 4],
      [lines.with(3, '{'), 'MALFORMED', 4],
      [lines.with(3, '"\\ud800"'), 'MALFORMED', 4],
      [lines.with(3, 'null'), 'HASH_MISMATCH', 4],
      [lines.with(3, '[]'), 'HASH_MISMATCH', 4],
      [lines.with(3, ''), 'MALFORMED', 4],
      [lines.with(3, lines[2]!), 'GAP', 4],
      [lines.with(3, other[3]!), 'BROKEN_LINK', 4],
      [lines.toSpliced(3, 1), 'DIGEST_MISMATCH', 8],
      [lines.toSpliced(7, 1), 'DIGEST_MISMATCH', 8],
      [lines.slice(0, -1), 'UNSEALED', 8],
      [lines.with(-1, '7'), 'UNSEALED', 9],
      [lines.with(-1, 'null'), 'UNSEALED', 9],
      [[], 'UNSEALED', 1],
      [lines.with(0, `\ufeff${lines[0]}`), 'MALFORMED', 1],
    ];
    for (const [changed, code, line] of cases) {
      expect(await verifyExport(file(changed), { publicKeys })).toMatchObject({
        ok: false,
        complete: false,
        firstBad: { code, line },
      });
    }
  });

  /** The seal of a file changed, without the key: what the lines prove by themselves. */
  const resealed = async (lines: string[], change: (seal: Record<string, unknown>) => object) => {
    const seal = JSON.parse(lines.at(-1)!);
    const before = lines.slice(0, -1);
    const digest = createHash('sha256').update(file(before)[0]!).digest('base64url');
    return [...before, canonicalJson({ ...seal, entries: before.length, digest, ...change(seal) })];
  };

  test('a seal that does not fit its lines is found', async () => {
    const lines = await exported(8);
    const verdictOf = async (changed: string[]) => (await verifyExport(file(changed))).firstBad;
    const same = () => ({});
    expect(await verdictOf(await resealed(lines.toSpliced(3, 1), same))).toEqual({ line: 4, code: 'GAP' });
    expect(await verdictOf(await resealed(lines.toSpliced(0, 2), same))).toEqual({
      line: 1,
      code: 'UNPROVEN_START',
    });
    expect(await verdictOf(await resealed(lines.toSpliced(7, 1), same))).toEqual({
      line: 8,
      code: 'HEAD_MISMATCH',
    });
    expect(await verdictOf(await resealed(lines, () => ({ head: null })))).toEqual({
      line: 9,
      code: 'HEAD_MISMATCH',
    });
    expect(await verdictOf(await resealed(lines, () => ({ tenant: 'beta' })))).toEqual({
      line: 9,
      code: 'WRONG_TENANT',
    });
    expect(await verdictOf(await resealed(lines.slice(-1), same))).toEqual({
      line: 1,
      code: 'HEAD_MISMATCH',
    });
    expect(await verdictOf(await resealed(lines, () => ({ entries: 7 })))).toEqual({
      line: 9,
      code: 'DIGEST_MISMATCH',
    });
    const head = { sequence: 8, hash: 'x' };
    expect(await verdictOf(await resealed(lines, () => ({ head })))).toEqual({
      line: 9,
      code: 'HEAD_MISMATCH',
    });
    const filter = { framework: 'SOC2' };
    const early = { sequence: 7, hash: 'x' };
    expect(await verdictOf(await resealed(lines, () => ({ filter, head: early })))).toMatchObject({
      code: 'HEAD_MISMATCH',
    });
    // With keys, the seal cannot be made anew at all.
    const forged = await resealed(lines.toSpliced(7, 1), same);
    expect(await verifyExport(file(forged), { publicKeys })).toMatchObject({
      firstBad: { code: 'BAD_SIGNATURE' },
    });
    const moved = await resealed(lines, ({ head: own }) => ({
      head: { ...(own as object), tenant: 'beta' },
    }));
    expect(await verifyExport(file(moved), { publicKeys })).toMatchObject({
      firstBad: { code: 'BAD_SIGNATURE' },
    });
  });

  test('a seal by a trusted key around a head that is not is found, and a signature that is no text', async () => {
    const lines = await exported(8);
    /** The seal signed anew, as only the holder of the key can. */
    const signed = async (change: (seal: ExportSeal) => object) => {
      const seal = JSON.parse(lines.at(-1)!) as ExportSeal;
      const changed = { ...seal, ...change(seal) };
      const { signature } = await signText(signer, sealStatement(changed));
      return file(lines.with(-1, canonicalJson({ ...changed, signature })));
    };
    const beta = await signedHead(signer, 'beta', JSON.parse(lines.at(-1)!).head, 0);
    const other = await signedHead(newSigner(), 'acme', JSON.parse(lines.at(-1)!).head, 0);
    expect(await verifyExport(await signed(() => ({})), { publicKeys })).toMatchObject({ ok: true });
    for (const head of [beta, other])
      expect(await verifyExport(await signed(() => ({ head })), { publicKeys })).toMatchObject({
        firstBad: { line: 9, code: 'BAD_SIGNATURE' },
      });
    const numbered = file(await resealed(lines, () => ({ signature: 7 })));
    expect(await verifyExport(numbered, { publicKeys })).toMatchObject({
      firstBad: { line: 9, code: 'BAD_SIGNATURE' },
    });
  });

  test.each<[string, object]>([
    ['of another version', { spec: 'localert.audit-export/2' }],
    ['of nobody', { tenant: 7 }],
    ['without a filter', { filter: null }],
    ['with a list for a filter', { filter: [] }],
    ['with a text for a filter', { filter: '' }],
    ['with a number for a head', { head: 8 }],
    ['with a list for a head', { head: [] }],
  ])('a last line that looks like a seal %s is none', async (_name, change) => {
    const lines = await resealed(await exported(8), () => change);
    for (const trust of [{}, { publicKeys }]) {
      expect(await verifyExport(file(lines), trust)).toMatchObject({
        ok: false,
        firstBad: { line: 9, code: 'UNSEALED' },
      });
    }
  });

  test('a line in the place of another, as good as it, is found', async () => {
    const { audit, filled } = setup({ signer });
    await filled(6);
    const lines = (await text(audit.exportJsonLines('acme', { filter: { framework: 'SOC2' } })))
      .trimEnd()
      .split('\n');
    const all = (await text(audit.exportJsonLines('acme'))).split('\n');
    expect(JSON.parse(lines[1]!).sequence).toBe(4);
    const changed = file(lines.with(1, all[4]!));
    expect(await verifyExport(changed)).toMatchObject({ firstBad: { line: 4, code: 'DIGEST_MISMATCH' } });
  });

  test('lines of two tenants, or with another beginning, are found', async () => {
    const { audit, filled } = setup({ signer });
    await filled(2);
    await filled(2, { tenant: 'beta' });
    const [first] = (await text(audit.exportJsonLines('acme'))).split('\n');
    const beta = (await text(audit.exportJsonLines('beta'))).trimEnd().split('\n');
    expect(await verifyExport(file([first!, ...beta.slice(1)]))).toMatchObject({
      firstBad: { line: 2, code: 'WRONG_TENANT' },
    });
    const entry = { ...JSON.parse(first!), previousHash: 'B'.repeat(43) };
    const rehashed = canonicalJson({ ...entry, hash: entryHash(entry) });
    expect(await verifyExport(file([rehashed, ...beta]))).toMatchObject({
      firstBad: { line: 1, code: 'BROKEN_LINK' },
    });
  });

  test('bytes that are no text, and lines without an end, are refused within limits', async () => {
    const [line] = await exported(1);
    const bad = new Uint8Array([0xff, 0xfe]);
    expect(await verifyExport([bad])).toMatchObject({ firstBad: { line: 1, code: 'MALFORMED' } });
    expect(await verifyExport([`${line}\n`, bad])).toMatchObject({
      firstBad: { line: 2, code: 'MALFORMED' },
    });
    expect(await verifyExport([new Uint8Array([0xc3])])).toMatchObject({
      firstBad: { line: 1, code: 'MALFORMED' },
    });
    function* endless() {
      for (;;) yield 'x'.repeat(100_000);
    }
    expect(await verifyExport(endless())).toMatchObject({ firstBad: { line: 1, code: 'MALFORMED' } });
    const failing = (async function* () {
      yield 'x';
      throw new RangeError('the stream broke');
    })();
    await expect(verifyExport(failing)).rejects.toThrow('the stream broke');
  });

  test('end when the caller has enough', async () => {
    const { audit, filled } = setup({ signer });
    await filled(5);
    const signal = AbortSignal.abort(new RangeError('enough'));
    await expect(text(audit.exportJsonLines('acme', { signal }))).rejects.toThrow('enough');
    await expect(text(audit.exportCsv('acme', { signal }))).rejects.toThrow('enough');
  });
});

describe('CSV', () => {
  /** RFC 4180, read back. */
  function parse(csv: string): string[][] {
    const rows: string[][] = [];
    let cells: string[] = [];
    for (const [, quoted, bare, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
      cells.push(quoted === undefined ? bare! : quoted.replaceAll('""', '"'));
      if (end === ',') continue;
      rows.push(cells);
      cells = [];
    }
    return rows;
  }

  test('has a header, and a row an entry', async () => {
    const { log, audit, filled, chain } = setup();
    await filled(3, { reason: 'a, "b"', details: { count: 2 }, payload: 'x' });
    const rows = parse(await text(audit.exportCsv('acme')));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual([
      'sequence',
      'time',
      'tenant',
      'actor',
      'action',
      'resource_kind',
      'resource_id',
      'locale',
      'revision',
      'outcome',
      'reason',
      'frameworks',
      'details',
      'payload_hash',
      'row_hash',
      'previous_hash',
      'hash',
      'id',
    ]);
    const [entry] = chain('acme').entries;
    // A hash may begin with what begins a formula.
    const shown = (hash: string) => (hash.startsWith('-') ? `'${hash}` : hash);
    expect(rows[1]).toEqual([
      '1',
      '2026-01-01T00:00:00.000Z',
      'acme',
      entry!.actor,
      'alert:send',
      'fixture',
      'f1',
      'es-MX',
      '1',
      'success',
      'a, "b"',
      'GDPR HIPAA',
      '{"count":2}',
      shown(entry!.payloadHash!),
      '',
      entry!.previousHash,
      shown(entry!.hash),
      entry!.id,
    ]);
    expect(parse(await text(exportCsv({ log, tenant: 'acme', filter: { framework: 'SOC2' } })))).toHaveLength(
      2,
    );
    expect(parse(await text(exportCsv({ log, tenant: 'acme', filter: { action: 'x' } })))).toHaveLength(1);
  });

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '＝1', '＠x', '=HYPERLINK("http://x","y")'])(
    'runs no formula: %j',
    async (reason) => {
      const { audit, filled, chain } = setup();
      await filled(1, { reason: 'x' });
      Object.assign(chain('acme').entries[0]!, { reason });
      const [, row] = parse(await text(audit.exportCsv('acme')));
      expect(row![10]).toBe(`'${reason}`);
    },
  );

  test('runs none where a semicolon begins a cell either', async () => {
    const { audit, filled, chain } = setup();
    await filled(1, { reason: 'x' });
    Object.assign(chain('acme').entries[0]!, { reason: 'a;=1+1; @SUM(A1);b;-' });
    const [, row] = parse(await text(audit.exportCsv('acme')));
    expect(row![10]).toBe("a;'=1+1;' @SUM(A1);b;'-");
  });

  test('quotes only what has to be quoted, and shows the hash of a row', async () => {
    const { audit, filled, chain } = setup();
    await filled(1);
    Object.assign(chain('acme').entries[0]!, { rowHash: 'row', reason: 'plain' });
    const csv = await text(audit.exportCsv('acme'));
    expect(csv).not.toContain('"');
    expect(parse(csv)[1]![14]).toBe('row');
  });

  test('shows a time that no date has as it is', async () => {
    const { audit, filled, chain } = setup();
    await filled(1);
    Object.assign(chain('acme').entries[0]!, { at: 1e300 });
    const [, row] = parse(await text(audit.exportCsv('acme')));
    expect(row![1]).toBe('1e+300');
  });

  test('keeps a row a row, whatever a store holds', async () => {
    const { audit, filled, chain } = setup();
    await filled(1, { reason: 'x' });
    Object.assign(chain('acme').entries[0]!, { reason: 'a\r\n1,2' });
    const rows = parse(await text(audit.exportCsv('acme')));
    expect(rows).toHaveLength(2);
    expect(rows[1]![10]).toBe('a\r\n1,2');
  });
});
