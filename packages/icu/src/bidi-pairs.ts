/** What opens an embedding or override, and an isolate (UAX #9, sections 2.1 to 2.4); each ends with its own control. */
const EMBEDDINGS = '\u202a\u202b\u202d\u202e';
const ISOLATES = '\u2066\u2067\u2068';
const POP_EMBEDDING = '\u202c';
const POP_ISOLATE = '\u2069';
/** Paragraphs end here, and with them all that is open (UAX #9, rule X8). */
const PARAGRAPH_ENDS = '\n\r\u001c\u001d\u001e\u0085\u2029';

/** One paragraph as far as it was read. */
interface Paragraph {
  /** Offsets of embeddings that are open, innermost last, for each open isolate and for the paragraph itself. */
  readonly embeddings: number[][];
  /** Offsets of open isolates, innermost last. */
  readonly isolates: number[];
}

const newParagraph = (): Paragraph => ({ embeddings: [[]], isolates: [] });

/** Reads one character; answers with the offsets that it shows to be unpaired. */
function step({ embeddings, isolates }: Paragraph, character: string, at: number): readonly number[] {
  if (EMBEDDINGS.includes(character)) embeddings.at(-1)?.push(at);
  else if (ISOLATES.includes(character)) {
    isolates.push(at);
    embeddings.push([]);
  } else if (character === POP_EMBEDDING) return embeddings.at(-1)?.pop() === undefined ? [at] : [];
  // The end of an isolate ends the embeddings inside of it, which stay without their own end.
  else if (character === POP_ISOLATE) return isolates.pop() === undefined ? [at] : (embeddings.pop() ?? []);
  return [];
}

const leftOpen = ({ embeddings, isolates }: Paragraph): readonly number[] => [
  ...embeddings.flat(),
  ...isolates,
];

/**
 * Offsets of the bidirectional controls in a text that lack their other half in the same paragraph: what follows an
 * open one is shown in a direction that nobody chose, and an alert's next line with it.
 */
export function unpairedBidi(text: string): readonly number[] {
  const unpaired: number[] = [];
  let paragraph = newParagraph();
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? '';
    for (const one of step(paragraph, character, at)) unpaired.push(one);
    if (!PARAGRAPH_ENDS.includes(character)) continue;
    for (const one of leftOpen(paragraph)) unpaired.push(one);
    paragraph = newParagraph();
  }
  return [...unpaired, ...leftOpen(paragraph)].sort((a, b) => a - b);
}
