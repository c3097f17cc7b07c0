import type { Locale } from '@localert/core';

/** Language, likely script and region of a locale; the region only where the tag has one. */
export function partsOf(locale: Locale): { language: string; script?: string; region?: string } {
  const { language, region } = new Intl.Locale(locale);
  const { script } = new Intl.Locale(locale).maximize();
  return {
    language,
    ...(script === undefined ? {} : { script }),
    ...(region === undefined ? {} : { region }),
  };
}

/** ISO 639-1 → ISO 639-3, for the languages of Apertium's released pairs. Written from the standard's tables. */
const ALPHA3: Readonly<Record<string, string>> = {
  af: 'afr',
  an: 'arg',
  ar: 'ara',
  ba: 'bak',
  be: 'bel',
  bg: 'bul',
  br: 'bre',
  bs: 'bos',
  ca: 'cat',
  co: 'cos',
  cs: 'ces',
  cv: 'chv',
  cy: 'cym',
  da: 'dan',
  de: 'deu',
  el: 'ell',
  en: 'eng',
  eo: 'epo',
  es: 'spa',
  et: 'est',
  eu: 'eus',
  fa: 'fas',
  fi: 'fin',
  fo: 'fao',
  fr: 'fra',
  ga: 'gle',
  gd: 'gla',
  gl: 'glg',
  he: 'heb',
  hi: 'hin',
  hr: 'hrv',
  hu: 'hun',
  hy: 'hye',
  id: 'ind',
  is: 'isl',
  it: 'ita',
  ja: 'jpn',
  kk: 'kaz',
  ko: 'kor',
  ky: 'kir',
  la: 'lat',
  lt: 'lit',
  lv: 'lav',
  mk: 'mkd',
  mr: 'mar',
  ms: 'msa',
  mt: 'mlt',
  nb: 'nob',
  nl: 'nld',
  nn: 'nno',
  no: 'nob',
  oc: 'oci',
  pl: 'pol',
  pt: 'por',
  ro: 'ron',
  ru: 'rus',
  sc: 'srd',
  se: 'sme',
  sk: 'slk',
  sl: 'slv',
  sq: 'sqi',
  sr: 'srp',
  sv: 'swe',
  ta: 'tam',
  te: 'tel',
  tg: 'tgk',
  th: 'tha',
  tr: 'tur',
  tt: 'tat',
  ug: 'uig',
  uk: 'ukr',
  ur: 'urd',
  uz: 'uzb',
  vi: 'vie',
  zh: 'zho',
};

/** The three-letter code of a locale's language; three-letter subtags are ISO 639-3 already (RFC 5646 section 2.2.1). */
export function alpha3Of(locale: Locale): string | undefined {
  const { language } = new Intl.Locale(locale);
  if (language.length === 3) return language;
  return Object.hasOwn(ALPHA3, language) ? ALPHA3[language] : undefined;
}

/**
 * Codes under which a service may know a locale, the best first: with its script where that is not the usual one of the
 * language, with its region, the language alone.
 */
export function codesOf(locale: Locale): readonly string[] {
  const { language, script, region } = partsOf(locale);
  const usual = new Intl.Locale(language).maximize().script;
  const isUsual = script === usual;
  // A language alone is the language in its usual script: zh for zh-Hant would be the wrong letters.
  const bare = isUsual
    ? [language, ...(language === 'nb' ? ['no'] : []), ...(language === 'no' ? ['nb'] : [])]
    : [];
  return [
    locale,
    ...(language === 'zh' || !isUsual ? [`${language}-${script}`] : []),
    ...(region === undefined ? [] : [`${language}-${region}`]),
    ...(language === 'zh' && !isUsual ? ['zt'] : []),
    ...bare,
  ];
}
