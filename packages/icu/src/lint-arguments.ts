import { contractOf } from './contract.ts';
import type { MessageForm } from './form.ts';
import type { IcuPattern, Stretch } from './icu-tree.ts';
import type { LintReport } from './lint-report.ts';

/** The places of each argument in a source, in order. */
export type ArgumentPlaces = ReadonlyMap<string, readonly Stretch[]>;

/** Orders named stretches by their names. */
export function placesByName(uses: readonly (Stretch & { readonly name: string })[]): ArgumentPlaces {
  const places = new Map<string, Stretch[]>();
  for (const { name, start, end } of uses) {
    const known = places.get(name);
    if (known) known.push({ start, end });
    else places.set(name, [{ start, end }]);
  }
  return places;
}

/** The arguments of a tree where they stand. */
export function icuArguments(pattern: IcuPattern): readonly (Stretch & { readonly name: string })[] {
  return pattern.parts.flatMap((part) => {
    if (part.kind === 'choice') return [part, ...part.branches.flatMap(({ body }) => icuArguments(body))];
    return part.kind === 'value' ? [part] : [];
  });
}

/** Looks at the names and types of a message's arguments. */
export function lintArguments(form: MessageForm, places: ArgumentPlaces, report: LintReport): void {
  for (const { code, argument, types } of contractOf([form]).conflicts) {
    const uses = places.get(argument) ?? [];
    const { start, end } = (code === 'argument-conflict' ? uses.at(-1) : uses[0]) ?? { start: 0, end: 0 };
    if (code === 'argument-conflict') {
      const kinds = types.filter((type) => type !== 'text').join(' and as ');
      const message = `The argument "${argument}" is used as ${kinds}; one value cannot be both.`;
      report.add(code, start, end, message, { argument });
    } else if (/^\d+$/.test(argument)) {
      const message = `"${argument}" says nothing to translators and cannot be an argument of a fixture; give it a name.`;
      report.add('argument-positional', start, end, message, { argument });
    } else {
      const message = `A fixture cannot have the argument name "${argument}"; take letters, digits and "_", a letter first.`;
      report.add('argument-name', start, end, message, { argument });
    }
  }
}
