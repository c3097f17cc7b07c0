import { resolve } from 'node:path';
import type { AuditFilter } from '@localert/audit';
import type { AuditFramework } from '@localert/core';
import { auditHouse, auditPackage } from '../audit-house.ts';
import type { Command, Invocation } from '../command.ts';
import { UsageError } from '../errors.ts';
import { tenantOf } from '../house.ts';
import { writeWhole } from '../write-file.ts';

/** A time as somebody writes it. @throws LOCALERT_CLI_USAGE */
export function timeOf(call: Invocation, name: string): number | undefined {
  const text = call.options.text(name);
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new UsageError({
    problem: `--${name} is no time.`,
    hint: 'Write for example 2026-11-30 or 2026-11-30T12:00Z.',
  });
}

function filterOf(call: Invocation): AuditFilter {
  const { options } = call;
  // The option takes these and no others.
  const framework = options.text('framework') as AuditFramework | undefined;
  return {
    since: timeOf(call, 'since'),
    until: timeOf(call, 'until'),
    action: options.text('action'),
    framework,
  };
}

/** Writes the trail to a file, or to standard output. */
export const auditExport: Command = async (call) => {
  const { options, io } = call;
  const { exportCsv, exportJsonLines } = await auditPackage();
  const house = await auditHouse(call);
  const tenant = tenantOf(call, (await call.config()).config);
  const filter = filterOf(call);
  const isCsv = options.text('format') === 'csv';
  const what = { log: house.log, tenant, filter, signal: io.signal };
  const chunks = isCsv ? exportCsv(what) : exportJsonLines({ ...what, signer: house.signer });
  const out = options.text('out');
  const signed = !isCsv && house.signer !== undefined;
  if (!isCsv && !signed)
    call.note(
      'Without a signer in the config the export is not signed: changes by accident show, others do not.',
    );
  if (out === undefined) {
    if (call.json)
      throw new UsageError({
        problem: '--json and an export would mix on standard output.',
        hint: 'Say --out <file>.',
      });
    for await (const chunk of chunks) {
      if (io.stdout.closed) break;
      await io.stdout.write(chunk);
    }
  } else {
    await writeWhole(resolve(io.cwd, out), chunks, { cwd: io.cwd, signal: io.signal });
    call.say(`Wrote ${out}.`);
  }
  return {
    ok: true,
    data: { tenant, file: out ?? null, format: isCsv ? 'csv' : 'jsonl', signed },
    written: out === undefined,
  };
};
