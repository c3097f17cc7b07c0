import {
  authoredContent,
  type Draft,
  type FixtureContent,
  type FixtureId,
  type Locale,
  type Messages,
  NotFoundError,
  type SlackFixture,
  type TextOverrides,
} from '@localert/core';
import { isSame } from './canonical.ts';
import { isSameContent, mergedContent, patchTo, withOrigin } from './content.ts';
import type { FixtureDesk } from './desk.ts';
import { contentChange, type ItemChange, localeChange } from './diff.ts';
import { onRevision, placesOf, type RefusedPlace, refusalOf } from './refusal.ts';
import type { DraftContent } from './tenant-line.ts';

/**
 * What becomes of fixtures that are there. `create`: they stay, and a different one in the file is refused · `merge`:
 * the file's word goes, locales that only the tenant has stay · `replace`: they become what the file has.
 */
export type ImportMode = 'create' | 'merge' | 'replace';

/** What would happen, and how to make it happen. */
export interface Plan {
  readonly outcome: ItemChange['outcome'];
  readonly changes: Pick<ItemChange, 'locales' | 'parts'>;
  /** Why it is refused. */
  readonly code?: string | undefined;
  readonly places?: readonly RefusedPlace[] | undefined;
  /** What the fixture would be. */
  readonly content?: FixtureContent | undefined;
  /** What all of the tenant's own texts would be. */
  readonly overrides?: TextOverrides | undefined;
  /** Absent where nothing is to be done. */
  readonly act?: (() => Promise<unknown>) | undefined;
}

const NOTHING: Plan['changes'] = { locales: [], parts: [] };

export const UNCHANGED: Plan = { outcome: 'unchanged', changes: NOTHING };

export const refused = (code: string, changes: Plan['changes'] = NOTHING): Plan => ({
  outcome: 'refused',
  changes,
  code,
});

/** The plan of what a tenant has refused. @throws the error when it is about more than one fixture */
export function refusedFor(error: unknown): Plan {
  const refusal = refusalOf(error);
  if (refusal === undefined) throw error;
  const places = placesOf(refusal);
  return { ...refused(refusal.code), ...(places.length === 0 ? {} : { places }) };
}

/** The fixture, or `undefined` when there is none. */
export async function fixtureIn(desk: FixtureDesk, id: FixtureId): Promise<SlackFixture | undefined> {
  try {
    return await desk.get(id);
  } catch (error) {
    if (NotFoundError.is(error) && error.details.kind === 'fixture') return undefined;
    throw error;
  }
}

/**
 * Writes a content, and once more where the desk noted its own author: what was imported says what the file says, so
 * that a second import finds nothing to do.
 */
async function settled(
  desk: FixtureDesk,
  id: FixtureId,
  wanted: FixtureContent,
  fixture: SlackFixture,
): Promise<SlackFixture> {
  const current = authoredContent(fixture);
  if (isSameContent(id, current, wanted)) return fixture;
  return (await desk.update(id, patchTo(current, wanted, id), onRevision(fixture.revision))).fixture;
}

async function make(
  desk: FixtureDesk,
  id: FixtureId,
  wanted: FixtureContent,
  archived: boolean,
): Promise<void> {
  const { fixture } = await desk.create(id, wanted);
  const made = await settled(desk, id, wanted, fixture);
  if (archived) await desk.archive(id, onRevision(made.revision));
}

async function change(
  desk: FixtureDesk,
  current: SlackFixture,
  wanted: FixtureContent,
  archived: boolean,
): Promise<void> {
  const { id } = current;
  let now = current;
  const differs = !isSameContent(id, authoredContent(current), wanted);
  // What is archived cannot be changed: it is put back for as long as that takes.
  if (now.state === 'archived' && (differs || !archived)) {
    now = await desk.restore(id, onRevision(now.revision));
  }
  if (differs) {
    const patch = patchTo(authoredContent(now), wanted, id);
    const { fixture } = await desk.update(id, patch, onRevision(now.revision));
    now = await settled(desk, id, wanted, fixture);
  }
  if (archived && now.state !== 'archived') await desk.archive(id, onRevision(now.revision));
}

