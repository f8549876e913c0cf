import type { CartLine, Fulfilment, LineReference, ShoppingCart, Totals } from './contract.js';

/** The cart as this device shows it: what the server last said, with the edits that it has not answered yet. It never changes; ask for the next one. */
export interface CartView {
  /** Empty while the device has not been told which cart it has. */
  readonly cartId: string;
  /** The server's cart below it; undefined before the first answer. Not to be changed. */
  readonly server: ShoppingCart | undefined;
  /** Lines, saved ones among them. */
  readonly lines: readonly CartViewLine[];
  /** Coupon codes, in upper case. */
  readonly codes: readonly string[];
  /** Empty for none. */
  readonly giftNote: string;
  /** Edits that the server has not answered. */
  readonly pending: number;
  /** The server's totals. They leave pending edits out: see {@link areTotalsStale}. */
  readonly totals: Totals | undefined;
  /** Whether the totals are not of these lines. */
  readonly areTotalsStale: boolean;
}

/** One line of the view. */
export interface CartViewLine {
  /** Empty while the server has not named it. */
  readonly lineId: string;
  readonly sku: string;
  /** Its variant. */
  readonly options: Readonly<Record<string, string>>;
  /** Of the item's measure. */
  readonly quantity: number;
  /** Put aside for later. */
  readonly isSaved: boolean;
  /** How it is obtained; undefined for shipping. */
  readonly fulfilment: Fulfilment | undefined;
  /** The line as the server prices it; undefined when only this device knows it. */
  readonly server: CartLine | undefined;
  /** An edit of it is not answered yet. */
  readonly isPending: boolean;
  /** Names the line in an edit, also when the server has not named it yet. */
  readonly reference: LineReference;
}
