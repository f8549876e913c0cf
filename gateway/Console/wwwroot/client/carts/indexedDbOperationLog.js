import { randomName } from '../random.js';
import { Lease } from './lease.js';
import { begin, faultOf, openDatabase, readAll, readHead, stores, transact, write } from './logDatabase.js';
import { newLog } from './memoryOperationLog.js';
import { DamagedLogError } from './sealed.js';
/**
 * Keeps edits in IndexedDB, in strict transactions: what was written survives the tab, the browser and the machine's power. All tabs of a page share it. A damaged log
 * is put aside as the database `{name}.damaged-{random}`, and a new one begun.
 */
export class IndexedDbOperationLog {
    #name;
    #indexedDb;
    #locks;
    #database;
    #damaged;
    #isClosed = false;
    constructor(options) {
        this.#name = options.name ?? 'omnichannel-cart';
        this.#indexedDb = options.indexedDb ?? globalThis.indexedDB;
        this.#locks = options.locks ?? globalThis.navigator?.locks;
    }
    /**
     * Opens the log, or makes it.
     * @throws {DeviceLogError} It cannot be used.
     */
    static async open(options = {}) {
        const log = new IndexedDbOperationLog(options);
        await log.#use();
        return log;
    }
    get damaged() {
        return this.#damaged;
    }
    read() {
        return this.#transact('readonly', (steps, done) => withHead(steps, head => readAll(steps, head, done)));
    }
    update(known, step) {
        return this.#transact('readwrite', (steps, done) => withHead(steps, head => {
            if (head.name === known.name && head.revision === known.revision) {
                done(write(steps, head, step()));
            }
            else {
                readAll(steps, head, news => done(write(steps, head, step(news))));
            }
        }));
    }
    connect(listener) {
        const channel = new BroadcastChannel(`omnichannel:${this.#name}`);
        let isOpen = true;
        channel.onmessage = event => listener(event.data);
        // In Node an open channel would keep the process alive.
        channel.unref?.();
        return {
            post: message => {
                if (isOpen) {
                    channel.postMessage(message);
                }
            },
            close: () => {
                isOpen = false;
                channel.close();
            },
        };
    }
    async lead(send, signal) {
        try {
            await (this.#locks ? this.#locks.request(`omnichannel:${this.#name}`, { signal }, () => send(signal)) : new Lease(() => this.#use()).lead(send, signal));
        }
        catch (error) {
            // Whoever ends the waiting knows.
            if (!signal.aborted) {
                throw faultOf(this.#name, error);
            }
        }
    }
    close() {
        this.#isClosed = true;
        void this.#database?.then(database => database.close(), () => undefined);
    }
    async #transact(mode, run, isAgain = false) {
        const opened = this.#use();
        try {
            return await transact(await opened, mode, stores, run);
        }
        catch (error) {
            // Some browsers close a connection and do not tell.
            if (error.name === 'InvalidStateError' && !isAgain) {
                this.#database = this.#database === opened ? undefined : this.#database;
                return this.#transact(mode, run, true);
            }
            throw faultOf(this.#name, error);
        }
    }
    // A browser may close a connection by itself; then the next use opens another.
    #use() {
        return (this.#database ??= this.#open().catch((error) => {
            this.#database = undefined;
            throw faultOf(this.#name, error);
        }));
    }
    async #open() {
        if (this.#isClosed) {
            throw new Error('It was closed.');
        }
        const database = await openDatabase(this.#indexedDb, this.#name);
        const forget = () => (this.#database = undefined);
        database.onclose = forget;
        database.onversionchange = () => {
            database.close();
            forget();
        };
        try {
            await prepare(database);
        }
        catch (error) {
            if (!(error instanceof DamagedLogError)) {
                database.close();
                throw error;
            }
            this.#damaged = await this.#putAside(database);
        }
        return database;
    }
    // Copied first, so that nothing is ever gone: then the log is another one, unless another tab was quicker.
    async #putAside(damaged) {
        const name = `${this.#name}.damaged-${randomName()}`;
        const found = await rawContent(damaged);
        const aside = await openDatabase(this.#indexedDb, name);
        await transact(aside, 'readwrite', stores, steps => found.forEach(([store, key, record]) => steps.store(store).put(record, key)));
        aside.close();
        await transact(damaged, 'readwrite', stores, steps => {
            const store = steps.store('log');
            steps.next(store.getAll(), heads => {
                const before = found.filter(([name]) => name === 'log').map(([, , record]) => record);
                if (JSON.stringify(heads) === JSON.stringify(before)) {
                    stores.forEach(each => steps.store(each).clear());
                    begin(steps, newLog());
                }
            });
        });
        return name;
    }
}
function withHead(steps, step) {
    readHead(steps, head => {
        if (head === undefined) {
            throw new DamagedLogError('It has no head.');
        }
        step(head);
    });
}
// Makes the head of a new log, or reads all that the log has.
function prepare(database) {
    return transact(database, 'readwrite', stores, steps => readHead(steps, head => {
        if (head !== undefined) {
            readAll(steps, head, () => undefined);
            return;
        }
        steps.next(steps.store('operations').count(), operations => steps.next(steps.store('carts').count(), carts => {
            if (operations + carts > 0) {
                throw new DamagedLogError('It has edits, and no head.');
            }
            begin(steps, newLog());
        }));
    }));
}
function rawContent(database) {
    return transact(database, 'readonly', stores, (steps, done) => {
        const found = [];
        done(found);
        for (const name of stores) {
            const store = steps.store(name);
            steps.next(store.getAllKeys(), keys => steps.next(store.getAll(), records => keys.forEach((key, index) => found.push([name, key, records[index]]))));
        }
    });
}
