import { type Finding, newTenant, type TenantContext } from '@localert/core';
import type { CustomFunctions } from '@localert/icu';
import { proveFixture } from '@localert/slack';
import { lintSlackMessages, type SlackLintFinding } from '@localert/slack/lint';
import type { CheckFinding, Found } from './check-finding.ts';
import type { SourceFault, SourceFixture, TextPlace } from './source-fixture.ts';

/** What a place in a file adds to a finding. */
function inFile(place: TextPlace | undefined, offset: number, length?: number): Partial<CheckFinding> {
  if (place === undefined) return {};
  const { document, text, keys } = place;
  const at = text === undefined ? document.nearest(keys) : document.placeIn(text, offset, length);
  return { file: document.file, ...at };
}

function ofLint(source: SourceFixture, found: SlackLintFinding): Found {
  const { severity, code, message, locale, field, place, fix } = found;
  const at = source.placeOf(locale, field);
  const { id: fixture, origin, file } = source;
  const inMessage = { line: place.line, column: place.column };
  const text = at?.text;
  const mends = fix !== undefined && at !== undefined && text !== undefined;
  return {
    finding: {
      ...{ severity, code, message, origin, file, fixture, locale, field, inMessage },
      ...inFile(at, place.offset, place.length),
      fixable: mends,
    },
    fix: mends ? { document: at.document, text, edits: fix.edits } : undefined,
  };
}

/** What the proof says and the lint does not: of layouts, arguments and limits of the whole message. */
function ofProof(source: SourceFixture, found: Finding): Found {
  const { severity, code, message, locale, field, line, column } = found;
  const place = locale === undefined || field === undefined ? undefined : source.placeOf(locale, field);
  const { id: fixture, origin, file } = source;
  const inMessage = line === undefined ? undefined : { line, column: column ?? 1 };
  const finding = { severity, code, message, origin, file, fixture, locale, field, inMessage };
  return { finding: { ...finding, ...inFile(place, 0), fixable: false } };
}

/** The lint has told of these, with better places. */
const TOLD_BY_LINT = new Set(['message-syntax', 'argument-dropped', 'field-unknown', 'argument-conflict']);

/** A tenant without settings of its own, for fixtures of no tenant. */
export const proofTenant = (locale: string): TenantContext =>
  newTenant({ id: 'proof', defaultLocale: locale }, 0);

/** All that lint and proof find in a fixture. Every error that would refuse a save is among it. */
export function checkFixture(
  source: SourceFixture,
  functions: CustomFunctions,
  tenant: TenantContext = proofTenant(source.content.baseLocale),
): readonly Found[] {
  const { id, content } = source;
  const lint = lintSlackMessages(content, { functions, timeZone: tenant.timeZone });
  const told = new Set(lint.map(({ locale, field, code }) => [locale, field, code].join('\n')));
  const wrong = new Set(
    lint.filter(({ severity }) => severity === 'error').map(({ locale, field }) => `${locale}\n${field}`),
  );
  const { findings } = proveFixture(id, content, tenant, functions);
  const proof = findings.filter(({ locale, field, code, severity }) => {
    const known = told.has([locale, field, code].join('\n'));
    const covered = severity === 'error' ? wrong.has(`${locale}\n${field}`) : TOLD_BY_LINT.has(code);
    return !known && !covered;
  });
  return [...lint.map((one) => ofLint(source, one)), ...proof.map((one) => ofProof(source, one))];
}

/** Problems that lose nothing of a text. */
const MILD = new Set(['catalogue-difference', 'catalogue-metadata']);

/** What could not even be read, as a finding. */
export function faultFinding({ id, code, message, file, place }: SourceFault): Found {
  const severity = MILD.has(code) ? 'warning' : 'error';
  const origin = place === undefined ? 'code' : 'file';
  const finding = {
    severity,
    code,
    message,
    origin,
    file,
    fixture: id,
    ...inFile(place, 0),
    fixable: false,
  } as const;
  return { finding };
}
