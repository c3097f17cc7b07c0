import { defineFunction, markup } from '@localert/icu';

/** `{id, ticket}`: a link to the tracker. Only functions in code can make markup; what values say is always escaped. */
export const ticket = defineFunction({
  takes: 'text',
  sample: 'OPS-7',
  format: (id) => (/^[A-Z]+-\d+$/.test(id) ? markup(`<https://tracker.example/${id}|${id}>`, id) : id),
});
