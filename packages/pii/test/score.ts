import type { PiiFinding } from '@localert/core';
import type { Labelled } from './labelled.ts';

/** How well a detector does on labelled texts. */
export interface Score {
  /** By slot: how many there are, how many are covered whole. */
  readonly recall: ReadonlyMap<string, { readonly all: number; readonly found: number }>;
  readonly items: number;
  readonly found: number;
  /** Texts without items. */
  readonly clean: number;
  /** Of these, texts with a finding. */
  readonly alarmed: number;
  /** Findings that touch no item, in any text, by kind. */
  readonly wrong: ReadonlyMap<string, number>;
  readonly missed: readonly string[];
  readonly alarms: readonly string[];
}

type Detect = (text: string) => readonly PiiFinding[];

/** An item is found when findings cover all of it; a finding is wrong when it touches no item. */
export function score(detect: Detect, positive: readonly Labelled[], negative: readonly Labelled[]): Score {
  const recall = new Map<string, { all: number; found: number }>();
  const wrong = new Map<string, number>();
  const missed: string[] = [];
  const alarms: string[] = [];
  let alarmed = 0;
  for (const { text, items } of [...positive, ...negative]) {
    const findings = detect(text);
    for (const { slot, start, end } of items) {
      const row = recall.get(slot) ?? { all: 0, found: 0 };
      recall.set(slot, row);
      row.all += 1;
      if (findings.some((finding) => finding.start <= start && finding.end >= end)) row.found += 1;
      else missed.push(`${slot}: ${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`);
    }
    const stray = findings.filter(
      (finding) => !items.some(({ start, end }) => finding.start < end && finding.end > start),
    );
    for (const { kind, start, end } of stray) {
      wrong.set(kind, (wrong.get(kind) ?? 0) + 1);
      alarms.push(`${kind}: ${text.slice(0, start)}⟦${text.slice(start, end)}⟧${text.slice(end)}`);
    }
    if (items.length === 0 && findings.length > 0) alarmed += 1;
  }
  const rows = [...recall.values()];
  return {
    recall,
    items: rows.reduce((sum, { all }) => sum + all, 0),
    found: rows.reduce((sum, { found }) => sum + found, 0),
    clean: negative.length,
    alarmed,
    wrong,
    missed,
    alarms,
  };
}
