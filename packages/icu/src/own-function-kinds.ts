/** Argument types by the names of Localert's own functions, the same in both syntaxes. */
export interface OwnFunctionKinds {
  duration: 'number';
  bytes: 'number';
  relativeTime: 'date';
  slackDate: 'date';
  list: 'list';
  // Those that take a word or an id take a string, as `select` does.
  urgencyEmoji: 'select';
  statusColor: 'select';
  mention: 'select';
  channel: 'select';
  link: 'select';
}
