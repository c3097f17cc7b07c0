import type { AlertSeverity, ArgumentNote, LayoutInput } from '@localert/core';

/** The English texts of one template, by field; each is a MessageFormat 1 source. */
export type TemplateTexts = Readonly<Record<string, string>>;

/** A ready-made alert: everything but its translations. */
export interface TemplateDefinition<Texts extends TemplateTexts, Notes extends Record<string, ArgumentNote>> {
  /** For people. */
  readonly name: string;
  /** For translators: when the alert is sent, and what its words are about. */
  readonly description: string;
  readonly severity: AlertSeverity;
  readonly labels: Readonly<Record<string, string>>;
  /** Where the layout that follows from the field names is not the best one. */
  readonly layout?: LayoutInput;
  /** Every argument: what it is, a value as in life, the longest text. */
  readonly arguments: Notes;
  readonly texts: Texts;
}

/** Keeps the literal types of the texts, so that argument types flow from them. */
export const defineTemplate = <const Texts extends TemplateTexts, Notes extends Record<string, ArgumentNote>>(
  definition: TemplateDefinition<Texts, Notes>,
): TemplateDefinition<Texts, Notes> => definition;
