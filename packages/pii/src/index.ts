export { detectPii, redactPii } from './detect.ts';
export { createPiiDetector, type PiiDetectorOptions } from './detector.ts';
export { PiiRuleFailedError } from './errors.ts';
export { defineRule, type PiiRule, type PiiRuleInput, type PiiSpan } from './rule.ts';
export type { PhoneCheck } from './rules/phone.ts';
export { PII_RULES } from './rules.ts';
