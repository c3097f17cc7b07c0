import MessageFormat from '@messageformat/core';
import { IntlMessageFormat } from 'intl-messageformat';
import { MessageFormat as MessageFormat2 } from 'messageformat';
import { DraftFunctions } from 'messageformat/functions';

/** What a library made of a message: its text, `throws`, or the text and the faults that it told. */
export type Outcome = string;

/** A text as it is, anything else by its type: some libraries hand values through. */
function shown(result: unknown): Outcome {
  if (typeof result === 'string') return result;
  return result instanceof Date ? 'a Date' : `${typeof result} ${String(result)}`;
}

function attempt(format: () => unknown): Outcome {
  try {
    return shown(format());
  } catch {
    return 'throws';
  }
}

type Values = Readonly<Record<string, unknown>>;

/** intl-messageformat, with tags as text. */
export const formatjs = (source: string, locale: string, values: Values): Outcome =>
  attempt(() =>
    new IntlMessageFormat(source, locale, undefined, { ignoreTag: true }).format(values as never),
  );

/** @messageformat/core, which would refuse categories that a language lacks. */
export const core = (source: string, locale: string, values: Values): Outcome =>
  attempt(() => new MessageFormat(locale, { strictPluralKeys: false }).compile(source)({ ...values }));

/** The reference implementation of MessageFormat 2: the text, and the kind of each fault. */
export function reference(source: string, locale: string, values: Values): Outcome {
  const faults: string[] = [];
  const text = attempt(() =>
    new MessageFormat2(locale, source, { functions: DraftFunctions, bidiIsolation: 'none' }).format(
      { ...values },
      (error) => faults.push((error as { type?: string }).type ?? 'error'),
    ),
  );
  return [text, ...faults].join(' ! ');
}
