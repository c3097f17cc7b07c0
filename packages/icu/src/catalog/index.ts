export { type ArbAttributes, type ArbJson, readArb, writeArb } from './arb.ts';
export type { ArbFormat } from './arb-format.ts';
export type { ArbPlaceholder } from './arb-message.ts';
export type {
  Catalog,
  CatalogMessage,
  CatalogOptions,
  CatalogPlaceholder,
  CatalogProblem,
  CatalogReading,
  CatalogWriting,
} from './catalog.ts';
export type { ConversionDifference } from './conversion.ts';
export { type ConvertedMessage, convertMessage } from './convert.ts';
export { CatalogUnreadableError, MessageNotConvertibleError, type MessageTarget } from './errors.ts';
export {
  type CataloguedFixture,
  catalogOf,
  type FixtureCatalogOptions,
  type FixtureKeys,
  type FixtureMessages,
  fixtureMessages,
} from './fixtures.ts';
export {
  type FormatJsDescriptor,
  type FormatJsJson,
  type FormatJsOptions,
  readFormatJs,
  writeFormatJs,
} from './formatjs.ts';
export type { I18nextJson } from './i18next-keys.ts';
export type { I18nextOptions } from './i18next-options.ts';
export { type Mf2Json, type Mf2JsonOptions, readMf2Json, writeMf2Json } from './mf2-json.ts';
export { printIcu } from './print-icu.ts';
export { printMf2 } from './print-mf2.ts';
export { readI18next } from './read-i18next.ts';
export { writeI18next } from './write-i18next.ts';