/** A fixture's state is hidden while it is archived. */
const likeArchived = (content: FixtureContent, archived: boolean): FixtureContent =>
  archived ? { ...content, state: 'active' } : content;

/** What a fixture of a file comes to. */
export async function planFixture(
  desk: FixtureDesk,
  item: { readonly id: FixtureId; readonly content: FixtureContent; readonly archived: boolean },
  mode: ImportMode,
): Promise<Plan> {
  const { id, archived } = item;
  const { actor } = desk.scope;
  const current = await fixtureIn(desk, id);
  if (current === undefined) {
    const wanted = likeArchived(withOrigin(item.content, undefined, actor), archived);
    return {
      outcome: 'created',
      changes: contentChange(undefined, wanted),
      content: wanted,
      act: () => make(desk, id, wanted, archived),
    };
  }
  const before = authoredContent(current);
  const asked = withOrigin(item.content, before, actor);
  const wanted = likeArchived(mode === 'merge' ? mergedContent(before, asked) : asked, archived);
  const isArchived = current.state === 'archived';
  if (isSameContent(id, before, wanted) && isArchived === archived) return UNCHANGED;
  const told = contentChange(before, { ...wanted, name: wanted.name ?? id });
  const changes = isArchived === archived ? told : { ...told, parts: [...told.parts, 'archived'] };
  if (mode === 'create') return refused('LOCALERT_ALREADY_EXISTS', changes);
  const act = () => change(desk, current, wanted, archived);
  return { outcome: 'changed', changes, content: wanted, act };
}

const draftContent = ({ messages, provenance, findings, untranslated }: Draft): DraftContent => ({
  messages,
  provenance,
  findings,
  untranslated,
});

/** What a proposal of a file comes to. */
export function planDraft(
  desk: FixtureDesk,
  current: SlackFixture,
  locale: Locale,
  draft: DraftContent,
  mode: ImportMode,
): Plan {
  const { id, drafts = {}, revision } = current;
  const there = Object.hasOwn(drafts, locale) ? drafts[locale] : undefined;
  const isWaiting = there?.state === 'proposed';
  if (isWaiting && isSame(draftContent(there), draft)) return UNCHANGED;
  const changes = {
    locales: localeChange(locale, isWaiting ? there.messages : undefined, draft.messages),
    parts: [],
  };
  if (isWaiting && mode === 'create') return refused('LOCALERT_ALREADY_EXISTS', changes);
  return {
    outcome: isWaiting ? 'changed' : 'created',
    changes,
    act: () => desk.drafts.propose(id, locale, draft, onRevision(revision)),
  };
}

/** What a tenant's own texts of a file come to. @param overrides - those that are there */
export function planOverride(
  desk: FixtureDesk,
  overrides: TextOverrides,
  item: { readonly id: FixtureId; readonly locale: Locale; readonly messages: Messages },
  mode: ImportMode,
): Plan {
  const { id, locale, messages } = item;
  const ofFixture = Object.hasOwn(overrides, id) ? overrides[id] : undefined;
  const there = ofFixture !== undefined && Object.hasOwn(ofFixture, locale) ? ofFixture[locale] : undefined;
  const wanted = mode === 'merge' ? { ...there, ...messages } : messages;
  if (there !== undefined && isSame(there, wanted)) return UNCHANGED;
  const changes = { locales: localeChange(locale, there, wanted), parts: [] };
  if (there !== undefined && mode === 'create') return refused('LOCALERT_ALREADY_EXISTS', changes);
  return {
    outcome: there === undefined ? 'created' : 'changed',
    changes,
    overrides: { ...overrides, [id]: { ...ofFixture, [locale]: wanted } },
    act: () => desk.override(id, locale, wanted),
  };
}
