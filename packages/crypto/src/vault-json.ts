/** A JSON object of which nothing is known yet. */
export type Json = { readonly [key: string]: unknown };

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at a key; an empty one when there is none. */
export function objectAt(json: Json, key: string): Json {
  const value = json[key];
  return isJson(value) ? value : {};
}

/** The text at a key; an empty one when there is none. */
export function textAt(json: Json, key: string): string {
  const value = json[key];
  return typeof value === 'string' ? value : '';
}

/** The number at a key; 0 when there is none. */
export function numberAt(json: Json, key: string): number {
  const value = json[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
