import { visible } from '@localert/core';

/** Longest text on one line of a list. */
const MAX_SHOWN = 2_000;

/** A foreign text for a terminal: on one line, and nothing in it steers the terminal. */
export const shown = (text: string, max = MAX_SHOWN): string => visible(text, max);
