import {
  exportCatalogue,
  exportPo,
  exportPot,
  exportTenant,
  exportXliff,
  type ImportProblem,
} from '@localert/exchange';
import type { Invocation } from './command.ts';
import { UsageError } from './errors.ts';
import { CATALOGUES, isCatalogue } from './exchange-format.ts';
import type { ExchangeFormat } from './exchange-formats.ts';
import type { OpenHouse } from './house.ts';
import { functionNames } from './sources.ts';

/** The text of an export, a piece at a time. @param problem - told of what could not be written */
export async function* exportChunks(
  call: Invocation,
  house: OpenHouse,
  format: ExchangeFormat,
  problem: (text: string) => void,
): AsyncGenerator<string> {
  const { options, io } = call;
  const { client, loaded } = house;
  const { signal } = io;
  const drafts = options.flag('drafts');
  if (format === 'jsonl') {
    yield* exportTenant(client, {
      signal,
      drafts: !options.refused('drafts'),
      inCode: options.flag('inCode'),
      clock: { now: io.now },
    });
    return;
  }
  const source = options.text('source') ?? 'en';
  const onProblem = ({ code, fixture, field }: ImportProblem) =>
    problem(`${[fixture, field].filter((part) => part !== undefined).join(' ')}: ${code}`);
  if (format === 'pot') {
    yield* exportPot(client, { source, signal, onProblem });
    return;
  }
  const locale = options.text('locale');
  if (locale === undefined)
    throw new UsageError({ problem: 'Into which language was not said.', hint: 'Say --locale <tag>.' });
  if (isCatalogue(format)) {
    const keys = {
      prefix: options.text('prefix') ?? '',
      separator: options.text('separator') ?? (format === 'arb' ? '_' : '.'),
    };
    const { json, problems } = await exportCatalogue(client, {
      ...{ ...keys, drafts, locale, signal, inCode: options.flag('inCode') },
      format: CATALOGUES[format],
      functions: functionNames(loaded),
    });
    for (const { key, code, message } of problems) problem(`${key}: ${code}: ${message}`);
    yield `${JSON.stringify(json, null, 2)}\n`;
    return;
  }
  const texts = { source, target: locale, untranslated: options.flag('untranslated'), signal, onProblem };
  if (format === 'po') yield* exportPo(client, texts);
  else yield* exportXliff(client, { ...texts, version: format === 'xliff-1.2' ? '1.2' : '2.0' });
}
