import type { MessageSyntax } from '@localert/core';

/** What is known of one argument, as ARB has it. */
export interface CatalogPlaceholder {
  /** In the words of the catalogue's own tools, for example `String`, `num` or `DateTime`. */
  readonly type?: string;
  readonly description?: string;
  readonly example?: string;
}

/** One message, with what translators are told about it. */
export interface CatalogMessage {
  /** In the catalogue's syntax. */
  readonly source: string;
  readonly description?: string;
  readonly placeholders?: Readonly<Record<string, CatalogPlaceholder>>;
}

/** The messages of one locale by id, whatever file they come from or go to. */
export interface Catalog {
  /** BCP 47. */
  readonly locale?: string;
  readonly syntax: MessageSyntax;
  readonly messages: Readonly<Record<string, CatalogMessage>>;
}

/** One entry that could not be taken as it is. All others are taken. */
export interface CatalogProblem {
  /**
   * `entry`: not of the format's shape · `message`: no message of its syntax, or not a supported one · `size`: too long,
   * too deep · `conversion`: the other notation has no words for it · `difference`: taken, and may show otherwise ·
   * `key`: the key cannot stand there · `nesting`: it refers to another message · `metadata`: taken, without what is
   * said about it.
   */
  readonly code: 'entry' | 'message' | 'size' | 'conversion' | 'difference' | 'key' | 'nesting' | 'metadata';
  /** The entry's key; of nested documents the path. */
  readonly key: string;
  /** What is wrong and what to do, without texts. */
  readonly message: string;
}

/** What reading a document gives. */
export interface CatalogReading {
  readonly catalog: Catalog;
  readonly problems: readonly CatalogProblem[];
}

/** What writing a catalogue gives: plain data for `JSON.stringify`. */
export interface CatalogWriting<Json> {
  readonly json: Json;
  readonly problems: readonly CatalogProblem[];
}

/** What all readers and writers take. */
export interface CatalogOptions {
  /** BCP 47. Default: what the document says, or none. */
  readonly locale?: string;
  /** Names of custom functions that the messages may use. */
  readonly functions?: readonly string[];
}
