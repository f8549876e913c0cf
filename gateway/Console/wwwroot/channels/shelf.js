// @ts-check
/**
 * What a device knows of the shop's goods: it finds them by name or by a scan, and off line among what it has seen.
 *
 * @typedef {import('/client/index.js').OmnichannelClient} OmnichannelClient
 * @typedef {import('/client/index.js').components['schemas']['omnichannel.cart.v1.ListedItem']} ListedItem
 * @typedef {import('./seat.js').Remembered} Remembered
 */

const mostResults = 8;
const mostKept = 200;
const fewestDigits = 8;

/** @param {string} text */
export const isScan = text => (/^[\d\s-]+$/.test(text) && text.replace(/\D/g, '').length >= fewestDigits) || /^(\(\d{2}|\]|https?:\/\/)/.test(text);

/** @param {string} text */
const folded = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

/**
 * Whether an item has all words at the beginning of words of its title, as the platform finds it.
 * @param {ListedItem} listed
 * @param {string} text
 */
export function matches(listed, text) {
  const titles = Object.values(listed.item?.title?.texts ?? {}).map(folded);
  return folded(text).split(/\s+/).filter(word => word !== '').every(word => titles.some(title => title.split(/[\s,.;:()/-]+/).some(part => part.startsWith(word))));
}

export class Shelf {
  #client;
  #market;
  #remembered;
  /** @type {Map<string, ListedItem>} */
  #seen = new Map();

  /**
   * @param {OmnichannelClient} client
   * @param {string} market
   * @param {Remembered} remembered
   */
  constructor(client, market, remembered) {
    this.#client = client;
    this.#market = market;
    this.#remembered = remembered;
    for (const listed of /** @type {ListedItem[]} */ (remembered.get() ?? [])) {
      this.#seen.set(listed.item?.sku ?? '', listed);
    }
  }

  /** @param {string} sku */
  get(sku) {
    return this.#seen.get(sku);
  }

  /**
   * Items by the words of their titles; the first ones of the shop for no words.
   * @param {string} text
   * @param {AbortSignal} [signal]
   * @returns {Promise<ListedItem[]>}
   */
  async search(text, signal) {
    if (isScan(text)) {
      return [await this.scan(text, signal)];
    }

    const query = { market: this.#market };
    const answer = await this.#client.get('/v1/markets/{market}/items', {
      path: query, query: { words: text, pageSize: mostResults }, deadlineMs: 5000, ...(signal ? { signal } : {}),
    });
    return this.#see(answer.items ?? []);
  }

  /**
   * The item that a code names.
   * @param {string} text What the scanner gave, or what a person typed.
   * @param {AbortSignal} [signal]
   * @returns {Promise<ListedItem>}
   */
  async scan(text, signal) {
    const { item, price } = await this.#client.get('/v1/items:lookup', { query: { scan: text.trim(), market: this.#market }, deadlineMs: 5000, ...(signal ? { signal } : {}) });
    const listed = /** @type {ListedItem} */ ({ item, ...(price ? { price } : {}) });
    this.#see([listed]);
    return listed;
  }

  /**
   * The same among what was seen before.
   * @param {string} text
   * @returns {ListedItem[]}
   */
  searchSeen(text) {
    const digits = text.replace(/\D/g, '').padStart(14, '0');
    return [...this.#seen.values()]
      .filter(listed => (isScan(text) ? (listed.item?.gtins ?? []).some(gtin => gtin.padStart(14, '0') === digits) : matches(listed, text)))
      .slice(0, mostResults);
  }

  /** @param {ListedItem[]} items */
  #see(items) {
    const known = this.#seen.size;
    for (const listed of items) {
      this.#seen.delete(listed.item?.sku ?? '');
      this.#seen.set(listed.item?.sku ?? '', listed);
    }

    for (const sku of [...this.#seen.keys()].slice(0, Math.max(0, this.#seen.size - mostKept))) {
      this.#seen.delete(sku);
    }

    if (items.length > 0 || this.#seen.size !== known) {
      this.#remembered.set([...this.#seen.values()]);
    }

    return items;
  }
}
