import { describe, expect, it } from 'vitest';
import type { TextUnit, UnitFault } from './text-unit.ts';
import { readXliff } from './xliff-read.ts';

async function unitsOf(file: string): Promise<readonly (TextUnit | UnitFault)[]> {
  const units: (TextUnit | UnitFault)[] = [];
  for await (const unit of readXliff(file)) units.push(unit);
  return units;
}

const two = (unit: string) =>
  `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en" trgLang="de"><file id="f">${unit}</file></xliff>`;
const one = (unit: string) =>
  `<xliff version="1.2"><file source-language="en" target-language="de"><body>${unit}</body></file></xliff>`;
const pieces = (units: readonly (TextUnit | UnitFault)[]) =>
  units.map((unit) => ('code' in unit ? unit.code : unit.pieces?.map(({ text }) => text).join('')));

describe('a unit of XLIFF', () => {
  it('may have characters that are none', async () => {
    for (const cp of ['<cp/>', '<cp hex="zz"/>', '<cp hex="-1"/>', '<cp hex="FFFFFFFF"/>']) {
      const segment = `<segment state="translated"><source>a</source><target>b${cp}</target></segment>`;
      expect(pieces(await unitsOf(two(`<unit id="a.b">${segment}</unit>`)))).toHaveLength(1);
    }
  });

  it('may refer to codes by their id, from both ends', async () => {
    const data =
      '<originalData><data id="d1">{x}</data><data id="d2">{y}</data><data id="e"/></originalData>';
    const source =
      '<source><sc id="1" dataRef="d1"/>a<ec startRef="1" dataRef="d2"/><ph id="5" dataRef="e"/></source>';
    const target = '<target><sc id="1" dataRef="d1"/>b<ec startRef="1" dataRef="d2"/><sc/></target>';
    const unit = (end: string) =>
      two(`<unit id="a.b">${data}<segment state="translated">${source}${end}</segment></unit>`);
    expect(pieces(await unitsOf(unit(target)))).toEqual(['code-unknown']);
    expect(pieces(await unitsOf(unit(target.replace('<sc/>', '<ph id="5" dataRef="e"/>'))))).toEqual([
      '{x}b{y}',
    ]);
    const bare = '<target>b<pc id="1">c</pc></target>';
    expect(pieces(await unitsOf(unit(bare)))).toEqual(['code-unknown']);
  });

  it('of which only a part is translated is not taken: the text would lack its other half', async () => {
    const done = '<segment state="translated"><source>a</source><target>b</target></segment>';
    const open = '<segment state="translated"><source>c</source></segment>';
    const empty = '<segment state="translated"><source></source></segment>';
    const between = '<ignorable><source>, </source></ignorable>';
    const of = async (segments: string) => pieces(await unitsOf(two(`<unit id="a.b">${segments}</unit>`)));
    expect(await of(`${done}${open}`)).toEqual([]);
    expect(await of(`${done}${empty}`)).toEqual(['b']);
    expect(await of(`${done}${between}${done}`)).toEqual(['b, b']);
  });

  it('of version 1.2 may have codes with and without their content', async () => {
    const source = '<source>a<x id="1" equiv-text="{x}"/></source>';
    const unit = (target: string) =>
      one(`<trans-unit id="a.b">${source}<target>${target}</target><x id="out"/></trans-unit>`);
    expect(pieces(await unitsOf(unit('b<x id="1" equiv-text="{x}"/>')))).toEqual(['b{x}']);
    expect(pieces(await unitsOf(unit('b<x id="gone"/>')))).toEqual(['code-unknown']);
    expect(pieces(await unitsOf(unit('b<x ctype="x-localert-char"/>')))).toHaveLength(1);
  });

  it('outside of a file has no language', async () => {
    const unit = '<trans-unit id="a.b"><source>a</source><target>b</target></trans-unit>';
    await expect(unitsOf(`<xliff version="1.2">${unit}</xliff>`)).rejects.toMatchObject({
      code: 'LOCALERT_EXCHANGE_UNREADABLE',
    });
  });
});
