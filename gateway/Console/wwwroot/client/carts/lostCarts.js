import { saysSomething } from './contract.js';
/** Carts of which the server last said that they are not the caller's, and who wants the edits back that wait for them. */
export class LostCarts {
    #keeper;
    #carts = new Set();
    #asked = new Set();
    constructor(keeper) {
        this.#keeper = keeper;
    }
    add(cartId) {
        this.#carts.add(cartId);
    }
    remove(cartId) {
        this.#carts.delete(cartId);
    }
    /** Asks for the edits. */
    ask(id) {
        this.#asked.add(id);
    }
    /** Wants them no longer. */
    withdraw(id) {
        this.#asked.delete(id);
    }
    /**
     * Takes the edits out for whoever asked first. Called between two calls, so none of them is under way.
     * @returns What each who had asked is handed; empty when nobody had.
     */
    async serve() {
        const asked = this.#asked;
        if (asked.size === 0) {
            return new Map();
        }
        this.#asked = new Set();
        try {
            const operations = await this.#takeOut();
            return new Map([...asked].map((id, index) => [id, { operations: index === 0 ? operations : [] }]));
        }
        catch (error) {
            return new Map([...asked].map(id => [id, { error }]));
        }
    }
    async #takeOut() {
        let gone = [];
        await this.#keeper.take(book => {
            gone = [...this.#carts].flatMap(cartId => book.of(cartId));
            return { removed: gone.map(({ cartId, number }) => ({ cartId, number })) };
        });
        return gone.filter(({ answered, operation }) => answered === undefined && saysSomething(operation)).map(({ operation }) => operation);
    }
}
