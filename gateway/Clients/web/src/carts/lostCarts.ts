import type { BookKeeper } from './bookKeeper.js';
import { saysSomething, type CartOperation } from './contract.js';
import type { LoggedOperation } from './operationLog.js';

/** What came of taking lost edits out, for one who had asked. */
export type Discarded = { readonly operations: readonly CartOperation[] } | { readonly error: unknown };

/** Carts of which the server last said that they are not the caller's, and who wants the edits back that wait for them. */
export class LostCarts {
  readonly #keeper: BookKeeper;
  readonly #carts = new Set<string>();
  #asked = new Set<string>();

  constructor(keeper: BookKeeper) {
    this.#keeper = keeper;
  }

  add(cartId: string): void {
    this.#carts.add(cartId);
  }

  remove(cartId: string): void {
    this.#carts.delete(cartId);
  }

  /** Asks for the edits. */
  ask(id: string): void {
    this.#asked.add(id);
  }

  /** Wants them no longer. */
  withdraw(id: string): void {
    this.#asked.delete(id);
  }

  /**
   * Takes the edits out for whoever asked first. Called between two calls, so none of them is under way.
   * @returns What each who had asked is handed; empty when nobody had.
   */
  async serve(): Promise<ReadonlyMap<string, Discarded>> {
    const asked = this.#asked;
    if (asked.size === 0) {
      return new Map();
    }

    this.#asked = new Set();
    try {
      const operations = await this.#takeOut();
      return new Map([...asked].map((id, index) => [id, { operations: index === 0 ? operations : [] }]));
    } catch (error) {
      return new Map([...asked].map(id => [id, { error }]));
    }
  }

  async #takeOut(): Promise<CartOperation[]> {
    let gone: LoggedOperation[] = [];
    await this.#keeper.take(book => {
      gone = [...this.#carts].flatMap(cartId => book.of(cartId));
      return { removed: gone.map(({ cartId, number }) => ({ cartId, number })) };
    });
    return gone.filter(({ answered, operation }) => answered === undefined && saysSomething(operation)).map(({ operation }) => operation);
  }
}
