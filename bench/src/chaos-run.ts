import { setTimeout as pause } from 'node:timers/promises';
import type { Hand } from './chaos-hand.ts';
import type { Ledger } from './chaos-ledger.ts';

/** How a run is made. */
export interface ChaosOptions {
  /** An empty folder. */
  readonly folder: string;
  readonly kills: number;
  readonly seed: number;
  /** Is told after every check. */
  readonly onProgress: (kills: number, ledger: Ledger) => void;
}

/** What a run came to. */
export interface ChaosResult {
  readonly kills: number;
  readonly ledger: Ledger;
  /** What was lost, doubled or torn; empty when all is well. */
  readonly faults: readonly string[];
}

/** The tenants that the writers write for. */
export const CHAOS_TENANTS = ['acme', 'beta', 'gamma'] as const;

/** Longest time that a writer is given, in milliseconds. */
export const LONGEST_MS = 800;

/** Rows are made anew after so many kills, and at the end. */
export const REBUILD_EVERY = 20;

/** Waits until a writer works, and then a moment of any length, so that the kill falls anywhere. */
export async function strike(hand: Hand, afterMs: number): Promise<void> {
  await hand.ready;
  await pause(afterMs);
  hand.kill();
}
