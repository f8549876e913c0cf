import type { CartOperation, ShoppingCart } from './contract.js';
import type { CartView } from './cartView.js';
import { begin, type Draft } from './localRules.js';
import type { LogChange, LogContent, LoggedOperation, NumberedCart } from './operationLog.js';

/** Stands for the active cart while the device has not been told its id. */
const unknown = '';

/**
 * What a device knows of its carts: the edits that it keeps, how far it has counted, what the server last showed. A step is computed of it and changes nothing:
 * {@link apply} takes what the log has written, so nothing is ever true in memory that is not in the log.
 */
export class OperationBook {
  readonly name: string;
  #current: string;
  readonly #carts: Map<string, NumberedCart>;
  readonly #seen: Map<string, ShoppingCart>;
  readonly #operations = new Map<string, Map<number, LoggedOperation>>();

  constructor(content: LogContent) {
    this.name = content.name;
    this.#current = content.current;
    this.#carts = new Map(content.carts.map(cart => [cart.cartId, cart]));
    this.#seen = new Map(content.seen.map(cart => [cart.cartId ?? '', cart]));
    this.#put(content.operations);
  }

  /** The cart that new edits are for; empty while it is not known. */
  get current(): string {
    return this.#current;
  }

  /** The current cart as the server last showed it. */
  get server(): ShoppingCart | undefined {
    return this.seen(this.#current);
  }

  /** Carts that edits are kept of. */
  get cartIds(): readonly string[] {
    return [...this.#operations.keys()];
  }

  seen(cartId: string): ShoppingCart | undefined {
    return this.#seen.get(cartId);
  }

  cart(cartId: string): NumberedCart {
    return this.#carts.get(cartId) ?? { cartId, nextNumber: 1, sentThrough: 0 };
  }

  /** The edits of a cart, by ascending number. */
  of(cartId: string): readonly LoggedOperation[] {
    return [...(this.#operations.get(cartId)?.values() ?? [])].sort((one, other) => one.number - other.number);
  }

  find(cartId: string, number: number): LoggedOperation | undefined {
    return this.#operations.get(cartId)?.get(number);
  }

  /** Whether an edit of the cart has, or has not, been answered. */
  has(cartId: string, state: 'answered' | 'unanswered'): boolean {
    for (const operation of this.#operations.get(cartId)?.values() ?? []) {
      if ((operation.answered !== undefined) === (state === 'answered')) {
        return true;
      }
    }

    return false;
  }

  /** Numbers new edits, and notes the version that the device has seen. */
  append(operations: readonly CartOperation[]): LogChange {
    const cart = this.cart(this.#current);
    const baseVersion = this.server?.version ?? '0';
    const put = operations.map((operation, index) => {
      const number = cart.nextNumber + index;
      return { cartId: this.#current, number, operation: { ...operation, deviceSeq: String(number), baseVersion } };
    });
    return { carts: [{ ...cart, nextNumber: cart.nextNumber + put.length }], put };
  }

  /** Goes over to a cart. What was made before the first one was known is made for it. */
  follow(cart: ShoppingCart & { cartId: string }): LogChange {
    const cartId = cart.cartId;
    if (this.#current !== unknown) {
      return { current: cartId, carts: [{ ...this.cart(this.#current), movedTo: cartId }, staying(this.cart(cartId))], seen: [cart] };
    }

    const waiting = this.of(unknown);
    return {
      current: cartId,
      carts: [{ ...this.cart(unknown), cartId }, { cartId: unknown, nextNumber: 1, sentThrough: 0 }],
      seen: [cart],
      removed: waiting.map(({ number }) => ({ cartId: unknown, number })),
      put: waiting.map(operation => ({ ...operation, cartId })),
    };
  }

  /** Turns to a cart that the device was told to edit. What it made for another one is not for this one. */
  turnTo(cartId: string): LogChange {
    return { current: cartId, carts: [staying(this.cart(cartId))] };
  }

  /** Notes, before they go out, which numbers may reach the server. */
  send(cartId: string, through: number): LogChange {
    const cart = this.cart(cartId);
    return { carts: [{ ...cart, sentThrough: Math.max(cart.sentThrough, through) }] };
  }

  apply(change: LogChange): void {
    this.#current = change.current ?? this.#current;
    change.carts?.forEach(cart => this.#carts.set(cart.cartId, cart));
    change.seen?.forEach(cart => this.#seen.set(cart.cartId ?? '', cart));
    change.removed?.forEach(place => this.#operations.get(place.cartId)?.delete(place.number));
    this.#put(change.put ?? []);
  }

  /** All that it has, as a log of this revision. */
  content(revision: number): LogContent {
    const operations = this.cartIds.flatMap(cartId => this.of(cartId));
    return { name: this.name, revision, current: this.#current, carts: [...this.#carts.values()], seen: [...this.#seen.values()], operations };
  }

  /** The view's beginning, to go on with. */
  draft(): Draft {
    const moving = this.cartIds.filter(cartId => cartId !== this.#current && this.#leadsHere(cartId));
    return begin(this.#current, this.server, this.#pending(this.#current), moving.flatMap(cartId => this.#pending(cartId)));
  }

  view(): CartView {
    return this.draft().view();
  }

  /**
   * The edits that a change, which was not applied yet, puts behind all others of the current cart. Undefined when it does anything else that a view shows: then what was
   * drawn does not go on.
   */
  addedBy(change: LogChange): CartOperation[] | undefined {
    const next = this.cart(this.#current).nextNumber;
    const put = change.put ?? [];
    const isMore = change.current !== undefined || (change.seen?.length ?? 0) > 0 || (change.removed?.length ?? 0) > 0 ||
      (change.carts ?? []).some(cart => cart.movedTo !== this.cart(cart.cartId).movedTo) ||
      put.some(({ cartId, number, answered }) => cartId !== this.#current || number < next || answered !== undefined);
    return isMore ? undefined : put.map(({ operation }) => operation);
  }

  #leadsHere(cartId: string): boolean {
    const next = this.cart(cartId).movedTo;
    return next !== undefined && (next === this.#current || (next !== cartId && this.cart(next).movedTo === this.#current));
  }

  #pending(cartId: string): CartOperation[] {
    return this.of(cartId).filter(operation => operation.answered === undefined).map(operation => operation.operation);
  }

  #put(operations: readonly LoggedOperation[]): void {
    for (const operation of operations) {
      const kept = this.#operations.get(operation.cartId) ?? new Map<number, LoggedOperation>();
      this.#operations.set(operation.cartId, kept.set(operation.number, operation));
    }
  }
}

const staying = ({ cartId, nextNumber, sentThrough }: NumberedCart): NumberedCart => ({ cartId, nextNumber, sentThrough });
