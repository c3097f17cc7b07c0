import { defineError } from '@localert/core';

/** Something that is handed in is no file of its format at all: nothing of it was taken from here on. */
export const ExchangeUnreadableError = defineError<
  'LOCALERT_EXCHANGE_UNREADABLE',
  { format: string; reason: string; line?: number }
>('LOCALERT_EXCHANGE_UNREADABLE', {
  message: ({ format, reason, line }) =>
    `This cannot be read as ${format}${line === undefined ? '' : ` (line ${line})`}: ${reason}.`,
});

/** A file was written by a newer version. Nothing of it was taken. */
export const ExchangeNewerError = defineError<
  'LOCALERT_EXCHANGE_NEWER',
  { format: string; found: number; known: number }
>('LOCALERT_EXCHANGE_NEWER', {
  message: ({ format, found, known }) =>
    `The file has version ${found} of ${format}, this program knows up to ${known}; update @localert packages.`,
});

/** A checkpoint is of another file or piece of work, or is none. */
export const CheckpointMismatchError = defineError<'LOCALERT_CHECKPOINT_MISMATCH', { reason: string }>(
  'LOCALERT_CHECKPOINT_MISMATCH',
  { message: ({ reason }) => `The checkpoint does not fit: ${reason}. Begin again without one.` },
);

/** An import was told to stop at the first problem, and met one. What came before it stays. */
export const ImportStoppedError = defineError<'LOCALERT_IMPORT_STOPPED', { line: number; problem: string }>(
  'LOCALERT_IMPORT_STOPPED',
  {
    message: ({ line, problem }) =>
      `The import stopped at line ${line} (${problem}); mend the line and go on from the last checkpoint, or begin again.`,
  },
);

/** A move between stores that cannot be done so. */
export const MoveRefusedError = defineError<'LOCALERT_MOVE_REFUSED', { reason: string }>(
  'LOCALERT_MOVE_REFUSED',
  { message: ({ reason }) => `The move cannot be done: ${reason}.` },
);
