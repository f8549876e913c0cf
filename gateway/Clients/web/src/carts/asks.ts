import { randomName } from '../random.js';
import type { Discarded } from './lostCarts.js';

/** What a tab asks of the one that sends: to be told when everything is answered, or to be handed the edits of lost carts. */
export interface Ask {
  readonly id: string;
  readonly wish: 'settle' | 'discard';
}

interface Waiting {
  readonly wish: Ask['wish'];
  hand(what: unknown): void;
  fail(reason: unknown): void;
}

/** What one tab has asked, and was not answered yet. Whoever gets the turn is asked anew, so an ask outlives the tab that had it. */
export class Asks {
  readonly #waiting = new Map<string, Waiting>();
  readonly #withdraw: (ask: Ask) => void;

  /** @param withdraw Is told of one that nobody waits for any more. */
  constructor(withdraw: (ask: Ask) => void) {
    this.#withdraw = withdraw;
  }

  /** All of them. */
  get open(): readonly Ask[] {
    return [...this.#waiting].map(([id, { wish }]) => ({ id, wish }));
  }

  /**
   * Notes one more.
   * @param signal Ends the waiting.
   * @returns The ask, and what is handed when it is answered.
   */
  begin<T>(wish: Ask['wish'], signal: AbortSignal | undefined): { ask: Ask; answered: Promise<T> } {
    const ask: Ask = { id: randomName(), wish };
    const answered = new Promise<T>((resolve, reject) => {
      const end = (finish: () => void) => {
        this.#waiting.delete(ask.id);
        signal?.removeEventListener('abort', abort);
        finish();
      };
      const abort = () => {
        end(() => reject(signal?.reason));
        this.#withdraw(ask);
      };
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.set(ask.id, { wish, hand: what => end(() => resolve(what as T)), fail: reason => end(() => reject(reason)) });
    });
    return { ask, answered };
  }

  /** Everything is answered. */
  settled(ids: readonly string[]): void {
    ids.forEach(id => this.#waiting.get(id)?.hand(undefined));
  }

  /** The edits of lost carts are taken out, or could not be. */
  discarded(id: string, what: Discarded): void {
    const waiting = this.#waiting.get(id);
    if ('error' in what) {
      waiting?.fail(what.error);
    } else {
      waiting?.hand(what.operations);
    }
  }

  /** Nobody will answer. */
  end(reason: unknown): void {
    [...this.#waiting.values()].forEach(waiting => waiting.fail(reason));
  }
}
