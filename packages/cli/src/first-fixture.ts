import { canonicalLocale } from '@localert/core';
import type { TemplateId, TemplateLocale } from '@localert/templates';
import { UsageError } from './errors.ts';
import { nearest } from './nearest.ts';
import { optionalPackage } from './optional-package.ts';

/** A fixture to begin with. */
export interface FirstFixture {
  readonly id: string;
  readonly content: object;
  readonly baseLocale: string;
}

/** The one that needs no package. */
const BUILT_IN = {
  id: 'disk_full',
  texts: {
    en: {
      title: 'Disk {used, number, percent} full on {host}',
      actionRequired: 'Free some space, or grow the volume.',
    },
    es: {
      title: 'Disco al {used, number, percent} en {host}',
      actionRequired: 'Libere espacio o amplíe el volumen.',
    },
    de: {
      title: 'Datenträger auf {host} zu {used, number, percent} voll',
      actionRequired: 'Speicherplatz freigeben oder erweitern.',
    },
    fr: {
      title: 'Disque rempli à {used, number, percent} sur {host}',
      actionRequired: 'Libérez de l’espace ou agrandissez le volume.',
    },
  } as Readonly<Record<string, Readonly<Record<string, string>>>>,
} as const;

const templatesPackage = () =>
  optionalPackage('@localert/templates', 'templates come from it', () => import('@localert/templates'));

/** What can be begun with, by id; just the built-in one where there are no templates. */
export async function templateChoices(): Promise<readonly { readonly id: string; readonly about: string }[]> {
  try {
    const { templates } = await templatesPackage();
    return Object.entries(templates()).map(([id, { name }]) => ({ id, about: name }));
  } catch {
    return [{ id: BUILT_IN.id, about: 'Disk full' }];
  }
}

async function templateLocale(locale: string): Promise<TemplateLocale> {
  const { allLocales } = await import('@localert/templates/locales');
  const found = allLocales.find((one) => one.locale === locale);
  if (found !== undefined) return found;
  throw new UsageError({
    problem: `The templates have no texts in ${locale}.`,
    hint: 'Leave it out: "localert localize" drafts it later.',
  });
}

/** @throws LOCALERT_CLI_USAGE, LOCALERT_CLI_PACKAGE_MISSING, LOCALERT_INVALID_LOCALE */
export async function firstFixture(
  template: string | undefined,
  tags: readonly string[],
): Promise<FirstFixture> {
  const locales = [...new Set(tags.map((tag) => canonicalLocale(tag, '--locales')))];
  if (template === undefined) {
    const texts = Object.fromEntries(
      ['en', ...locales].map((locale) => {
        const own = BUILT_IN.texts[locale];
        if (own !== undefined) return [locale, own];
        throw new UsageError({
          problem: `The built-in fixture has no texts in ${locale}.`,
          hint: 'Say --template disk_full: templates have thirty languages.',
        });
      }),
    );
    const note = { used: { description: 'How much is used, as a share of 1', sample: 0.93 } };
    const content = { baseLocale: 'en', severity: 'high', arguments: note, locales: texts };
    return { id: BUILT_IN.id, baseLocale: 'en', content };
  }
  const { template: make, templateIds } = await templatesPackage();
  if (!templateIds.some((id) => id === template)) {
    const close = nearest(template, templateIds);
    const hint =
      close === undefined ? `There are ${templateIds.length}; see the docs.` : `Did you mean "${close}"?`;
    throw new UsageError({ problem: `There is no template "${template}".`, hint });
  }
  const chosen: TemplateLocale[] = [];
  for (const locale of locales) if (locale !== 'en') chosen.push(await templateLocale(locale));
  const { syntax: _, ...content } = make(template as TemplateId, { locales: chosen });
  return { id: template, baseLocale: 'en', content };
}
