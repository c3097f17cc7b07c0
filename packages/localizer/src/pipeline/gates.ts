import { checkTranslation } from '../gate/check-translation.ts';
import type { GateFinding, GateProfile } from '../gate/finding.ts';
import { fixTranslation } from '../gate/fix-translation.ts';
import { scoreTranslation } from '../gate/score-translation.ts';
import type { TranslationInput } from '../gate/settings.ts';
import type { QualityGate, QualityQuestion } from './quality.ts';

/** Raised when the gate lets other translations pass: drafts of before are made anew. */
const GATE_VERSION = '1';

const inputOf = ({ maxLength, ...question }: QualityQuestion, profile: GateProfile): TranslationInput => ({
  ...question,
  profile,
  ...(maxLength !== undefined && { slack: { maxLength } }),
});

/** The gate of this package, as the pipeline asks it. */
const gateOf = (profile: GateProfile): QualityGate => ({
  version: `${profile}-${GATE_VERSION}`,
  check: (question) => checkTranslation(inputOf(question, profile)),
  fix: (question) => fixTranslation(inputOf(question, profile)).target,
  // They are this gate's own findings of the same question.
  score: (question, findings) =>
    scoreTranslation(findings as readonly GateFinding[], inputOf(question, profile)),
});

/** Strict: a retry is cheap. */
export const aiGate: QualityGate = gateOf('ai');

/** For texts of people, who cannot be asked again. */
export const importGate: QualityGate = gateOf('import');
