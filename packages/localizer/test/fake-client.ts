import { type Draft, defineError, type SlackFixture, slackFixtureSchema } from '@localert/core';
import type { DraftClient } from '../src/index.ts';
import { scope } from './scripted.ts';

const Missing = defineError<'LOCALERT_NOT_FOUND', Record<string, never>>('LOCALERT_NOT_FOUND', {
  message: () => 'It is not there.',
});

/** A fixture as a store has it. */
export const fixture = (id: string, more: Partial<SlackFixture> = {}): SlackFixture => ({
  ...slackFixtureSchema.parse({
    id,
    name: id,
    baseLocale: 'en',
    locales: { en: { title: 'Disk full on {host}', actionRequired: 'Free some space' } },
    arguments: { host: { type: 'text' } },
    state: 'active',
    revision: 1,
    createdAt: 0,
    updatedAt: 0,
  }),
  ...more,
});

/** A tenant's client over fixtures in a map: what the localizer needs of a manager's, with the same rules of drafts. */
export function fakeClient(fixtures: readonly SlackFixture[], inCode: readonly string[] = []) {
  const rows = new Map(fixtures.map((row) => [row.id, row]));
  const calls: string[] = [];
  const row = (id: string): SlackFixture => {
    const found = rows.get(id);
    if (found === undefined) throw new Missing({});
    return found;
  };
  const change = (id: string, more: Partial<SlackFixture>): SlackFixture => {
    const next = { ...row(id), ...more, revision: row(id).revision + 1 };
    rows.set(id, next);
    return next;
  };
  const client: DraftClient = {
    scope,
    get: async (id) => row(id),
    list: async ({ cursor } = {}) => {
      const items = [...rows.values()];
      const at = Number(cursor ?? 0);
      return { items: items.slice(at, at + 2), ...(at + 2 < items.length && { cursor: String(at + 2) }) };
    },
    history: async (id) => ({ items: inCode.includes(id) ? [] : [{}] }),
    drafts: {
      async propose(id, locale, input) {
        calls.push(`propose ${id} ${locale}`);
        const draft = {
          findings: [],
          untranslated: [],
          ...input,
          state: 'proposed',
          proposedBy: 'x',
          proposedAt: 0,
        };
        return change(id, { drafts: { ...row(id).drafts, [locale]: draft as Draft } });
      },
      async approve(id, locale, { by = 'person', edits = {} } = {}) {
        calls.push(`approve ${id} ${locale} ${by}`);
        const { drafts = {}, locales, provenance } = row(id);
        const { [locale]: draft, ...rest } = drafts;
        if (draft === undefined) throw new Missing({});
        const next = change(id, {
          drafts: rest,
          locales: { ...locales, [locale]: { ...draft.messages, ...edits } },
          provenance: { ...provenance, [locale]: { ...draft.provenance, reviewed: by === 'person' } },
        });
        return { fixture: next };
      },
      async reject(id, locale, reason) {
        calls.push(`reject ${id} ${locale}`);
        const { drafts = {} } = row(id);
        return change(id, {
          drafts: { ...drafts, [locale]: { ...(drafts[locale] as Draft), state: 'rejected', reason } },
        });
      },
    },
  };
  return { client, rows, calls, change };
}
