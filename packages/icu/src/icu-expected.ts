/** What the parser wanted at a syntax error's place, by its kind of error, in words for authors. */
const EXPECTED: ReadonlyMap<string, string> = new Map([
  ['EXPECT_ARGUMENT_CLOSING_BRACE', 'a closing "}" for the "{" that opens here'],
  ['EMPTY_ARGUMENT', 'an argument name inside "{}"'],
  ['MALFORMED_ARGUMENT', 'an argument name, then "}" or ","; quote a literal brace as \'{\''],
  [
    'EXPECT_ARGUMENT_TYPE',
    'number, date, time, plural, select, selectordinal or a function that is registered after the comma',
  ],
  [
    'INVALID_ARGUMENT_TYPE',
    'number, date, time, plural, select, selectordinal or a function that is registered',
  ],
  ['EXPECT_ARGUMENT_STYLE', 'a style after the comma'],
  ['EXPECT_NUMBER_SKELETON', 'a number skeleton after "::"'],
  ['INVALID_NUMBER_SKELETON', 'a number skeleton such as ::percent or ::currency/EUR'],
  ['EXPECT_DATE_TIME_SKELETON', 'a date skeleton such as ::yMMMd after "::"'],
  ['INVALID_DATE_TIME_SKELETON', 'a date skeleton such as ::yMMMd'],
  ['UNCLOSED_QUOTE_IN_ARGUMENT_STYLE', 'a closing apostrophe in the style'],
  ['EXPECT_SELECT_ARGUMENT_OPTIONS', 'a comma and branches such as "other {…}"'],
  ['EXPECT_PLURAL_ARGUMENT_OFFSET_VALUE', 'a whole number after "offset:"'],
  ['INVALID_PLURAL_ARGUMENT_OFFSET_VALUE', 'a whole number of at most 15 digits after "offset:"'],
  ['EXPECT_SELECT_ARGUMENT_SELECTOR', 'a branch such as "other {…}"'],
  ['EXPECT_PLURAL_ARGUMENT_SELECTOR', 'a branch such as "other {…}" or "=1 {…}"'],
  ['EXPECT_SELECT_ARGUMENT_SELECTOR_FRAGMENT', "the branch's text in braces"],
  ['EXPECT_PLURAL_ARGUMENT_SELECTOR_FRAGMENT', "the branch's text in braces"],
  ['INVALID_PLURAL_ARGUMENT_SELECTOR', 'a whole number of at most 15 digits after "="'],
  ['INVALID_TAG', "a tag such as <b>, </b> or <b/>, without attributes; quote a literal < as '<'"],
  ['INVALID_TAG_NAME', 'a name for the tag'],
  ['UNMATCHED_CLOSING_TAG', 'a closing tag for the tag that was opened last'],
  ['UNCLOSED_TAG', 'a closing tag for the tag that opens here'],
  ['MISSING_OTHER_CLAUSE', 'a branch "other {…}" before this place'],
  ['DUPLICATE_PLURAL_ARGUMENT_SELECTOR', 'each branch once'],
  ['DUPLICATE_SELECT_ARGUMENT_SELECTOR', 'each branch once'],
]);

/** What was expected where the parser failed with this kind of error. */
export function expectedOf(kind: string): string {
  return EXPECTED.get(kind) ?? 'well-formed MessageFormat';
}
