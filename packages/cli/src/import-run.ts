import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import {
  checkTenantFile,
  type ImportOptions,
  type ImportProblem,
  type ItemChange,
  importCatalogue,
  importPo,
  importTenant,
  importXliff,
} from '@localert/exchange';
import { localeInName } from './catalogue-files.ts';
import type { Invocation } from './command.ts';
import { FileUnreadableError, UsageError } from './errors.ts';
import { CATALOGUES, isCatalogue } from './exchange-format.ts';
import type { ExchangeFormat } from './exchange-formats.ts';
import type { OpenHouse } from './house.ts';
import { readJsonDocument } from './json-document.ts';
import { functionNames } from './sources.ts';
import { reasonOf } from './write-file.ts';

/** What an import told on its way. */
export interface ImportListener {
  readonly dryRun: boolean;
  readonly resume: string | undefined;
  readonly onChange: (change: ItemChange) => void;
  readonly onProblem: (problem: ImportProblem) => void;
  readonly onProgress: (progress: { readonly checkpoint: string; readonly done: number }) => void;
}

/** What an import came to, whatever the format. */
export interface ImportSummary {
  readonly problemCount: number;
  /** Whether nothing of the file was cut or changed, as far as its format can tell. */
  readonly complete: boolean;
  readonly counts: object;
}

/** A file's bytes, a piece at a time. @throws LOCALERT_CLI_FILE_UNREADABLE */
export async function* bytesOf(path: string, file: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path)) yield chunk as Uint8Array;
  } catch (error) {
    const isGone = (error as { code?: unknown }).code === 'ENOENT';
    throw new FileUnreadableError(
      { file, problem: isGone ? 'there is no such file.' : reasonOf(error) },
      { cause: error },
    );
  }
}

function commonOptions(
  { options, io }: Invocation,
  listener: ImportListener,
): Omit<ImportOptions, 'mode' | 'onProgress'> {
  const { dryRun, resume, onChange, onProblem } = listener;
  const onBad = options.text('onBad') === 'stop' ? 'stop' : 'pass';
  return { dryRun, resume, onChange, onProblem, onBad, signal: io.signal };
}

async function importWhole(
  call: Invocation,
  house: OpenHouse,
  file: string,
  listener: ImportListener,
): Promise<ImportSummary> {
  const path = resolve(call.io.cwd, file);
  const { options, io } = call;
  // A file that was cut is noticed at its end: too late for whoever has written all before.
  if (!listener.dryRun && listener.resume === undefined && !options.flag('partial')) {
    const { complete } = await checkTenantFile(bytesOf(path, file), { signal: io.signal });
    if (!complete)
      throw new FileUnreadableError({
        file,
        problem: 'it was cut or changed; say --partial to take what is whole.',
      });
  }
  const mode = (['create', 'merge', 'replace'] as const).find((one) => one === options.text('mode'));
  const { counts, problemCount, complete } = await importTenant(house.client, bytesOf(path, file), {
    ...commonOptions(call, listener),
    mode,
    functions: functionNames(house.loaded),
    onProgress: ({ checkpoint, lines }) => listener.onProgress({ checkpoint, done: lines }),
  });
  return { counts, problemCount, complete };
}

/** Imports a file of any format. @throws LOCALERT_CLI_FILE_UNREADABLE, LOCALERT_CLI_USAGE and what the importers throw */
export async function importFile(
  call: Invocation,
  house: OpenHouse,
  file: string,
  format: ExchangeFormat,
  listener: ImportListener,
): Promise<ImportSummary> {
  const { options, io } = call;
  if (format === 'jsonl') return importWhole(call, house, file, listener);
  if (format === 'pot')
    throw new UsageError({
      problem: 'A template has no translations.',
      hint: 'Import the .po of a language.',
    });
  const path = resolve(io.cwd, file);
  const texts = {
    ...commonOptions(call, listener),
    as: (['drafts', 'texts', 'by-state'] as const).find((one) => one === options.text('as')),
    stale: options.text('stale') === 'accept' ? ('accept' as const) : ('refuse' as const),
    onProgress: ({ checkpoint, units }: { checkpoint: string; units: number }) =>
      listener.onProgress({ checkpoint, done: units }),
  };
  if (isCatalogue(format)) {
    const { json } = await readJsonDocument(path, io.cwd);
    const locale = options.text('locale') ?? localeInName(path);
    if (locale === undefined)
      throw new UsageError({ problem: 'The locale of the file is not known.', hint: 'Say --locale.' });
    const keys = {
      prefix: options.text('prefix') ?? '',
      separator: options.text('separator') ?? (format === 'arb' ? '_' : '.'),
    };
    const functions = functionNames(house.loaded);
    const { counts, problemCount } = await importCatalogue(house.client, json, {
      ...{ ...texts, ...keys, functions, locale },
      format: CATALOGUES[format],
    });
    return { counts: { texts: counts }, problemCount, complete: true };
  }
  const read = format === 'po' ? importPo : importXliff;
  const { counts, problemCount } = await read(house.client, bytesOf(path, file), {
    ...texts,
    locale: options.text('locale'),
  });
  return { counts: { texts: counts }, problemCount, complete: true };
}
