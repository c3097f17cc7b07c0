import type { Locale, Messages } from '@localert/core';
import type { DraftItem, TenantClient } from '@localert/manager';
import { UsageError } from './errors.ts';
import { everyItem } from './every-item.ts';

/** A draft that waits, with the texts that it translates and would replace. */
export interface WaitingDraft extends DraftItem {
  readonly base: Messages;
  readonly current: Messages | undefined;
}

const PAGE = 100;

/** Which drafts. */
export interface DraftChoice {
  readonly fixture?: string | undefined;
  readonly locale?: Locale | undefined;
}

/** The tenant's drafts that wait for a decision. */
export async function* waitingDrafts(
  client: TenantClient,
  choice: DraftChoice,
): AsyncGenerator<WaitingDraft> {
  const { fixture } = choice;
  const all = everyItem(async (from) =>
    fixture === undefined ? client.list({ limit: PAGE, ...from }) : { items: [await client.get(fixture)] },
  );
  for await (const { id, locales, baseLocale, drafts = {} } of all) {
    for (const [locale, draft] of Object.entries(drafts)) {
      if (draft.state !== 'proposed' || (choice.locale !== undefined && choice.locale !== locale)) continue;
      yield { fixture: id, locale, draft, base: { ...locales[baseLocale] }, current: locales[locale] };
    }
  }
}

/** `disk_full:ja` as a draft's name. @throws LOCALERT_CLI_USAGE */
export function draftName(text: string): { readonly fixture: string; readonly locale: string } {
  const at = text.indexOf(':');
  if (at > 0 && at < text.length - 1) return { fixture: text.slice(0, at), locale: text.slice(at + 1) };
  throw new UsageError({
    problem: 'That names no draft.',
    hint: 'Write the fixture and the locale, as in disk_full:ja.',
  });
}
