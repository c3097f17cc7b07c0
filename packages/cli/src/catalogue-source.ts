/** What a file of texts is written in. `fixtures`: fixtures of Localert by id, or one alone, as JSON. */
export const CATALOGUE_FORMATS = ['formatjs', 'i18next', 'arb', 'mf2-json', 'fixtures'] as const;

/** What a file of texts is written in. */
export type CatalogueFormat = (typeof CATALOGUE_FORMATS)[number];

/** Files of texts, and how they make fixtures. */
export interface CatalogueSource {
  /** Globs relative to the config file; `{locale}` stands for a language tag, for example `locales/{locale}.json`. */
  readonly files: string | readonly string[];
  readonly format: CatalogueFormat;
  /** Whose texts are the source. Of `fixtures`, each says so itself. */
  readonly baseLocale?: string | undefined;
  /** The locale of a file; default: what the document says, then `{locale}`, then the file's name. */
  readonly locale?: ((path: string) => string) | undefined;
  /** What every key starts with that is an alert's; others are passed over. */
  readonly prefix?: string | undefined;
  /** What stands between the fixture's id and the field's name. Default `.`. */
  readonly separator?: string | undefined;
}
