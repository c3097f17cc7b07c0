import { PII_SPEC, type PiiDetector } from '@localert/core';

/** Finds addresses of example.org (`email`) and texts of twelve digits (`card`): as much as tests need. */
export const detector: PiiDetector = {
  spec: PII_SPEC,
  detect: (text) =>
    [...text.matchAll(/[a-z.]+@example\.org|\b\d{12}\b/g)].map(({ 0: match, index }) => ({
      kind: match.includes('@') ? 'email' : 'card',
      start: index,
      end: index + match.length,
    })),
};

/** Fails at every text that is not empty, and says what it was. */
export const broken: PiiDetector = {
  spec: PII_SPEC,
  detect: (text) => {
    throw new Error(`cannot read ${text}`);
  },
};
