import { DeviceLogError } from '../device/deviceLogError.js';
import { DamagedLogError, seal, unseal } from './sealed.js';
const version = 1;
const head = 'head';
/** The stores of a log: its head, how far it has counted, carts as they were seen, edits, and whose turn it is to send. */
export const stores = ['log', 'carts', 'seen', 'operations'];
export const turnStore = 'turn';
/** Opens a database, or makes it with its stores. */
export function openDatabase(indexedDb, name) {
    return new Promise((resolve, reject) => {
        const request = indexedDb.open(name, version);
        request.onupgradeneeded = () => {
            for (const store of ['log', 'carts', 'seen', turnStore]) {
                request.result.createObjectStore(store);
            }
            // By cart and number.
            request.result.createObjectStore('operations');
        };
        request.onblocked = () => reject(new Error('Another tab has an older version of it open.'));
        request.onerror = () => reject(request.error);
        request.onsuccess = () => resolve(request.result);
    });
}
/**
 * Runs one transaction. What it resolves to is what `run` was done with when the transaction was complete.
 * @param run Makes its requests at once, and further ones in their handlers (`next`). What it throws, there or here, takes everything back.
 * @param durability `strict`: complete means that it is on the disk.
 */
export function transact(database, mode, names, run, durability = 'strict') {
    return new Promise((resolve, reject) => {
        let result;
        let failure;
        const transaction = database.transaction(names, mode, { durability });
        const guarded = (step) => {
            try {
                step();
            }
            catch (error) {
                failure = error;
                transaction.abort();
            }
        };
        const next = (request, step) => {
            request.onsuccess = () => guarded(() => step(request.result));
        };
        transaction.oncomplete = () => resolve(result);
        transaction.onabort = () => reject(failure ?? transaction.error ?? new Error('The transaction was aborted.'));
        guarded(() => run({ store: name => transaction.objectStore(name), next }, value => (result = value)));
    });
}
/** Reads the log's head. */
export const readHead = (steps, step) => steps.next(steps.store('log').get(head), record => step(record === undefined ? undefined : unseal(['log', head], record)));
/** Reads all that the log has, without its head. */
export function readAll(steps, found, step) {
    readStore(steps, 'carts', carts => readStore(steps, 'seen', seen => readStore(steps, 'operations', operations => {
        const numbers = new Map(carts.map(cart => [cart.cartId, cart.nextNumber]));
        if (operations.some(operation => operation.number >= (numbers.get(operation.cartId) ?? 0))) {
            throw new DamagedLogError('It has an edit under a number that it has not given out.');
        }
        step({ ...found, carts, seen, operations });
    })));
}
function readStore(steps, name, step) {
    steps.next(steps.store(name).getAllKeys(), keys => steps.next(steps.store(name).getAll(), records => step(records.map((record, index) => unseal([name, ...[keys[index]].flat()], record)))));
}
/** Writes a change, and the head after it. */
export function write(steps, before, change) {
    const revision = before.revision + 1;
    steps.store('log').put(seal(['log', head], { name: before.name, revision, current: change.current ?? before.current }), head);
    change.carts?.forEach(cart => steps.store('carts').put(seal(['carts', cart.cartId], cart), cart.cartId));
    change.seen?.forEach(cart => steps.store('seen').put(seal(['seen', cart.cartId ?? ''], cart), cart.cartId ?? ''));
    change.removed?.forEach(place => steps.store('operations').delete(keyOf(place)));
    change.put?.forEach(operation => steps.store('operations').put(seal(['operations', operation.cartId, operation.number], operation), keyOf(operation)));
    return revision;
}
/** Puts the head of a log that has nothing yet. */
export const begin = (steps, content) => void steps.store('log').put(seal(['log', head], content), head);
const keyOf = (place) => [place.cartId, place.number];
/** What a failure of the database means to whoever wanted to keep something. */
export function faultOf(log, error) {
    if (error instanceof DeviceLogError) {
        return error;
    }
    // By its name: DOMException is a class of its own in each world.
    const isFull = error?.name === 'QuotaExceededError';
    return new DeviceLogError(isFull ? 'full' : 'unusable', log, error);
}
