/** What files are exchanged in. */
export const EXCHANGE_FORMATS = [
  'jsonl',
  'formatjs',
  'i18next',
  'arb',
  'mf2-json',
  'xliff',
  'xliff-1.2',
  'po',
  'pot',
] as const;

/** What a file is written in. `jsonl`: a whole tenant; the others: texts in one locale. */
export type ExchangeFormat = (typeof EXCHANGE_FORMATS)[number];
