import type { GateProfile, GateSeverity } from './finding.ts';

/** One check of the gate. */
export interface GateCheck {
  /** Its type in the MQM core typology. */
  readonly mqm: string;
  readonly severity: Readonly<Record<GateProfile, GateSeverity>>;
  /** What a finding takes from a score of 100. */
  readonly weight: number;
  /** What it finds, as one clause. */
  readonly finds: string;
}

const check = (
  mqm: string,
  severity: GateSeverity | readonly [ai: GateSeverity, imported: GateSeverity],
  weight: number,
  finds: string,
): GateCheck => {
  const [ai, imported] = typeof severity === 'string' ? [severity, severity] : severity;
  return Object.freeze({ mqm, severity: Object.freeze({ ai, import: imported }), weight, finds });
};

/**
 * Every check of the gate. Types are those of the MQM core typology (themqm.org); weights follow its model of
 * severities: 25 for what makes a text unusable, 5 for a major fault, 1 for a minor one, and 40 where nothing of the text
 * can be kept. `docs/gate.md` is held to this table by a test.
 */
export const GATE_CHECKS = Object.freeze({
  // Structure
  syntax: check('design/markup-tag', 'error', 40, 'the translation does not follow its syntax'),
  'source-unreadable': check(
    'design/markup-tag',
    'warning',
    0,
    'the source does not follow its syntax, so both are compared as plain text',
  ),
  'too-long': check(
    'design/truncation-text-expansion',
    'error',
    40,
    'a text that is longer than a message may be',
  ),
  'argument-missing': check(
    'accuracy/omission',
    'error',
    25,
    'an argument that the source shows and the translation does not, branch by branch',
  ),
  'argument-added': check('accuracy/addition', 'error', 25, 'an argument that the source does not take'),
  'argument-type': check('accuracy/mistranslation', 'error', 25, 'an argument that is shown as another type'),
  'argument-quoted': check(
    'design/markup-tag',
    'error',
    25,
    'apostrophes that turn an argument into literal text',
  ),
  'argument-repeated': check(
    'accuracy/addition',
    'warning',
    1,
    'an argument that stands more often than in the source',
  ),
  'choice-missing': check('accuracy/omission', 'error', 25, 'a plural or select of the source that is gone'),
  'choice-added': check('accuracy/addition', 'error', 25, 'a select that the source does not have'),
  'select-keys': check(
    'accuracy/mistranslation',
    'error',
    25,
    'select keys that are not those of the source',
  ),
  'plural-keyword': check('design/markup-tag', 'error', 25, 'a plural keyword that no language has'),
  'plural-offset': check(
    'accuracy/mistranslation',
    'error',
    25,
    'a plural with another offset, or cardinal and ordinal mixed up',
  ),
  'category-missing': check(
    'linguistic/grammar',
    'error',
    25,
    'no branch for a plural category that whole numbers of the language need',
  ),
  'category-rare': check(
    'linguistic/grammar',
    ['error', 'warning'],
    5,
    'no branch for `many` in Russian, Ukrainian, Belarusian or Polish, which `other` stands for',
  ),
  'category-unused': check(
    'linguistic/grammar',
    'warning',
    1,
    'a plural category that the language does not have',
  ),
  'exact-missing': check(
    'accuracy/omission',
    'error',
    5,
    'an exact branch of the source, such as `=0`, that is gone',
  ),
  'exact-added': check('accuracy/addition', 'error', 5, 'an exact branch that the source does not have'),
  'plural-flattened': check(
    'linguistic/grammar',
    'warning',
    1,
    'a plural that became one sentence, in a language without plural forms',
  ),
  // What must stay as it is
  'tag-missing': check('design/markup-tag', 'error', 25, 'a tag of the source that is gone'),
  'tag-added': check('design/markup-tag', 'error', 25, 'a tag that the source does not have'),
  'link-missing': check(
    'design/link-cross-reference',
    'error',
    25,
    'a link or e-mail address that is gone or changed',
  ),
  'link-added': check(
    'design/link-cross-reference',
    'error',
    40,
    'a link or e-mail address that the source does not have',
  ),
  'code-missing': check('accuracy/do-not-translate', 'error', 25, 'a code span that is gone or changed'),
  'code-added': check('accuracy/addition', 'error', 25, 'a code span that the source does not have'),
  'mention-missing': check(
    'accuracy/omission',
    'error',
    25,
    'a mention, channel, date or broadcast of Slack that is gone',
  ),
  'mention-added': check(
    'accuracy/addition',
    'error',
    40,
    'a mention, channel, date or broadcast of Slack that the source does not have',
  ),
  'emoji-missing': check('accuracy/omission', 'error', 5, 'an emoji that is gone'),
  'emoji-added': check('accuracy/addition', 'error', 5, 'an emoji that the source does not have'),
  'markup-missing': check(
    'design/character-formatting',
    'error',
    5,
    'bold, italic or struck text of the source that is plain',
  ),
  'markup-added': check(
    'design/character-formatting',
    'error',
    25,
    'bold, italic or struck text, a quote or a list that the source does not have',
  ),
  number: check('accuracy/mistranslation', 'error', 25, 'a number that is changed, gone or added'),
  'number-doubtful': check(
    'accuracy/mistranslation',
    'warning',
    1,
    'a single digit that is gone or added: it may be a word',
  ),
  // Words
  empty: check('accuracy/omission', 'error', 40, 'a translation without a word'),
  untranslated: check('accuracy/untranslated', 'error', 40, 'the source, copied'),
  'untranslated-part': check(
    'accuracy/untranslated',
    'error',
    25,
    'a sentence in the language of the source',
  ),
  script: check('accuracy/untranslated', 'error', 40, 'a text in another script than the language has'),
  language: check('accuracy/mistranslation', 'error', 40, 'a text in another language'),
  'language-doubtful': check(
    'accuracy/mistranslation',
    'warning',
    1,
    'a text that may be in another language',
  ),
  'sentence-added': check('accuracy/addition', 'error', 25, 'a sentence more than the source has'),
  'sentence-missing': check(
    'accuracy/omission',
    ['error', 'warning'],
    25,
    'a sentence less than the source has, or a text cut off',
  ),
  length: check(
    'design/truncation-text-expansion',
    'error',
    25,
    'a text far too long or too short for its source',
  ),
  'length-doubtful': check(
    'design/truncation-text-expansion',
    'warning',
    1,
    'a text that is long or short for its source',
  ),
  repetition: check(
    'linguistic/unintelligible',
    'error',
    25,
    'words that repeat over and over, or a text that stands twice',
  ),
  chatter: check('accuracy/addition', 'error', 40, 'words of a model around the translation, or a refusal'),
  wrapper: check('accuracy/addition', 'error', 25, 'a fence, quotes, JSON or tags around the translation'),
  glossary: check(
    'terminology/inconsistent-with-terminology-resource',
    'error',
    5,
    'a term of the glossary that is not used',
  ),
  'do-not-translate': check(
    'accuracy/do-not-translate',
    'error',
    25,
    'a name that must stay as it is and does not',
  ),
  // Characters
  mojibake: check(
    'linguistic/character-encoding',
    'error',
    25,
    'characters of a text that was read in the wrong encoding',
  ),
  control: check(
    'linguistic/character-encoding',
    'error',
    25,
    'control characters, halves of characters, private or unassigned ones',
  ),
  invisible: check(
    'linguistic/character-encoding',
    'error',
    25,
    'an invisible character that the script does not need',
  ),
  bidi: check(
    'linguistic/character-encoding',
    'error',
    40,
    'a direction control that reorders text or has no other half',
  ),
  'mixed-script': check('linguistic/spelling', 'error', 25, 'a word with look-alike letters of two scripts'),
  // Edges
  'edge-space': check(
    'linguistic/textual-conventions',
    'warning',
    1,
    'white space at the beginning or end that the source does not have, or lacks',
  ),
  apostrophe: check(
    'linguistic/punctuation',
    'warning',
    1,
    'an apostrophe that vanishes, or quotes in other readers of the syntax',
  ),
  punctuation: check('linguistic/punctuation', 'warning', 1, 'another kind of mark at the end'),
  lines: check('design/layout', 'warning', 1, 'another number of lines'),
  'slack-limit': check(
    'design/truncation-text-expansion',
    'error',
    25,
    'a text that is longer than its place in Slack with the longest values',
  ),
} as const satisfies Readonly<Record<string, GateCheck>>);

/** A code of `GATE_CHECKS`. */
export type CheckCode = keyof typeof GATE_CHECKS;
