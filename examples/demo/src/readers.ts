/** Who reads the alerts of the demo, and which languages they ask for. */
export const READERS = [
  {
    tenant: 'northwind',
    name: 'Northwind',
    timeZone: 'America/New_York',
    defaultLocale: 'en-US',
    locale: ['en-US'],
  },
  {
    tenant: 'sol-media',
    name: 'Sol Media',
    timeZone: 'Europe/Madrid',
    defaultLocale: 'es-ES',
    locale: ['es-ES'],
  },
  { tenant: 'lumiere', name: 'Lumière', timeZone: 'Europe/Paris', defaultLocale: 'fr-FR', locale: ['fr-FR'] },
  // Asks for a language that its alert does not have yet: the tenant's default stands in, and the result says so.
  { tenant: 'sakura', name: 'Sakura', timeZone: 'Asia/Tokyo', defaultLocale: 'en-US', locale: ['ja-JP'] },
] as const;

/** The reader whose language comes later. */
export const SAKURA = READERS[3];
