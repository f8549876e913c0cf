import { randomName } from '../random.js';
/** What one tab has asked, and was not answered yet. Whoever gets the turn is asked anew, so an ask outlives the tab that had it. */
export class Asks {
    #waiting = new Map();
    #withdraw;
    /** @param withdraw Is told of one that nobody waits for any more. */
    constructor(withdraw) {
        this.#withdraw = withdraw;
    }
    /** All of them. */
    get open() {
        return [...this.#waiting].map(([id, { wish }]) => ({ id, wish }));
    }
    /**
     * Notes one more.
     * @param signal Ends the waiting.
     * @returns The ask, and what is handed when it is answered.
     */
    begin(wish, signal) {
        const ask = { id: randomName(), wish };
        const answered = new Promise((resolve, reject) => {
            const end = (finish) => {
                this.#waiting.delete(ask.id);
                signal?.removeEventListener('abort', abort);
                finish();
            };
            const abort = () => {
                end(() => reject(signal?.reason));
                this.#withdraw(ask);
            };
            signal?.addEventListener('abort', abort, { once: true });
            this.#waiting.set(ask.id, { wish, hand: what => end(() => resolve(what)), fail: reason => end(() => reject(reason)) });
        });
        return { ask, answered };
    }
    /** Everything is answered. */
    settled(ids) {
        ids.forEach(id => this.#waiting.get(id)?.hand(undefined));
    }
    /** The edits of lost carts are taken out, or could not be. */
    discarded(id, what) {
        const waiting = this.#waiting.get(id);
        if ('error' in what) {
            waiting?.fail(what.error);
        }
        else {
            waiting?.hand(what.operations);
        }
    }
    /** Nobody will answer. */
    end(reason) {
        [...this.#waiting.values()].forEach(waiting => waiting.fail(reason));
    }
}
