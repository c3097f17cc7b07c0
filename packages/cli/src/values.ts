import { resolve } from 'node:path';
import type { ArgumentContract, ArgumentValue, ArgumentValues } from '@localert/core';
import { UsageError } from './errors.ts';
import type { CliIo } from './io.ts';
import { readText } from './json-document.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JSON has no dates: a text where the contract has one is read as ISO 8601. */
function readValue(value: unknown, isDate: boolean): ArgumentValue {
  if (isDate && typeof value === 'string' && !Number.isNaN(Date.parse(value))) return new Date(value);
  return value as ArgumentValue;
}

/**
 * Reads argument values: JSON itself, a file with it, or `-` for standard input.
 *
 * @throws LOCALERT_CLI_USAGE, LOCALERT_CLI_FILE_UNREADABLE
 */
export async function readValues(
  given: string | undefined,
  io: Pick<CliIo, 'cwd' | 'stdin'>,
): Promise<Readonly<Record<string, unknown>>> {
  if (given === undefined) return {};
  const isText = given.trimStart().startsWith('{');
  const text = isText
    ? given
    : given === '-'
      ? await io.stdin()
      : await readText(resolve(io.cwd, given), given);
  try {
    const values: unknown = JSON.parse(text);
    if (isRecord(values)) return values;
  } catch {
    // What it says may be what somebody's customers are called: it is not repeated.
  }
  throw new UsageError({
    problem: 'The values are no JSON object.',
    hint: 'Write for example --values \'{"host":"db-1"}\', or name a file.',
  });
}

/** Values as the contract has them. */
export function valuesFor(
  values: Readonly<Record<string, unknown>>,
  contract: ArgumentContract,
): ArgumentValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const spec = Object.hasOwn(contract, name) ? contract[name] : undefined;
      return [name, readValue(value, spec?.type === 'date')];
    }),
  );
}
