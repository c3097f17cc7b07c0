/** SPDX ids of licences that ask for no more than a notice. Anything else in production is a person's decision. */
const PERMISSIVE: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Unicode-3.0',
]);

/**
 * Whether an SPDX expression lets us choose nothing but permissive licences: one side of `OR`, all sides of `AND`.
 * Exceptions (`WITH`) and unknown words are not permissive.
 */
export function isPermissive(expression: string): boolean {
  const words = expression.match(/[()]|[^\s()]+/g) ?? [];
  let at = 0;
  const term = (): boolean => {
    const word = words[at++];
    if (word !== '(') return word !== undefined && PERMISSIVE.has(word);
    const inner = either();
    return words[at++] === ')' && inner;
  };
  const all = (): boolean => {
    let good = term();
    while (words[at] === 'AND') {
      at += 1;
      good = term() && good;
    }
    return good;
  };
  const either = (): boolean => {
    let good = all();
    while (words[at] === 'OR') {
      at += 1;
      good = all() || good;
    }
    return good;
  };
  return either() && at === words.length;
}
