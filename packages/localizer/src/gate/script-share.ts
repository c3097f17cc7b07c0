const SCRIPTS = [
  'Latn',
  'Cyrl',
  'Grek',
  'Armn',
  'Hebr',
  'Arab',
  'Deva',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Thai',
  'Laoo',
  'Tibt',
  'Mymr',
  'Geor',
  'Ethi',
  'Khmr',
  'Mong',
  'Hani',
  'Hira',
  'Kana',
  'Hang',
] as const;
const PATTERNS = SCRIPTS.map((script) => [script, new RegExp(`\\p{Script=${script}}`, 'u')] as const);

/** Where the letters of a script stand, as far as one block tells; most letters are found without a pattern. */
function quick(code: number): string | undefined {
  if ((code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a)) return 'Latn';
  if (code < 0xc0) return code === 0xaa || code === 0xba ? 'Latn' : '';
  if (code <= 0x24f) return code === 0xd7 || code === 0xf7 ? '' : 'Latn';
  if (code >= 0x400 && code <= 0x481) return 'Cyrl';
  if (code >= 0x621 && code <= 0x64a) return 'Arab';
  if (code >= 0x5d0 && code <= 0x5ea) return 'Hebr';
  if (code >= 0x904 && code <= 0x939) return 'Deva';
  if (code >= 0x3041 && code <= 0x3096) return 'Hira';
  if (code >= 0x30a1 && code <= 0x30fa) return 'Kana';
  if (code >= 0x4e00 && code <= 0x9fff) return 'Hani';
  if (code >= 0xac00 && code <= 0xd7a3) return 'Hang';
  if (code >= 0xe000 && code <= 0xf8ff) return '';
  if (code >= 0x1e00 && code <= 0x1eff) return 'Latn';
  if (code >= 0x2000 && code <= 0x206f) return '';
  if (code >= 0x3000 && code <= 0x3004) return '';
  return undefined;
}

/** How many letters of each script a text has. */
export function scriptShare(text: string): ReadonlyMap<string, number> {
  const share = new Map<string, number>();
  for (const character of text) {
    let script = quick(character.codePointAt(0) ?? 0);
    script ??= PATTERNS.find(([, pattern]) => pattern.test(character))?.[0] ?? '';
    if (script !== '') share.set(script, (share.get(script) ?? 0) + 1);
  }
  return share;
}
