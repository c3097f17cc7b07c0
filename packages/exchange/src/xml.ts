/** Characters that XML 1.0 has no way to write. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
export const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** A text as it may stand between tags. Line ends stay; a carriage return would be read as one. */
export const xmlText = (text: string): string => text.replace(/[&<>\r]/g, (sign) => String(ENTITIES[sign]));

/** A text as it may stand in an attribute, line ends and all. What cannot be written is left out. */
export const xmlAttribute = (text: string): string =>
  text.replace(UNWRITABLE, '').replace(/[&<>"\r\n\t]/g, (sign) => String(ENTITIES[sign]));

/** Something that is told to people: what cannot be written is left out. */
export const xmlNote = (text: string): string => xmlText(text.replace(UNWRITABLE, '').toWellFormed());
