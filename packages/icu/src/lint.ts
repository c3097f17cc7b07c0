export type { LintEdit, LintFinding, LintFix, LintPlace, LintSeverity } from './lint-finding.ts';
export { applyFixes } from './lint-fix.ts';
export { type LintOptions, lintMessage } from './lint-message.ts';
export { type FieldFinding, lintMessages } from './lint-messages.ts';
export { placeFinder } from './lint-report.ts';
export { LINT_RULES, type LintCode, type LintRule } from './lint-rules.ts';
export { type MaskedPattern, maskedPatterns } from './masked-pattern.ts';
export { type TakenBranch, takenBranches } from './taken-branch.ts';
