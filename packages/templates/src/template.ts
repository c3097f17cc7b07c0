import type { ArgumentNote, LayoutInput, Locale, MemoryUnit, Provenance } from '@localert/core';
import type { TemplateDefinition, TemplateTexts } from './define-template.ts';
import { definitions, type TemplateDefinitions, type TemplateId } from './definitions.ts';
import type { TemplateLocale } from './template-locale.ts';

const BASE = 'en';
/** Written for this library, and approved by no native speaker so far. */
const PROVENANCE: Provenance = Object.freeze({
  origin: 'template',
  author: '@localert/templates',
  reviewed: false,
});

/** What may be chosen. */
export interface TemplateOptions {
  /** The languages beside English, each from `@localert/templates/locales/<tag>`. Default: English only. */
  readonly locales?: readonly TemplateLocale[];
}

/** A fixture as `defineFixture` and `create` take it. Its type names English only: argument types are read from there. */
export interface Template<Texts extends TemplateTexts, Notes extends Record<string, ArgumentNote>>
  extends Pick<TemplateDefinition<Texts, Notes>, 'name' | 'description' | 'severity'> {
  readonly baseLocale: typeof BASE;
  readonly syntax: 'icu';
  readonly labels: Record<string, string>;
  readonly layout?: LayoutInput;
  readonly arguments: Notes;
  readonly locales: { readonly [BASE]: Texts };
  readonly provenance: Record<Locale, Provenance>;
}

/** The fixture of a template. */
export type TemplateOf<Id extends TemplateId> = Template<
  TemplateDefinitions[Id]['texts'],
  TemplateDefinitions[Id]['arguments']
>;

/** The ids of all templates. */
export const templateIds: readonly TemplateId[] = Object.freeze(Object.keys(definitions) as TemplateId[]);

/**
 * A ready-made alert fixture in English and the given languages. Spread it to change what should be different; every text
 * carries its provenance: `template`, not reviewed.
 *
 * @example
 * ```ts
 * import { template } from '@localert/templates';
 * import { de } from '@localert/templates/locales/de';
 * import { ja } from '@localert/templates/locales/ja';
 *
 * const diskFull = template('disk_full', { locales: [de, ja] });
 * Object.keys(diskFull.provenance); // ['en', 'de', 'ja']
 * ```
 */
export function template<Id extends TemplateId>(id: Id, options: TemplateOptions = {}): TemplateOf<Id> {
  const { name, description, severity, labels, layout, arguments: notes, texts } = definitions[id];
  const translated = (options.locales ?? []).map((one): [Locale, TemplateTexts] => [
    one.locale,
    { ...one.texts[id] },
  ]);
  const locales = { [BASE]: { ...texts }, ...Object.fromEntries(translated) };
  const provenance = Object.fromEntries(Object.keys(locales).map((locale) => [locale, { ...PROVENANCE }]));
  return {
    name,
    description,
    severity,
    labels: { ...labels },
    ...(layout === undefined ? {} : { layout }),
    baseLocale: BASE,
    syntax: 'icu',
    arguments: notes,
    locales,
    provenance,
  } as TemplateOf<Id>;
}

/**
 * All templates by id, in English and the given languages.
 *
 * @example
 * ```ts
 * import { templates } from '@localert/templates';
 * import { fr } from '@localert/templates/locales/fr';
 *
 * templates({ locales: [fr] }).certificate_expiring.severity; // 'high'
 * ```
 */
export function templates(options: TemplateOptions = {}): { readonly [Id in TemplateId]: TemplateOf<Id> } {
  const entries = templateIds.map((id) => [id, template(id, options)]);
  return Object.fromEntries(entries) as { [Id in TemplateId]: TemplateOf<Id> };
}

/**
 * The texts as units of a translation memory, so that a localizer finds them for fixtures that say the same.
 *
 * @param at - epoch milliseconds that the units bear
 *
 * @example
 * ```ts
 * import { templateMemory } from '@localert/templates';
 * import { sv } from '@localert/templates/locales/sv';
 *
 * templateMemory([sv], 0)[0]?.origin; // 'template'
 * ```
 */
export function templateMemory(locales: readonly TemplateLocale[], at: number): readonly MemoryUnit[] {
  return templateIds.flatMap((id) => {
    const english: TemplateTexts = definitions[id].texts;
    return locales.flatMap(({ locale, texts }) =>
      Object.entries<string>(texts[id]).map(([field, target]) => {
        const unit = {
          target,
          sourceLocale: BASE,
          targetLocale: locale,
          syntax: 'icu',
          origin: 'template',
          at,
        };
        // The type of a locale's texts asks for the fields of the English ones, all and no other.
        return { ...unit, source: english[field] } as MemoryUnit;
      }),
    );
  });
}
