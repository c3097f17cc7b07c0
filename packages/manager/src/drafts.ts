import {
  assertFixtureId,
  authoredContent,
  canonicalLocale,
  type Draft,
  type DraftInput,
  draftInputSchema,
  type FixtureContent,
  type FixtureId,
  type FixtureQuery,
  InvalidInputError,
  type Locale,
  type Messages,
  NotFoundError,
  type Page,
  parseInput,
  type SlackFixture,
  type TenantScope,
} from '@localert/core';
import type { Act } from './audited.ts';
import { authorize, authorizeAhead } from './authorize.ts';
import { FixtureNotActiveError, HumanTextError } from './errors.ts';
import { guardMessages } from './guard-messages.ts';
import type { House } from './house.ts';
import { refuseErrors } from './prove-save.ts';
import { listFixtures } from './read.ts';
import { type ChangeOptions, type Saved, stored, write } from './save.ts';
import { activeTenantOf } from './tenant-context.ts';

/** A draft, and of what it is one. */
export interface DraftItem {
  readonly fixture: FixtureId;
  readonly locale: Locale;
  readonly draft: Draft;
}

/** How a draft is approved. */
export interface ApproveOptions extends ChangeOptions {
  /**
   * `person` (default): somebody who reads the language has looked; the texts count as reviewed. `policy`: a rule has let
   * them pass; they do not, and texts of people are never replaced.
   */
  readonly by?: 'person' | 'policy' | undefined;
  /** What the reviewer changed, by field: the texts are theirs then. */
  readonly edits?: Messages | undefined;
}

/** Longest reason of a rejection, in UTF-16 code units. */
const MAX_REASON = 1_000;

/** A locale of a fixture that texts can be proposed for. @throws LOCALERT_INVALID_LOCALE, LOCALERT_INVALID_INPUT */
function targetOf({ baseLocale }: SlackFixture, tag: string): Locale {
  const locale = canonicalLocale(tag, 'draft');
  if (locale !== baseLocale) return locale;
  const message = 'another locale than the base locale, whose texts are the source';
  throw new InvalidInputError({ what: 'draft', issues: [{ path: 'locale', message }] });
}

/** The fixture as it is, for an actor who may do this to a locale of it. */
async function opened(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  tag: string,
  permission: 'fixture:translate' | 'fixture:review',
  options: ChangeOptions,
) {
  assertFixtureId(id);
  const locale = canonicalLocale(tag, 'draft');
  authorizeAhead(house, scope, permission, { fixture: id, locale });
  const tenant = await activeTenantOf(house, scope);
  const current = await stored(house, scope, id, options);
  authorize(house, scope, permission, { fixture: id, locale, severity: current.severity });
  if (current.state === 'archived') throw new FixtureNotActiveError({ fixture: id, state: 'archived' });
  return { tenant, current, locale: targetOf(current, tag), content: authoredContent(current) };
}

/** A draft that waits for a decision. @throws LOCALERT_NOT_FOUND */
function waiting({ id, drafts = {} }: SlackFixture, locale: Locale): Draft {
  const draft = Object.hasOwn(drafts, locale) ? drafts[locale] : undefined;
  if (draft?.state !== 'proposed') throw new NotFoundError({ kind: 'draft', id: `${id} ${locale}` });
  return draft;
}

/** Whether the texts of a locale are a person's, or a person has looked at them. */
function isOfPerson({ locales, provenance }: FixtureContent, locale: Locale): boolean {
  if (!Object.hasOwn(locales, locale)) return false;
  const told = Object.hasOwn(provenance, locale) ? provenance[locale] : undefined;
  return told === undefined || told.origin === 'human' || told.reviewed === true;
}

