import {
  type ArgumentContract,
  type Finding,
  type FixtureContent,
  type FixtureId,
  findPii,
  type Messages,
  type PiiDetector,
  protectionOf,
  type TenantContext,
} from '@localert/core';
import type { House } from './house.ts';

/** One text of a fixture. */
interface Place {
  readonly text: string;
  /** Readers see it, or it goes to whoever translates. Else it is a note. */
  readonly shown: boolean;
  readonly locale?: string;
  readonly field: string;
}

/** Every string of plain data, with its path. */
function stringsOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => stringsOf(inner, `${path}.${name}`));
}

const placesOf = (messages: Messages, locale: string): Place[] =>
  Object.entries(messages).map(([field, text]) => ({ text, shown: true, locale, field }));

function placesOfContent({ locales, layout, ...rest }: FixtureContent): Place[] {
  const { name, description, labels, arguments: notes } = rest;
  return [
    ...Object.entries(locales).flatMap(([locale, messages]) => placesOf(messages, locale)),
    ...stringsOf(layout, 'layout').map(([field, text]) => ({ text, shown: true, field })),
    ...Object.entries({ name, description, labels, arguments: notes }).flatMap(([key, value]) =>
      stringsOf(value, key).map(([field, text]) => ({ text, shown: false, field })),
    ),
  ];
}

/** Where an offset stands in a text, from 1. */
function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function findingsIn(detector: PiiDetector, policy: 'warn' | 'redact' | 'block', place: Place) {
  const { text, shown, locale, field } = place;
  const { findings, failed } = findPii(detector, text);
  const refuses = shown && (policy === 'block' || (policy === 'redact' && !failed));
  const kinds = new Map(findings.toReversed().map((finding) => [finding.kind, finding.start]));
  return [...kinds].reverse().map(([kind, start]): Finding & { readonly kind: string } => ({
    severity: refuses ? 'error' : 'warning',
    code: shown ? 'pii-in-message' : 'pii-in-notes',
    message: failed
      ? 'Nobody could look for personal data here: the detector failed.'
      : `There is personal data here (${kind}); ${shown ? 'pass it as an argument' : 'leave it out'}.`,
    ...(locale === undefined ? {} : { locale }),
    field,
    ...lineAndColumn(text, start),
    kind,
  }));
}

/**
 * What is found in texts that are about to be saved. Nothing is rewritten: texts of authors are refused (`redact`,
 * `block`) or warned of (`warn`). Notes, names and labels, which no reader of alerts sees, are warned of.
 */
function guardPlaces(
  house: House,
  tenant: TenantContext,
  fixture: FixtureId,
  places: readonly Place[],
): readonly Finding[] {
  const { pii: detector } = house;
  if (detector === undefined) return [];
  const { pii: policy } = protectionOf(tenant);
  const found = places.flatMap((place) => findingsIn(detector, policy, place));
  if (found.length === 0) return [];
  const kinds = [...new Set(found.map(({ kind }) => kind))];
  house.observe({ type: 'pii.found', tenant: tenant.id, fixture, kinds, policy, where: 'message' });
  return found.map(({ kind: _, ...finding }) => finding);
}

/** Arguments that no alert may bring under the tenant's policy: better told at the desk. */
function neverSent(tenant: TenantContext, contract: ArgumentContract): readonly Finding[] {
  if (protectionOf(tenant).pii !== 'block') return [];
  return Object.entries(contract)
    .filter(([, { pii }]) => pii === true)
    .map(([name]) => ({
      severity: 'warning',
      code: 'pii-argument',
      message: `The argument "${name}" is declared as personal data, which the tenant's policy refuses: alerts with it are not sent.`,
    }));
}

/** Looks for personal data in a fixture before it is saved. */
export const guardContent = (
  house: House,
  tenant: TenantContext,
  fixture: FixtureId,
  content: FixtureContent,
  contract: ArgumentContract,
): readonly Finding[] => [
  ...guardPlaces(house, tenant, fixture, placesOfContent(content)),
  ...neverSent(tenant, contract),
];

/** The same in a tenant's own texts of one locale. */
export const guardMessages = (
  house: House,
  tenant: TenantContext,
  fixture: FixtureId,
  messages: Messages,
  locale: string,
): readonly Finding[] => guardPlaces(house, tenant, fixture, placesOf(messages, locale));
