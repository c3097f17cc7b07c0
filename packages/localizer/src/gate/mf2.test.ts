import { describe, expect, it } from 'vitest';
import { checkTranslation } from './check-translation.ts';

const codes = (source: string, target: string, targetLocale = 'es') =>
  checkTranslation({ source, target, sourceLocale: 'en', targetLocale, syntax: 'mf2' }).flatMap(
    ({ code, severity }) => (severity === 'error' ? [code] : []),
  );

const MATCH = '.input {$n :number}\n.match $n\none {{{$n} stream failed}}\n* {{{$n} streams failed}}';

describe('checkTranslation with MessageFormat 2', () => {
  it('lets a good translation pass', () => {
    expect(codes('Disk full on {$host}', 'Disco lleno en {$host}')).toEqual([]);
    expect(
      codes(MATCH, '.input {$n :number}\n.match $n\none {{Falló {$n} flujo}}\n* {{Fallaron {$n} flujos}}'),
    ).toEqual([]);
    expect(codes('Act {#b}now{/b}, {$who}{#br /}', 'Actúa {#b}ya{/b}, {$who}{#br /}')).toEqual([]);
    expect(codes('Since {$at :date style=short}', 'Desde {$at :date style=short}')).toEqual([]);
  });

  it('reads through local variables', () => {
    const source = '.local $shown = {$n :number minimumFractionDigits=1}\n{{Load is {$shown}}}';
    expect(
      codes(source, '.local $valor = {$n :number minimumFractionDigits=1}\n{{La carga es {$valor}}}'),
    ).toEqual([]);
    expect(
      codes(source, '.local $valor = {$m :number minimumFractionDigits=1}\n{{La carga es {$valor}}}'),
    ).toContain('argument-added');
  });

  it('finds arguments, categories and keys', () => {
    expect(codes('Disk full on {$host}', 'Disco lleno')).toEqual(['argument-missing']);
    expect(codes('Disk full on {$host}', 'Disco lleno en {$servidor}')).toContain('argument-added');
    expect(codes(MATCH, '.input {$n :number}\n.match $n\n* {{Fallaron {$n} flujos}}')).toEqual([
      'category-missing',
    ]);
    expect(
      codes(
        '.input {$who :string}\n.match $who\nteam {{The team}}\n* {{Someone}}',
        '.input {$who :string}\n.match $who\nequipo {{El equipo}}\n* {{Alguien}}',
      ),
    ).toEqual(['select-keys']);
  });

  it('finds markup and calls that are gone or came', () => {
    expect(codes('Act {#b}now{/b}', 'Actúa ya')).toEqual(['tag-missing']);
    expect(codes('Act now', 'Actúa {#b}ya{/b}')).toEqual(['tag-added']);
    expect(codes('Act now', '{|here| :mention} Actúa ya')).toContain('argument-added');
    expect(codes('Act now', 'Actúa {|ya|}')).toEqual([]);
  });

  it('tells of what does not parse', () => {
    expect(codes('Disk full on {$host}', 'Disco lleno en {$host')).toEqual(['syntax']);
  });
});
