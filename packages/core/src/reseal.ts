import { type InputIssue, InvalidInputError } from './errors.ts';
import type { FixtureEvent } from './event.ts';
import type { FixtureReseal } from './store.ts';

type Members = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null;

/** Whether two values are the same JSON data, in whatever order their members stand. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (!isObject(left) || !isObject(right)) return left === right;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && isSameJson(left[key], right[key]))
  );
}

/** What may be in another form: all else is what stores sort, filter and find by, or tell whose it is. */
const SEALABLE: ReadonlySet<string> = new Set([
  'sealed',
  'locales',
  'layout',
  'description',
  'arguments',
  'provenance',
]);

/** What stays readable of a content, whatever is sealed. */
export const withoutSealable = (content: object): Members =>
  Object.fromEntries(Object.entries(content).filter(([name]) => !SEALABLE.has(name)));

const fixedEvent = (event: FixtureEvent): Members =>
  'snapshot' in event ? { ...event, snapshot: withoutSealable(event.snapshot) } : { ...event };

/** Refuses a resealing that would change more than the form; for adapters. @throws LOCALERT_INVALID_INPUT */
export function assertReseal({ fixture, row, events }: FixtureReseal): void {
  const issues: InputIssue[] = [];
  const check = (path: string, own: boolean, from: Members, to: Members) => {
    if (!own) issues.push({ path, message: 'of the fixture of the change' });
    if (!isSameJson(from, to)) issues.push({ path, message: 'the same but for what is sealed' });
  };
  if (row !== undefined)
    check('row', row.from.id === fixture, withoutSealable(row.from), withoutSealable(row.to));
  for (const [index, { from, to }] of events.entries()) {
    check(`events.${index}`, from.fixture === fixture, fixedEvent(from), fixedEvent(to));
  }
  if (issues.length > 0) throw new InvalidInputError({ what: 'reseal', issues });
}
