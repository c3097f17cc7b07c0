import { extname } from 'node:path';
import { UsageError } from './errors.ts';
import { EXCHANGE_FORMATS, type ExchangeFormat } from './exchange-formats.ts';

/** Catalogue formats, as `@localert/exchange` calls them. */
export const CATALOGUES = {
  formatjs: 'formatjs',
  i18next: 'i18next',
  arb: 'arb',
  'mf2-json': 'mf2',
} as const;

const ENDINGS: ReadonlyMap<string, ExchangeFormat> = new Map([
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.json', 'formatjs'],
  ['.arb', 'arb'],
  ['.xlf', 'xliff'],
  ['.xliff', 'xliff'],
  ['.po', 'po'],
  ['.pot', 'pot'],
]);

/** The format that was said. */
export const saidFormat = (said: string | undefined): ExchangeFormat | undefined =>
  EXCHANGE_FORMATS.find((one) => one === said);

/** The format that was said, or that a file's name ends in. @throws LOCALERT_CLI_USAGE */
export function exchangeFormat(said: string | undefined, file: string): ExchangeFormat {
  const format = saidFormat(said) ?? ENDINGS.get(extname(file).toLowerCase());
  if (format !== undefined) return format;
  throw new UsageError({ problem: 'The file’s name does not tell its format.', hint: 'Say --format.' });
}

/** Whether a format is one of catalogues. */
export const isCatalogue = (format: ExchangeFormat): format is keyof typeof CATALOGUES =>
  Object.hasOwn(CATALOGUES, format);
