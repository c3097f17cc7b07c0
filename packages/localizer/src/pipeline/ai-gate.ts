import type { QualityGate } from './quality.ts';

// Wired to the gate of this package once it is there.
const none: QualityGate = { version: '0', check: () => [], fix: ({ target }) => target, score: () => 100 };
export const aiGate: QualityGate = none;
export const importGate: QualityGate = none;
