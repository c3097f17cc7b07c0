/**
 * How many characters are looked at while something runs: each that is read, and all of what is cut out, searched or handed
 * to a pattern. A clock would say the same less surely. A sticky pattern counts with what it matched: the package bounds the
 * repetitions of all it has.
 */
export function countSteps(run: () => void): number {
  let steps = 0;
  const { charCodeAt, slice, indexOf, lastIndexOf, startsWith } = String.prototype;
  const { test } = RegExp.prototype;
  String.prototype.charCodeAt = function (index) {
    steps += 1;
    return charCodeAt.call(this, index);
  };
  String.prototype.slice = function (start, end) {
    const part = slice.call(this, start, end);
    steps += part.length;
    return part;
  };
  String.prototype.indexOf = function (searched, from = 0) {
    const found = indexOf.call(this, searched, from);
    steps += (found < 0 ? this.length : found) - from;
    return found;
  };
  String.prototype.lastIndexOf = function (this: string, searched, from = this.length) {
    const found = lastIndexOf.call(this, searched, from);
    steps += from - Math.max(found, 0);
    return found;
  };
  String.prototype.startsWith = function (searched, from) {
    steps += searched.length;
    return startsWith.call(this, searched, from);
  };
  RegExp.prototype.test = function (text) {
    const from = this.lastIndex;
    const isMatch = test.call(this, text);
    steps += this.sticky ? Math.max(this.lastIndex - from, 1) : text.length;
    return isMatch;
  };
  try {
    run();
  } finally {
    Object.assign(String.prototype, { charCodeAt, slice, indexOf, lastIndexOf, startsWith });
    RegExp.prototype.test = test;
  }
  return steps;
}
