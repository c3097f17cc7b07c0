/** The locales that were asked for, as a list of strings, whatever the host handed over. */
export function localeList(locale: string | readonly string[] | undefined): readonly string[] {
  if (locale === undefined) return [];
  const list: readonly unknown[] =
    typeof locale === 'string' ? [locale] : Array.isArray(locale) ? locale : [];
  // A reader has a few languages; a header with a thousand is not a reader's.
  return list.filter((tag) => typeof tag === 'string').slice(0, 20);
}
