/** What the gate knows of a locale. */
export interface LocaleFacts {
  readonly locale: string;
  readonly language: string;
  /** Scripts that its texts may be written in, as Unicode names them. */
  readonly scripts: readonly string[];
  readonly rightToLeft: boolean;
  /** Written without spaces between words. */
  readonly unspaced: boolean;
  /** For Chinese: which characters. */
  readonly chinese?: 'Hans' | 'Hant';
}

/** Languages that are written in two scripts when the tag names none. */
const TWO_SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  az: ['Latn', 'Cyrl', 'Arab'],
  bs: ['Latn', 'Cyrl'],
  kk: ['Cyrl', 'Latn', 'Arab'],
  ks: ['Arab', 'Deva'],
  ku: ['Latn', 'Arab'],
  ky: ['Cyrl', 'Latn'],
  mn: ['Cyrl', 'Mong'],
  pa: ['Guru', 'Arab'],
  sd: ['Arab', 'Deva'],
  sr: ['Cyrl', 'Latn'],
  tg: ['Cyrl', 'Latn'],
  tk: ['Latn', 'Cyrl'],
  tt: ['Cyrl', 'Latn'],
  ug: ['Arab', 'Latn'],
  uz: ['Latn', 'Cyrl', 'Arab'],
  yue: ['Hani'],
};
const SEVERAL: Readonly<Record<string, readonly string[]>> = {
  Jpan: ['Hani', 'Hira', 'Kana'],
  Kore: ['Hang', 'Hani'],
  Hans: ['Hani'],
  Hant: ['Hani'],
};
const RTL: ReadonlySet<string> = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm', 'Rohg', 'Mand']);
const UNSPACED: ReadonlySet<string> = new Set(['Hani', 'Hira', 'Thai', 'Laoo', 'Khmr', 'Mymr', 'Tibt']);

const known = new Map<string, LocaleFacts>();

/** Facts of a canonical tag. */
export function localeFacts(locale: string): LocaleFacts {
  const kept = known.get(locale);
  if (kept !== undefined) return kept;
  const given = new Intl.Locale(locale);
  const { language, script = 'Latn' } = given.maximize();
  const scripts =
    SEVERAL[script] ?? (given.script === undefined ? (TWO_SCRIPTS[language] ?? [script]) : [script]);
  const facts: LocaleFacts = {
    locale,
    language,
    scripts,
    rightToLeft: RTL.has(scripts[0] ?? ''),
    unspaced: scripts.some((one) => UNSPACED.has(one)) && !scripts.includes('Hang'),
    ...(script === 'Hans' || script === 'Hant' ? { chinese: script } : {}),
  };
  // Tags come from outside: no more than a world of them is kept.
  if (known.size >= 500) known.clear();
  known.set(locale, facts);
  return facts;
}
