import { expect, it } from 'vitest';
import { wrongIn } from '../../test/mark.ts';

it('finds numbers that the SSA gives', () => {
  const rows = [
    'SSN ⟦us-ssn|53¦6-90-4399⟧ in a note',
    '⟦us-ssn|001-01-0001⟧',
    '⟦us-ssn|899-99-9999⟧.',
    '(⟦us-ssn|665-12-3456⟧)',
    'ssn=⟦us-ssn|536904399⟧',
    'social security number ⟦us-ssn|536 90 4399⟧',
  ];
  expect(wrongIn(rows)).toEqual([]);
});

it('lets numbers be that the SSA does not give, or that are printed on samples', () => {
  const rows = [
    'SSN 000-12-3456',
    'SSN 666-12-3456',
    'SSN 900-12-3456',
    'SSN 123-00-4567',
    'SSN 123-45-0000',
    'SSN 078-05-1120',
    'SSN 219-09-9999',
  ];
  expect(wrongIn(rows)).toEqual([]);
});

it('lets other numbers be', () => {
  const rows = [
    'part 536-90-43991',
    'part 536-90-4399-1',
    'part 1-536-90-4399',
    'part 1.536-90-4399',
    'part 536-90-4399.5',
    'part 536-90 4399',
    'part 536-9-04399',
    'part 53-690-4399',
    'part 536-90-439x',
    'part 536-90-4399x',
    'batch 536904399',
    'rows 536 90 4399',
    'ssn 1 536 90 4399',
    'ssn 536 90 4399 1',
    'ssn 53690439',
    'ssn 53690439x',
  ];
  expect(wrongIn(rows)).toEqual([]);
});
