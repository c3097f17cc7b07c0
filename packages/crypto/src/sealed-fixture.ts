import {
  DecryptFailedError,
  type FixtureEvent,
  type FixtureSnapshot,
  frozenCopy,
  InvalidInputError,
  isSameJson,
  type SlackFixture,
  type TenantId,
} from '@localert/core';
import type { SealContext } from './associated-data.ts';
import { canonicalJson } from './canonical.ts';
import type { DataKey, Keyring } from './keyring.ts';
import { sha256 } from './platform.ts';
import { dekIdIn, opening, sealText, textOpener } from './sealed-text.ts';

/** An event that carries a fixture's whole content. */
export type ContentEvent = Extract<FixtureEvent, { readonly snapshot: FixtureSnapshot }>;

/** How a content is kept: all of it sealed, or in the clear with a seal that shows every change. */
export type SealMode = 'content' | 'manifest';

type Sealed = Readonly<Record<string, string>>;

/** Places of `sealed` that hold no content. */
const REVISION = 'revision';
const MANIFEST = 'manifest';

/** Before a locale. */
const MESSAGES = 'messages/';

/** Members of a snapshot that are sealed as a whole. */
const MEMBERS = ['layout', 'description', 'arguments', 'provenance', 'drafts'] as const;

/** What the manifest holds beside the hash of everything stored: facts of the event, which the row may outgrow. */
interface Manifest {
  readonly digest: string;
  readonly state: SlackFixture['state'];
  readonly at: number;
  readonly id: string;
  readonly type: string;
  readonly actor: string;
}

export const isContentEvent = (event: FixtureEvent): event is ContentEvent => 'snapshot' in event;

