/** Ids of Slack are a letter for their kind and capital letters and digits; real ones have 9 to 13 characters. */
const ID = /^[A-Z][A-Z0-9]{1,31}$/;

/** The letter of an id, `undefined` when it is none. */
export const idKind = (value: string): string | undefined => (ID.test(value) ? value[0] : undefined);
