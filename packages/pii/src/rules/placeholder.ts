/** Words that stand where a secret would. */
const WORDS = new Set(
  `null nil none undefined true false empty missing required optional invalid valid expired wrong incorrect unknown changed
   change changeme reset rotated rotate revoked redacted removed hidden masked filtered secret password passwd pass token
   example yes no ok failed failure error unset set not is was has must should cannot and or the`.split(
    /\s+/,
  ),
);

/** `$PASSWORD`, `${PASSWORD}`, `<password>`, `[redacted]`, `{{ password }}`, `%s`, `#{password}` */
const TEMPLATE = /^(?:\$\{?[A-Za-z_]|<|\[|\{|\(|%[sdv({]|#\{)/;
/** `***`, `xxxx`, and `ab***` of a value that is masked already. */
const MASKED = /^(.)\1*$|\*{3}|•{3}|\.{3}$|…$/u;

/** Whether a text stands in for a value. */
export const isPlaceholder = (value: string): boolean =>
  value === '' || TEMPLATE.test(value) || MASKED.test(value) || WORDS.has(value.toLowerCase());
