import type { AILocalizationEngine } from '@localert/localizer';

/** What a passage says in a language. Only what is approved is ever shown. */
interface PassageText {
  readonly text: string;
  readonly approved: boolean;
}

/** A passage of a template: a MessageFormat source, what it is for, and its texts by locale. */
export interface Passage {
  readonly source: string;
  readonly context: string;
  readonly locales: Readonly<Record<string, PassageText>>;
}

/** Everything that templates say in other languages: plain JSON, for a file beside the templates. */
export interface Catalogue {
  readonly sourceLocale: string;
  readonly passages: readonly Passage[];
}

/** Which passage. */
export type PassageKey = Pick<Passage, 'source' | 'context'>;

const isPassage = (key: PassageKey) => (one: Passage) =>
  one.source === key.source && one.context === key.context;

/** A passage of a catalogue. */
export const passageOf = ({ passages }: Catalogue, key: PassageKey): Passage | undefined =>
  passages.find(isPassage(key));

/** What is to be drafted, and by whom. */
export interface DraftOptions {
  readonly engine: Pick<AILocalizationEngine, 'adaptContent'>;
  readonly locales: readonly string[];
  /** Is told what no one could translate, and what to do. */
  readonly onUntranslated?: (key: PassageKey, locale: string, advice: string) => void;
}

/**
 * The catalogue of the passages that templates have now: texts that are there stay, what is missing is drafted, and what no
 * template says any more goes. For a build or a save; never while an alert is rendered.
 */
export async function draftCatalogue(
  found: readonly PassageKey[],
  before: Catalogue,
  { engine, locales, onUntranslated }: DraftOptions,
): Promise<Catalogue> {
  const passages: Passage[] = [];
  for (const { source, context } of found) {
    const texts: Record<string, PassageText> = { ...passageOf(before, { source, context })?.locales };
    for (const locale of locales) {
      if (Object.hasOwn(texts, locale)) continue;
      const { text, isTranslated, advice } = await engine.adaptContent({
        sourceText: source,
        sourceLocale: before.sourceLocale,
        targetLocale: locale,
        context: { description: context },
      });
      if (isTranslated) texts[locale] = { text, approved: false };
      else onUntranslated?.({ source, context }, locale, advice ?? '');
    }
    passages.push({ source, context, locales: texts });
  }
  return { ...before, passages };
}

/** What a reviewer says: the draft is good, or this is. */
export function approve(catalogue: Catalogue, key: PassageKey, locale: string, text?: string): Catalogue {
  const passages = catalogue.passages.map((one) => {
    const approved = text ?? one.locales[locale]?.text;
    if (!isPassage(key)(one) || approved === undefined) return one;
    return { ...one, locales: { ...one.locales, [locale]: { text: approved, approved: true } } };
  });
  return { ...catalogue, passages };
}
