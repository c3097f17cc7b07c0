/** ASCII punctuation that markup languages use, and what JSON escapes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
const SPECIAL = /[&<>*_~`|@#!\\[\]{}"\u0000-\u001f\ud800-\udfff]/;

/** Whether a text means itself in markup as in JSON: no escaper has anything to do. Intl's texts mostly do. */
export const isClean = (text: string): boolean => !SPECIAL.test(text);
