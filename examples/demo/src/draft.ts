import type { Records } from '@localert/core';
import { type DraftedField, libraryMemory, localizer, recordMemory } from '@localert/localizer';
import type { TenantClient } from '@localert/manager';
import { templates } from '@localert/templates';
import { ja } from '@localert/templates/locales/ja';
import { APPROVED_BEFORE, STREAM_OUTAGE, streamOutage } from './stream-outage.ts';

/** How Sakura's alert got its Japanese texts. */
export interface DemoDraft {
  readonly fixture: string;
  readonly locale: string;
  readonly fields: readonly (Pick<DraftedField, 'field' | 'text'> & {
    readonly from: DraftedField['origin'];
  })[];
  readonly untranslated: readonly string[];
  readonly reviewer: string;
  /** What to do for the texts that nobody knew. */
  readonly advice: string;
}

const LOCALE = 'ja-JP';

/** A manager, whatever fixtures it has in code. */
interface Manager {
  forTenant(tenant: string, actor: { actor: string; roles: readonly string[] }): { untyped: TenantClient };
}

const sakura = (alerts: Manager, actor: string, ...roles: string[]) =>
  alerts.forTenant('sakura', { actor, roles }).untyped;

/** Sakura's editor makes the alert, in English. */
export async function createStreamOutage(alerts: Manager): Promise<void> {
  await sakura(alerts, 'user:emi', 'editor').create(STREAM_OUTAGE, streamOutage);
}

/**
 * Drafts the alert in Japanese with no key and no network, and has a reviewer approve it: the template library and
 * Sakura's own memory say what they know, word for word; the rest stays English.
 */
export async function draftInJapanese(alerts: Manager, records: Records): Promise<DemoDraft> {
  const memory = recordMemory({ records });
  const library = libraryMemory(Object.values(templates({ locales: [ja] })));
  const ai = localizer({ memories: [memory, library] });

  const translator = sakura(alerts, 'svc:localizer', 'translator');
  await memory.remember(translator.scope, APPROVED_BEFORE);
  const { fields } = await ai.preview(translator, STREAM_OUTAGE, LOCALE);
  const { untranslated } = await ai.draft(translator, STREAM_OUTAGE, LOCALE);

  const reviewer = sakura(alerts, 'user:haruka', 'reviewer');
  await ai.approve(reviewer, STREAM_OUTAGE, LOCALE);
  return {
    fixture: STREAM_OUTAGE,
    locale: LOCALE,
    fields: fields.map(({ field, text, origin }) => ({ field, text, from: origin })),
    untranslated,
    reviewer: reviewer.scope.actor,
    advice:
      'Neither the template library nor the memory knows these texts, so they stay in English. Plug a model or an engine in: localizer({ translators: [openAiCompatible({ … })] }), or libreTranslate, deepL, apertium; see docs/localizer.md.',
  };
}
