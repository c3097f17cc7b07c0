// The table belongs to the functions of `@localert/icu`; layouts use the same.
export { SEVERITY_STYLES, type SeverityStyle } from '@localert/icu';
