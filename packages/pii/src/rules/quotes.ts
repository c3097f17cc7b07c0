/** Quotation marks of programs and of texts. */
const QUOTES: ReadonlySet<number> = new Set([...'“”„‘’«»「」『』'].map((quote) => quote.charCodeAt(0)));

export const isQuote = (code: number): boolean =>
  code < 128 ? code === 34 || code === 39 || code === 96 : QUOTES.has(code);
