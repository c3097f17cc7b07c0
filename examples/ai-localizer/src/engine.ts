import { readFileSync } from 'node:fs';
import type { Translator } from '@localert/core';
import { type ReplayTranslator, replayTranslator } from '@localert/localizer';

/** What a real Apertium answered; `src/record.ts` writes it. */
export const RECORDING = new URL('../recorded/apertium.jsonl', import.meta.url);

const CAPABILITIES = {
  maxSegments: 50,
  maxCharacters: 20_000,
  readsContext: false,
  glossary: false,
  formality: false,
  examples: false,
  countsTokens: false,
};

/** An engine for Spanish and Catalan that answers out of the recording; with `record`, asks for what is missing there. */
export function recordedEngine(record?: Translator): ReplayTranslator {
  const text = readFileSync(RECORDING, 'utf8');
  const replay = replayTranslator({ text, name: 'apertium', capabilities: CAPABILITIES, record });
  return { ...replay, supports: (_source, target) => ['es', 'ca'].includes(target) };
}
