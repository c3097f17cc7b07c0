/**
 * Whether every database can keep an id as text, apart from every other: NUL and lone halves of surrogate pairs survive
 * in some only, and two different ids would become one.
 */
export const isStorable = (id: string): boolean => !id.includes('\0') && !/\p{Surrogate}/u.test(id);
