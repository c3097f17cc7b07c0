/** Quotation marks of programs and of texts. */
const QUOTES: ReadonlySet<number> = new Set([...'"\'`“”„‘’«»「」『』'].map((quote) => quote.charCodeAt(0)));

export const isQuote = (code: number): boolean => QUOTES.has(code);
