/** What opens an embedding or override, and an isolate (UAX #9, sections 2.1 to 2.4); each ends with its own control. */
const EMBEDDINGS = '\u202a\u202b\u202d\u202e';
const ISOLATES = '\u2066\u2067\u2068';
const POP_EMBEDDING = '\u202c';
const POP_ISOLATE = '\u2069';
/** Paragraphs end here, and with them all that is open (UAX #9, rule X8). */
const PARAGRAPH_ENDS = '\n\r\u001c\u001d\u001e\u0085\u2029';

/** An isolate that is open, or the paragraph itself. */
interface Level {
  /** Where it was opened; the paragraph was not. */
  readonly at: number | undefined;
  /** Offsets of the embeddings that are open inside of it, innermost last. */
  readonly embeddings: number[];
  readonly outer?: Level;
}

const newParagraph = (): Level => ({ at: undefined, embeddings: [] });

/** All that is open at the end of a paragraph. */
function leftOpen(level: Level): readonly number[] {
  const open: number[] = [];
  for (let one: Level | undefined = level; one !== undefined; one = one.outer) {
    open.push(...one.embeddings);
    if (one.at !== undefined) open.push(one.at);
  }
  return open;
}

/**
 * Offsets of the bidirectional controls in a text that lack their other half in the same paragraph: what follows an
 * open one is shown in a direction that nobody chose, and an alert's next line with it.
 */
export function unpairedBidi(text: string): readonly number[] {
  const unpaired: number[] = [];
  let level = newParagraph();
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (EMBEDDINGS.includes(character)) level.embeddings.push(at);
    else if (ISOLATES.includes(character)) level = { at, embeddings: [], outer: level };
    else if (character === POP_EMBEDDING) {
      if (level.embeddings.pop() === undefined) unpaired.push(at);
    } else if (character === POP_ISOLATE) {
      if (level.outer === undefined) unpaired.push(at);
      else {
        // The end of an isolate ends the embeddings inside of it, which stay without their own end.
        unpaired.push(...level.embeddings);
        level = level.outer;
      }
    } else if (PARAGRAPH_ENDS.includes(character)) {
      unpaired.push(...leftOpen(level));
      level = newParagraph();
    }
  }
  return [...unpaired, ...leftOpen(level)].sort((a, b) => a - b);
}