function contextOf(tenant: TenantId, fixture: string, revision: number, place: string): SealContext {
  const base = { tenant, fixture, revision };
  return place.startsWith(MESSAGES)
    ? { ...base, field: 'messages', locale: place.slice(MESSAGES.length) }
    : { ...base, field: place, locale: '' };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** The texts to seal, by place. Empty members need no place: the manifest says that they are. */
function placesOf(snapshot: FixtureSnapshot): readonly (readonly [place: string, text: string])[] {
  const messages = Object.entries(snapshot.locales).map(
    ([locale, texts]) => [`${MESSAGES}${locale}`, JSON.stringify(texts)] as const,
  );
  const members = MEMBERS.filter((member) => !isEmpty(snapshot[member]));
  return [...messages, ...members.map((member) => [member, JSON.stringify(snapshot[member])] as const)];
}

/** The snapshot with nothing where sealed content was: a model that every store takes. */
function emptied(snapshot: FixtureSnapshot): FixtureSnapshot {
  const { layout: _layout, description: _description, drafts: _drafts, ...rest } = snapshot;
  const locales = Object.fromEntries(Object.keys(snapshot.locales).map((locale) => [locale, {}]));
  return { ...rest, locales, arguments: {}, provenance: {} };
}

/** A hash of everything stored but what the system changes without a new content: state, revision and times. */
function digestOf(stored: object, places: Sealed): string {
  const {
    sealed: _sealed,
    state: _state,
    revision: _revision,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    ...clear
  } = stored as Partial<SlackFixture>;
  const hashes = Object.fromEntries(Object.entries(places).map(([place, text]) => [place, sha256(text)]));
  return sha256(canonicalJson({ clear, places: hashes }));
}

/**
 * Seals what an event brings.
 *
 * @throws LOCALERT_INVALID_INPUT for content that is no JSON, or sealed already
 */
export function sealEvent(key: DataKey, tenant: TenantId, event: ContentEvent, mode: SealMode): ContentEvent {
  const { fixture, revision, id, type, at, actor } = event;
  if (event.snapshot.sealed !== undefined) {
    const issues = [{ path: 'snapshot.sealed', message: 'nothing: the store seals' }];
    throw new InvalidInputError({ what: 'commit', issues });
  }
  const snapshot = frozenCopy(event.snapshot, 'commit');
  const sealAt = (place: string, text: string) =>
    sealText(key, contextOf(tenant, fixture, revision, place), text);
  const texts = mode === 'content' ? placesOf(snapshot) : [];
  const places = Object.fromEntries(texts.map(([place, text]) => [place, sealAt(place, text)]));
  const stored = mode === 'content' ? emptied(snapshot) : snapshot;
  const manifest: Manifest = { digest: digestOf(stored, places), state: snapshot.state, at, id, type, actor };
  const sealed = {
    [REVISION]: String(revision),
    ...places,
    [MANIFEST]: sealAt(MANIFEST, JSON.stringify(manifest)),
  };
  return { ...event, snapshot: { ...stored, sealed } };
}

/** Whether a content is sealed in a mode, and all of it with one key. @throws LOCALERT_DECRYPT_FAILED */
export function isOfKey(sealed: Sealed, { dekId }: DataKey, mode: SealMode): boolean {
  const { [REVISION]: _, ...texts } = sealed;
  const hasContent = Object.keys(texts).some((place) => place.startsWith(MESSAGES));
  return (hasContent || mode === 'manifest') && Object.values(texts).every((text) => dekIdIn(text) === dekId);
}

const failed = () => new DecryptFailedError({ what: 'fixture' });

function assertSame(stored: object, expected: object): void {
  const names = Object.keys(expected) as (keyof typeof expected)[];
  if (names.some((name) => stored[name] !== expected[name])) throw failed();
}

/** Puts what was sealed back into its places. */
function filled<Stored extends FixtureSnapshot>(stored: Stored, texts: Sealed): Stored {
  const { sealed: _, ...rest } = stored;
  const entries = Object.entries(texts);
  const members = entries.filter(([place]) => !place.startsWith(MESSAGES));
  if (members.some(([place]) => !(MEMBERS as readonly string[]).includes(place))) throw failed();
  const read = (text: string): unknown => JSON.parse(text);
  const locales = Object.entries(stored.locales).map(([locale, clear]) => {
    const text = texts[`${MESSAGES}${locale}`];
    return [locale, text === undefined ? clear : read(text)];
  });
  return {
    ...rest,
    ...Object.fromEntries(members.map(([place, text]) => [place, read(text)])),
    locales: Object.fromEntries(locales),
  } as unknown as Stored;
}

/** Opens what is stored under a fixture, and proves it whole. */
async function openStored<Stored extends FixtureSnapshot>(
  keys: Keyring,
  tenant: TenantId,
  stored: Stored,
  sealed: Sealed,
  facts: (manifest: Manifest, revision: number) => void,
): Promise<Stored> {
  const { [REVISION]: at = '', [MANIFEST]: manifestText = '', ...places } = sealed;
  const revision = Number(at);
  const open = await textOpener(keys, tenant, [manifestText, ...Object.values(places)]);
  const openAt = (place: string, text: string) => open(text, contextOf(tenant, stored.id, revision, place));
  const manifest = JSON.parse(openAt(MANIFEST, manifestText)) as Manifest;
  if (String(revision) !== at || digestOf(stored, places) !== manifest.digest) throw failed();
  facts(manifest, revision);
  const texts = Object.entries(places).map(([place, text]) => [place, openAt(place, text)] as const);
  return filled(stored, Object.fromEntries(texts));
}

/** The revision whose content a row holds; `undefined` for a plain row. Not proved before the row is opened. */
export const contentRevisionOf = ({ sealed }: SlackFixture): number | undefined =>
  sealed === undefined ? undefined : Number(sealed[REVISION]);

/**
 * Opens a row. One without `sealed` comes back as it is: whether it may be plain is the caller's to know.
 *
 * @throws LOCALERT_DECRYPT_FAILED, LOCALERT_KEY_DESTROYED, LOCALERT_KEY_UNAVAILABLE, LOCALERT_ENVELOPE_UNSUPPORTED
 */
export async function openRow(keys: Keyring, tenant: TenantId, row: SlackFixture): Promise<SlackFixture> {
  const { sealed, state, revision, updatedAt } = row;
  if (sealed === undefined) return row;
  return opening(`fixture "${row.id}"`, () =>
    openStored(keys, tenant, row, sealed, (manifest, since) => {
      if (revision < since) throw failed();
      // Archived or restored since: the events say when, the audit trail proves it.
      if (revision === since)
        assertSame({ state, at: updatedAt }, { state: manifest.state, at: manifest.at });
    }),
  );
}

/** Opens an event of the log. @throws as {@link openRow} */
export async function openEvent(keys: Keyring, tenant: TenantId, event: FixtureEvent): Promise<FixtureEvent> {
  if (!isContentEvent(event) || event.snapshot.sealed === undefined) return event;
  const { id, type, at, actor, fixture, revision, snapshot } = event;
  const { sealed = {}, state } = snapshot;
  return opening(`fixture "${fixture}"`, async () => {
    const opened = await openStored(keys, tenant, snapshot, sealed, (manifest, since) => {
      const { digest: _, ...facts } = manifest;
      assertSame(
        { state, at, id, type, actor, revision, fixture },
        { ...facts, revision: since, fixture: snapshot.id },
      );
    });
    return { ...event, snapshot: opened };
  });
}

const contentOf = (content: FixtureSnapshot | SlackFixture): unknown => {
  const {
    sealed: _sealed,
    state: _state,
    revision: _revision,
    createdAt: _createdAt,
    updatedAt: _updatedAt,
    ...own
  } = content as SlackFixture;
  // Through JSON: a member that is undefined is none.
  return JSON.parse(JSON.stringify(own));
};

/** Whether two opened contents are the same, but for what changes without a new content. */
export const isSameContent = (left: FixtureSnapshot, right: FixtureSnapshot): boolean =>
  isSameJson(contentOf(left), contentOf(right));
