import { type AuditEntry, systemScope } from '@localert/core';
import { canonicalJson } from './canonical-json.ts';
import type { ExportOptions } from './export-json-lines.ts';
import { matchesFilter } from './filter.ts';
import { walk } from './walk.ts';

type Cell = string | number | undefined;

/** Years that dates do not reach stay numbers: whoever looks at a damaged trail wants all of it. */
function timeOf(at: number): string {
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? String(at) : time.toISOString();
}

const COLUMNS: readonly (readonly [title: string, cell: (entry: AuditEntry) => Cell])[] = [
  ['sequence', ({ sequence }) => sequence],
  ['time', ({ at }) => timeOf(at)],
  ['tenant', ({ tenant }) => tenant],
  ['actor', ({ actor }) => actor],
  ['action', ({ action }) => action],
  ['resource_kind', ({ resource }) => resource.kind],
  ['resource_id', ({ resource }) => resource.id],
  ['locale', ({ resource }) => resource.locale],
  ['revision', ({ resource }) => resource.revision],
  ['outcome', ({ outcome }) => outcome],
  ['reason', ({ reason }) => reason],
  ['frameworks', ({ frameworks }) => frameworks.join(' ')],
  ['details', ({ details }) => details && canonicalJson(details)],
  ['payload_hash', ({ payloadHash }) => payloadHash],
  ['row_hash', ({ rowHash }) => rowHash],
  ['previous_hash', ({ previousHash }) => previousHash],
  ['hash', ({ hash }) => hash],
  ['id', ({ id }) => id],
];

/**
 * A spreadsheet takes what begins so for a formula, the wide forms too, and blanks before it do not stop it. Nor does it
 * take a beginning alone: one that is set to a country with decimal commas begins a cell after `;`, quoted or not.
 */
const FORMULA = /(^|;)(?=\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/g;

/** Quoted where RFC 4180 section 2 asks for it; an apostrophe in front keeps a spreadsheet from calculating. */
function field(cell: Cell): string {
  if (cell === undefined) return '';
  const text = typeof cell === 'string' ? cell.replace(FORMULA, "$1'") : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const row = (cells: readonly Cell[]): string => `${cells.map(field).join(',')}\r\n`;

/**
 * A tenant's entries as CSV (RFC 4180) with a header line, for people and spreadsheets. Texts that a spreadsheet would
 * run as a formula begin with an apostrophe, hashes with a leading `-` among them, and so do parts behind a semicolon: what has to be verified is exported
 * with `exportJsonLines`.
 *
 * @returns chunks of text: the header, then one a page
 * @throws the signal's reason
 *
 * @example
 * ```ts
 * import { exportCsv } from '@localert/audit';
 * import type { AuditLog } from '@localert/core';
 *
 * export async function print(log: AuditLog): Promise<void> {
 *   for await (const chunk of exportCsv({ log, tenant: 'acme' })) process.stdout.write(chunk);
 * }
 * ```
 */
export async function* exportCsv({
  log,
  tenant,
  filter = {},
  signal,
}: ExportOptions): AsyncGenerator<string> {
  yield row(COLUMNS.map(([title]) => title));
  for await (const page of walk(log, systemScope('audit export'), tenant, { signal })) {
    const rows = page
      .filter((entry) => matchesFilter(entry, filter))
      .map((entry) => row(COLUMNS.map(([, cell]) => cell(entry))));
    if (rows.length > 0) yield rows.join('');
  }
}
