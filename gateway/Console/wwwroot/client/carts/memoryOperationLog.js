import { randomName } from '../random.js';
import { LocalLocks } from './locks.js';
import { OperationBook } from './operationBook.js';
/** What a new log has. A new log is a new device to the server, so no number is ever used for two edits. */
export const newLog = () => ({ name: `log-${randomName()}`, revision: 0, current: '', carts: [], seen: [], operations: [] });
/** Keeps edits as long as the page lives: for pages that are never off line, and for tests. Several carts may share one, as tabs do. */
export class MemoryOperationLog {
    damaged = undefined;
    #book = new OperationBook(newLog());
    #locks = new LocalLocks();
    #listeners = new Set();
    #revision = 0;
    async read() {
        return this.#book.content(this.#revision);
    }
    async update(known, step) {
        this.#book.apply(step(known.revision === this.#revision && known.name === this.#book.name ? undefined : this.#book.content(this.#revision)));
        return ++this.#revision;
    }
    connect(listener) {
        const own = (message) => listener(message);
        this.#listeners.add(own);
        return {
            post: message => [...this.#listeners].filter(other => other !== own).forEach(other => queueMicrotask(() => other(message))),
            close: () => this.#listeners.delete(own),
        };
    }
    lead(send, signal) {
        return this.#locks.request('turn', { signal }, () => send(signal));
    }
    close() {
        // What it keeps goes with it.
    }
}
