/** Answers kept; a message has a few kinds of numbers and dates, a catalogue a few dozen. */
const MAX_KEPT = 500;
const kept = new Map<string, boolean>();

/** Whether Intl takes options of a number or a date. Intl's objects are slow to build, so answers are kept. */
export function isUsable(kind: 'number' | 'date', options: object): boolean {
  const key = kind + JSON.stringify(options);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const usable = build(kind, options);
  kept.set(key, usable);
  if (kept.size > MAX_KEPT) kept.delete(kept.keys().next().value ?? key);
  return usable;
}

function build(kind: 'number' | 'date', options: object): boolean {
  try {
    if (kind === 'number') new Intl.NumberFormat('en', options);
    else new Intl.DateTimeFormat('en', options);
    return true;
  } catch {
    return false;
  }
}
