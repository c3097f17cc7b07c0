import type { GateRow } from './gate-rows.ts';
import { de } from './gate-texts/de.ts';
import { en } from './gate-texts/en.ts';
import { es } from './gate-texts/es.ts';
import { fr } from './gate-texts/fr.ts';
import { it } from './gate-texts/it.ts';
import { ja } from './gate-texts/ja.ts';
import { ptBr } from './gate-texts/pt-br.ts';
import { ru } from './gate-texts/ru.ts';
import { zhHans } from './gate-texts/zh-hans.ts';

const LANGUAGES: Readonly<Record<string, readonly string[]>> = {
  de,
  es,
  fr,
  it,
  ja,
  'pt-BR': ptBr,
  ru,
  'zh-Hans': zhHans,
};

/** The project's own translations of its own alerts. */
export const madeRows = (): readonly GateRow[] =>
  Object.entries(LANGUAGES).flatMap(([locale, texts]) =>
    en.map((source, index) => ({
      source,
      target: texts[index] ?? '',
      locale,
      key: `alert-${index}`,
      repo: 'made',
    })),
  );
