import {
  type ArgumentContract,
  type ArgumentItem,
  type ArgumentValue,
  type ArgumentValues,
  type FixtureId,
  findPii,
  PiiBlockedError,
  type PiiDetector,
  protectionOf,
  type RenderProblem,
  redactText,
  type TenantContext,
  visible,
} from '@localert/core';
import type { House } from './house.ts';

/** Values as they may be shown and stored, and what is to be told of them. */
export interface GuardedValues {
  readonly values: ArgumentValues;
  readonly problems: readonly RenderProblem[];
}

/** What was found in one text or list. */
interface Found<Value> {
  readonly kinds: ReadonlySet<string>;
  /** The value without what was found; the value itself where it was not looked at. */
  readonly redacted: Value;
}

/** What the author says is personal data. */
const DECLARED = 'declared';
/** Most places that an error names. */
const MAX_PLACES = 20;
/** Longest argument name in a problem: a name that no message takes may be anything. */
const MAX_NAME = 60;

function inText(detector: PiiDetector, text: string): Found<string> | undefined {
  const { findings, failed } = findPii(detector, text);
  if (findings.length === 0) return undefined;
  const kinds = new Set(findings.map(({ kind }) => kind));
  return { kinds, redacted: failed ? text : redactText(text, findings) };
}

function inList(
  detector: PiiDetector,
  list: readonly ArgumentItem[],
): Found<readonly ArgumentItem[]> | undefined {
  const texts = list.filter((item) => typeof item === 'string');
  // One look at all of them is enough for most lists.
  if (texts.length === 0 || inText(detector, texts.join('\n')) === undefined) return undefined;
  const kinds = new Set<string>();
  const redacted = list.map((item) => {
    const found = typeof item === 'string' ? inText(detector, item) : undefined;
    for (const kind of found?.kinds ?? []) kinds.add(kind);
    return found?.redacted ?? item;
  });
  return kinds.size === 0 ? undefined : { kinds, redacted };
}

function inValue(
  detector: PiiDetector | undefined,
  value: ArgumentValue,
  declared: boolean,
): Found<ArgumentValue> | undefined {
  if (value === undefined || value === null) return undefined;
  if (declared) {
    const instead = `[${DECLARED}]`;
    return { kinds: new Set([DECLARED]), redacted: Array.isArray(value) ? [instead] : instead };
  }
  if (detector === undefined) return undefined;
  if (typeof value === 'string') return inText(detector, value);
  return Array.isArray(value) ? inList(detector, value) : undefined;
}

/** A place with what stands there. Without an argument it is the dedupe key, or that of the incident. */
interface Place {
  readonly argument?: string;
  readonly kinds: Iterable<string>;
  readonly redacted: boolean;
}

/**
 * Looks for personal data in what an alert brings, and does what the tenant's policy says, before anything is rendered or
 * stored: `warn` tells, `redact` puts the kind in brackets in its place, `block` refuses the alert. Texts and lists are
 * looked at; so are the names of arguments that the fixture does not have. What the author declared as personal data
 * (`pii: true`) is found whatever it is.
 *
 * A detector that fails has found `unchecked`: a tenant that blocks gets no alert that nobody looked at, to all others it
 * goes out as it is.
 *
 * @param contract - the fixture's arguments; empty when nothing is known of it
 * @throws LOCALERT_PII_BLOCKED
 */
export function guardValues(
  house: House,
  tenant: TenantContext,
  fixture: FixtureId,
  contract: ArgumentContract,
  values: ArgumentValues,
  keys: readonly (string | undefined)[],
): GuardedValues {
  const { pii: detector } = house;
  const declared = Object.keys(contract).some((name) => contract[name]?.pii === true);
  if (detector === undefined && !declared) return { values, problems: [] };
  const { pii: policy } = protectionOf(tenant);
  const places: Place[] = [];
  const entries = Object.entries(values).map(([name, value]): [string, ArgumentValue] => {
    const spec = Object.hasOwn(contract, name) ? contract[name] : undefined;
    const named = spec === undefined && detector !== undefined ? inText(detector, name) : undefined;
    const held = inValue(detector, value, spec?.pii === true);
    if (named === undefined && held === undefined) return [name, value];
    const changed =
      (named !== undefined && named.redacted !== name) || (held !== undefined && held.redacted !== value);
    places.push({
      argument: visible(named?.redacted ?? name, MAX_NAME),
      kinds: new Set([...(named?.kinds ?? []), ...(held?.kinds ?? [])]),
      redacted: policy === 'redact' && changed,
    });
    return policy === 'redact' ? [named?.redacted ?? name, held?.redacted ?? value] : [name, value];
  });
  for (const key of detector === undefined ? [] : keys) {
    const inKey = key === undefined ? undefined : inText(detector as PiiDetector, key);
    // It stays as it is: without what tells two alerts apart, one of them would be taken for a duplicate.
    if (inKey !== undefined) places.push({ kinds: inKey.kinds, redacted: false });
  }
  if (places.length === 0) return { values, problems: [] };
  const kinds = [...new Set(places.flatMap((place) => [...place.kinds]))];
  house.observe({ type: 'pii.found', tenant: tenant.id, fixture, kinds, policy, where: 'value' });
  if (policy === 'block') throw new PiiBlockedError({ what: 'alert', findings: nameAll(places) });
  return { values: policy === 'redact' ? Object.fromEntries(entries) : values, problems: problemsOf(places) };
}

/** The places as an error names them. */
const nameAll = (places: readonly Place[]) =>
  places
    .flatMap(({ argument, kinds }) =>
      [...kinds].map((kind) => ({
        place: argument === undefined ? 'the dedupe key' : `the argument "${argument}"`,
        kind,
      })),
    )
    .slice(0, MAX_PLACES);

/** The places as a result lists them. */
const problemsOf = (places: readonly Place[]): RenderProblem[] =>
  places.flatMap(({ argument, kinds, redacted }) =>
    [...kinds].map(
      (kind): RenderProblem => ({
        code: redacted ? 'pii-redacted' : 'pii-found',
        ...(argument === undefined ? {} : { argument }),
        kind,
      }),
    ),
  );
