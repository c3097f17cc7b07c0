import { isLocalertError, type LocalertError, NotFoundError } from '@localert/core';
import type { DeskOptions } from './desk.ts';

/** What a tenant may say to one fixture and not to the next: the import goes on. All else ends it. */
const OF_ONE: ReadonlySet<string> = new Set([
  'LOCALERT_ALREADY_EXISTS',
  'LOCALERT_FIXTURE_IN_CODE',
  'LOCALERT_FIXTURE_NOT_ACTIVE',
  'LOCALERT_FIXTURE_REFUSED',
  'LOCALERT_FORBIDDEN',
  'LOCALERT_HUMAN_TEXT',
  'LOCALERT_INVALID_FIXTURE_ID',
  'LOCALERT_INVALID_INPUT',
  'LOCALERT_INVALID_LOCALE',
  'LOCALERT_PII_BLOCKED',
  'LOCALERT_QUOTA_EXCEEDED',
  'LOCALERT_REVISION_CONFLICT',
]);

/** A place in a fixture that was refused. */
export interface RefusedPlace {
  readonly code: string;
  readonly locale?: string | undefined;
  readonly field?: string | undefined;
}

/** The error, when it is about one fixture and nothing else. */
export function refusalOf(error: unknown): LocalertError | undefined {
  if (!isLocalertError(error)) return undefined;
  if (OF_ONE.has(error.code)) return error;
  return NotFoundError.is(error) && error.details.kind !== 'tenant' ? error : undefined;
}

type Detail = { readonly [name: string]: unknown };

const textIn = (detail: Detail, name: string): string | undefined =>
  typeof detail[name] === 'string' ? detail[name] : undefined;

/** Where the proof of a save found something, from the error of a refused fixture. Codes and names only. */
export function placesOf({ details }: LocalertError): readonly RefusedPlace[] {
  const findings: unknown = details['findings'];
  if (!Array.isArray(findings)) return [];
  return findings.slice(0, 20).map((finding: Detail) => {
    const locale = textIn(finding, 'locale');
    const field = textIn(finding, 'field');
    return {
      code: textIn(finding, 'code') ?? textIn(finding, 'kind') ?? 'finding',
      ...(locale === undefined ? {} : { locale }),
      ...(field === undefined ? {} : { field }),
    };
  });
}

const TRIES = 4;

/** Does what depends on a revision, anew when somebody else was faster. */
export async function untilSettled<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      const raced =
        isLocalertError(error) &&
        (error.code === 'LOCALERT_REVISION_CONFLICT' || error.code === 'LOCALERT_ALREADY_EXISTS');
      if (!raced || tries === TRIES) throw error;
    }
  }
}

/** The options of a change on a revision that was seen. */
export const onRevision = (expectedRevision: number): DeskOptions => ({ expectedRevision });
