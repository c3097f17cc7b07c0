import * as z from 'zod';
import { fieldNameSchema } from './field-name.ts';
import { messagesSchema, provenanceSchema } from './messages.ts';

/** Most findings that a draft keeps. */
const MAX_FINDINGS = 200;

/** One thing that the quality gate found in a draft. */
export const draftFindingSchema = z.strictObject({
  field: fieldNameSchema,
  severity: z.enum(['error', 'warning']),
  /** Stable, kebab-case. */
  code: z.string().max(80),
  /** What is wrong and what to do. Quotes names and syntax, never texts. */
  message: z.string().max(500),
});

const proposal = {
  messages: messagesSchema,
  provenance: provenanceSchema,
  findings: z.array(draftFindingSchema).max(MAX_FINDINGS).default([]),
  /** Fields whose text is still the source's. */
  untranslated: z.array(fieldNameSchema).max(40).default([]),
};

/** What is proposed: texts of a fixture in a locale, with where they come from. */
export const draftInputSchema = z.strictObject(proposal);

/** Texts of a fixture in a locale that wait for somebody who approves or rejects them. */
export const draftSchema = z.strictObject({
  ...proposal,
  /** `rejected`: it stays, so that nobody makes the same draft again. */
  state: z.enum(['proposed', 'rejected']),
  proposedBy: z.string().max(200),
  /** Epoch milliseconds. */
  proposedAt: z.number(),
  /** Why it was rejected. */
  reason: z.string().max(1000).optional(),
  decidedBy: z.string().max(200).optional(),
  /** Epoch milliseconds. */
  decidedAt: z.number().optional(),
});

/** What is proposed: texts of a fixture in a locale, with where they come from. */
export type DraftInput = z.input<typeof draftInputSchema>;

/** Texts of a fixture in a locale that wait for somebody who approves or rejects them. */
export type Draft = z.output<typeof draftSchema>;
