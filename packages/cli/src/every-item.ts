/** One page of a list; `cursor` says that there are more. */
interface PageOf<Item> {
  readonly items: readonly Item[];
  readonly cursor?: string | undefined;
}

/** All items of a list that is read page by page. @param read - takes the page's options besides its own */
export async function* everyItem<Item>(
  read: (from: { readonly cursor?: string }) => Promise<PageOf<Item>>,
): AsyncGenerator<Item> {
  let from: { readonly cursor?: string } | undefined = {};
  while (from !== undefined) {
    const { items, cursor }: PageOf<Item> = await read(from);
    yield* items;
    from = cursor === undefined ? undefined : { cursor };
  }
}