/** Proposes texts of a locale. They replace a draft that was there; what readers see stays as it is. */
export async function proposeDraft(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  tag: string,
  input: DraftInput,
  options: ChangeOptions,
  act: Act,
): Promise<SlackFixture> {
  const found = await opened(house, scope, id, tag, 'fixture:translate', options);
  const { tenant, current, locale, content } = found;
  const proposal = parseInput(draftInputSchema, input, 'draft');
  const provenance = { ...proposal.provenance, reviewed: false };
  refuseErrors(id, guardMessages(house, tenant, id, proposal.messages, locale));
  const proposedAt = house.clock.now();
  const draft: Draft = { ...proposal, provenance, state: 'proposed', proposedBy: scope.actor, proposedAt };
  const drafts = { ...current.drafts, [locale]: draft };
  act.touches({ locale });
  const change = { type: 'DraftProposed', locale, content, drafts } as const;
  return (await write(house, scope, tenant, id, current.revision, change, act)).fixture;
}

/** Makes proposed texts those of the locale, once they have passed the proof of every save. */
export async function approveDraft(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  tag: string,
  { by = 'person', edits = {}, ...options }: ApproveOptions,
  act: Act,
): Promise<Saved> {
  const found = await opened(house, scope, id, tag, 'fixture:review', options);
  const { tenant, current, locale, content } = found;
  const draft = waiting(current, locale);
  if (by === 'policy' && isOfPerson(content, locale)) throw new HumanTextError({ fixture: id, locale });
  const unknown = Object.keys(edits).filter((field) => !Object.hasOwn(draft.messages, field));
  if (unknown.length > 0) {
    const issues = unknown.map((field) => ({ path: `edits.${field}`, message: 'a field of the draft' }));
    throw new InvalidInputError({ what: 'approval', issues });
  }
  const isEdited = Object.entries(edits).some(([field, text]) => draft.messages[field] !== text);
  // Whoever changes a text writes it: reviewing alone does not give that.
  if (isEdited)
    authorize(house, scope, 'fixture:translate', { fixture: id, locale, severity: current.severity });
  const author = isEdited ? { origin: 'human' as const, author: scope.actor } : {};
  const told = { ...draft.provenance, ...author, reviewed: by === 'person' };
  const { [locale]: _, ...drafts } = current.drafts ?? {};
  const approved: FixtureContent = {
    ...content,
    locales: { ...content.locales, [locale]: { ...draft.messages, ...edits } },
    provenance: { ...content.provenance, [locale]: told },
  };
  act.touches({ locale });
  const change = { type: 'DraftApproved', locale, content: approved, drafts } as const;
  return write(house, scope, tenant, id, current.revision, change, act);
}

/** Says that proposed texts are not to be used, and why. The draft stays, so that nobody makes it again. */
export async function rejectDraft(
  house: House,
  scope: TenantScope,
  id: FixtureId,
  tag: string,
  reason: string,
  options: ChangeOptions,
  act: Act,
): Promise<SlackFixture> {
  const found = await opened(house, scope, id, tag, 'fixture:review', options);
  const { tenant, current, locale, content } = found;
  if (typeof reason !== 'string' || reason.trim() === '' || reason.length > MAX_REASON) {
    const issues = [{ path: 'reason', message: `a text of 1 to ${MAX_REASON} characters` }];
    throw new InvalidInputError({ what: 'rejection', issues });
  }
  const decidedAt = house.clock.now();
  const decision = { state: 'rejected', reason, decidedBy: scope.actor, decidedAt } as const;
  const drafts = { ...current.drafts, [locale]: { ...waiting(current, locale), ...decision } };
  act.touches({ locale });
  const change = { type: 'DraftRejected', locale, content, drafts } as const;
  return (await write(house, scope, tenant, id, current.revision, change, act)).fixture;
}

/** The drafts of a page of the tenant's fixtures: a page may be short, or empty, and have a cursor. */
export async function listDrafts(
  house: House,
  scope: TenantScope,
  query: FixtureQuery,
): Promise<Page<DraftItem>> {
  const { items, ...rest } = await listFixtures(house, scope, query);
  const found = items.flatMap(({ id: fixture, drafts = {} }) =>
    Object.entries(drafts).map(([locale, draft]) => ({ fixture, locale, draft })),
  );
  return { ...rest, items: found };
}
