import { canonicalLocale, type Locale } from '@localert/core';
import { type CompiledForm, compileForm, negotiateLocale, parseForm } from '@localert/icu';
import type { SlackBlock, SlackMessage } from './block-kit.ts';
import { cutText } from './cut.ts';
import { slackEscaper } from './escape.ts';
import { FALLBACK_TEXTS, type FallbackTextTable } from './fallback-texts.ts';
import { fitMessage } from './fit.ts';
import { SLACK_LIMITS } from './limits.ts';
import type { MarkTexts } from './mark-texts.ts';
import { isRightToLeft } from './right-to-left.ts';

/** What can be put above an alert. */
export type MarkKind = keyof MarkTexts;

/** Puts words above alerts that go out again: resolved, not acknowledged, so many more. */
export interface AlertMarks {
  /** The words in a locale, escaped. @param count - for kinds that count */
  text(kind: MarkKind, locale: Locale, count?: number): string;
  /** A message with the words above it, within Slack's limits. What is resolved has a green bar. */
  above(message: SlackMessage, kind: MarkKind, locale: Locale, count?: number): SlackMessage;
}

const KINDS = ['resolved', 'escalated', 'similar', 'gathered'] as const satisfies readonly MarkKind[];

const EMOJI: Readonly<Record<MarkKind, string>> = {
  resolved: '✅ ',
  escalated: '⏰ ',
  similar: '',
  gathered: '',
};

const RESOLVED_COLOR = '#2eb67d';

const ignore = () => undefined;

type Compiled = ReadonlyMap<Locale, CompiledForm>;

const compileAll = (table: FallbackTextTable): ReadonlyMap<MarkKind, Compiled> =>
  new Map(KINDS.map((kind) => [kind, compileKind(table, kind)]));

let builtInMarks: ReturnType<typeof compileAll> | undefined;

/** They are the same for every manager of a process. */
function builtIn(): ReturnType<typeof compileAll> {
  builtInMarks ??= compileAll(FALLBACK_TEXTS);
  return builtInMarks;
}

/**
 * Compiles marks. All are compiled at once: a broken one shows here, not in an emergency.
 *
 * @param table - texts by locale; marks that a locale leaves out are taken from the nearest that has them, built-in ones
 *   included
 * @throws LOCALERT_INVALID_LOCALE, LOCALERT_MESSAGE_SYNTAX
 *
 * @example
 * ```ts
 * import { createMarks } from '@localert/slack';
 *
 * createMarks().text('similar', 'es-MX', 37); // '+37 más como esta'
 * ```
 */
export function createMarks(table: FallbackTextTable = FALLBACK_TEXTS): AlertMarks {
  const kept = table === FALLBACK_TEXTS ? builtIn() : compileAll(table);

  function text(kind: MarkKind, locale: Locale, count = 0): string {
    const forms = kept.get(kind) as Compiled;
    const { locale: best } = negotiateLocale({
      requested: [locale],
      available: [...forms.keys()],
      base: 'en',
    });
    return EMOJI[kind] + String(forms.get(best)?.({ count }, ignore));
  }

  return {
    text,
    above(message, kind, locale, count) {
      const words = text(kind, locale, count);
      const marked = { ...message, text: cutText(`${words}\n${message.text}`, SLACK_LIMITS.text) };
      if (message.blocks === undefined && message.attachments === undefined) return marked;
      const mark: SlackBlock = { type: 'context', elements: [{ type: 'mrkdwn', text: `*${words}*` }] };
      const attachments = message.attachments?.map((attachment) =>
        kind === 'resolved' && attachment.color !== undefined
          ? { ...attachment, color: RESOLVED_COLOR }
          : attachment,
      );
      return fitMessage({
        ...marked,
        blocks: [mark, ...(message.blocks ?? [])],
        ...(attachments && { attachments }),
      }).message;
    },
  };
}

function compileMark(source: string, locale: Locale): CompiledForm {
  const bidiIsolation = isRightToLeft(locale) ? 'auto' : 'none';
  return compileForm(parseForm(source, 'icu'), {
    locale,
    timeZone: 'UTC',
    escape: slackEscaper,
    bidiIsolation,
  });
}

/** A mark in every language that has it: the host's go before the built-in ones. */
function compileKind(table: FallbackTextTable, kind: MarkKind): Compiled {
  const sources = new Map<Locale, string>();
  for (const texts of [FALLBACK_TEXTS, table]) {
    for (const [tag, { [kind]: source }] of Object.entries(texts))
      if (source !== undefined) sources.set(canonicalLocale(tag, 'fallbackTexts'), source);
  }
  return new Map([...sources].map(([locale, source]) => [locale, compileMark(source, locale)]));
}
