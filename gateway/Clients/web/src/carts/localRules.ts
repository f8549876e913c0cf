import type { CartView, CartViewLine } from './cartView.js';
import type { CartOperation, LineReference, ShoppingCart } from './contract.js';

const mostUnits = 2 ** 31 - 1;

/**
 * Begins the local view: the server's cart with pending edits on top, by three rules. An addition adds, a set replaces, a removal removes. What other devices did
 * meanwhile is not guessed: the server merges, and its answer replaces the guess.
 * @param pending Edits of this cart without an answer, in order.
 * @param moving Edits that were made for an earlier cart: of them only additions follow.
 */
export function begin(cartId: string, server: ShoppingCart | undefined, pending: readonly CartOperation[], moving: readonly CartOperation[]): Draft {
  const draft = new Draft(cartId, server, moving.length);
  moving.filter(operation => operation.add !== undefined).forEach(operation => draft.put(operation));
  pending.forEach(operation => draft.apply(operation));
  return draft;
}

const keyOf = (sku: string, options: Readonly<Record<string, string>> | undefined): string =>
  JSON.stringify([sku, ...Object.entries(options ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))]);

/** A view that goes on with further edits: one more costs the same whether ten wait or ten thousand. */
export class Draft {
  readonly #cartId: string;
  readonly #server: ShoppingCart | undefined;

  // By what they hold, in the order in which they came.
  readonly #lines = new Map<string, CartViewLine>();
  readonly #keys = new Map<string, string>();
  #codes: readonly string[];
  #giftNote: string;
  #waiting: number;

  /** @param waiting Edits that wait, and are not applied here. */
  constructor(cartId: string, server: ShoppingCart | undefined, waiting: number) {
    [this.#cartId, this.#server, this.#waiting] = [cartId, server, waiting];
    for (const line of server?.lines ?? []) {
      const [lineId, sku, options] = [line.lineId ?? '', line.sku ?? '', line.options ?? {}];
      const key = keyOf(sku, options);
      this.#keys.set(lineId, key);
      this.#lines.set(key, {
        lineId, sku, options, quantity: line.quantity ?? 0, isSaved: line.saved ?? false, fulfilment: line.fulfilment, server: line, isPending: false, reference: { lineId },
      });
    }

    this.#codes = (server?.codes ?? []).map(code => code.code ?? '');
    this.#giftNote = server?.giftNote ?? '';
  }

  /** What it shows now. Further edits leave it as it is. */
  view(): CartView {
    return {
      cartId: this.#cartId,
      server: this.#server,
      lines: [...this.#lines.values()],
      codes: this.#codes,
      giftNote: this.#giftNote,
      pending: this.#waiting,
      totals: this.#server?.totals,
      areTotalsStale: this.#waiting > 0 || this.#server === undefined,
    };
  }

  /** One more edit that waits. */
  apply(operation: CartOperation): void {
    this.#waiting++;
    this.put(operation);
  }

  /** What an edit does. */
  put(operation: CartOperation): void {
    if (operation.add) {
      this.#add(operation.add);
    } else if (operation.setQuantity) {
      this.#change(operation.setQuantity.line, { quantity: operation.setQuantity.quantity ?? 0 });
    } else if (operation.removeLine) {
      this.#lines.delete(this.#find(operation.removeLine.line));
    } else if (operation.moveToSaved) {
      this.#change(operation.moveToSaved.line, { isSaved: true });
    } else if (operation.moveToCart) {
      this.#change(operation.moveToCart.line, { isSaved: false });
    } else if (operation.setFulfilment) {
      this.#change(operation.setFulfilment.line, { fulfilment: operation.setFulfilment.fulfilment });
    } else {
      this.#putOnWhole(operation);
    }
  }

  // An empty edit uses a number up and changes nothing.
  #putOnWhole(operation: CartOperation): void {
    if (operation.applyCode) {
      const code = (operation.applyCode.code ?? '').toUpperCase();
      this.#codes = [...this.#codes.filter(known => known.toUpperCase() !== code), code];
    } else if (operation.removeCode) {
      const code = (operation.removeCode.code ?? '').toUpperCase();
      this.#codes = this.#codes.filter(known => known.toUpperCase() !== code);
    } else if (operation.setGiftNote) {
      this.#giftNote = operation.setGiftNote.text ?? '';
    } else if (operation.clear) {
      [...this.#lines].filter(([, line]) => !line.isSaved).forEach(([key]) => this.#lines.delete(key));
      [this.#codes, this.#giftNote] = [[], ''];
    }
  }

  #add(add: NonNullable<CartOperation['add']>): void {
    const [sku, options] = [add.sku ?? '', add.options ?? {}];
    const key = keyOf(sku, options);
    const line = this.#lines.get(key) ??
      { lineId: '', sku, options, quantity: 0, isSaved: false, fulfilment: add.fulfilment, server: undefined, isPending: true, reference: { sku, options } };
    this.#lines.set(key, { ...line, quantity: Math.min(line.quantity + (add.quantity ?? 0), mostUnits), isSaved: false, isPending: true });
  }

  #change(reference: LineReference | undefined, change: Partial<CartViewLine>): void {
    const key = this.#find(reference);
    const line = this.#lines.get(key);
    if (line) {
      this.#lines.set(key, { ...line, ...change, isPending: true });
    }
  }

  #find(reference: LineReference | undefined): string {
    return reference?.lineId ? (this.#keys.get(reference.lineId) ?? '') : keyOf(reference?.sku ?? '', reference?.options);
  }
}
