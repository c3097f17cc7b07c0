export { IntlMessageError } from './errors.ts';
export { fromIntl } from './from-intl.ts';
export { type IntlMessages, toIntl } from './to-intl.ts';
