import { DeviceLogError } from '../device/deviceLogError.js';
import type { LogChange, LogContent, LoggedOperation, NumberedCart, OperationPlace } from './operationLog.js';
import type { ShoppingCart } from './contract.js';
import { DamagedLogError, seal, unseal } from './sealed.js';

const version = 1;
const head = 'head';

/** The stores of a log: its head, how far it has counted, carts as they were seen, edits, and whose turn it is to send. */
export const stores = ['log', 'carts', 'seen', 'operations'] as const;
export const turnStore = 'turn';

type Head = Pick<LogContent, 'name' | 'revision' | 'current'>;

/** Opens a database, or makes it with its stores. */
export function openDatabase(indexedDb: IDBFactory, name: string): Promise<IDBDatabase> {
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
export function transact<T>(
  database: IDBDatabase, mode: IDBTransactionMode, names: readonly string[], run: (steps: Steps, done: (result: T) => void) => void, durability: IDBTransactionDurability = 'strict',
): Promise<T> {
  return new Promise((resolve, reject) => {
    let result: T | undefined;
    let failure: unknown;
    const transaction = database.transaction(names, mode, { durability });
    const guarded = (step: () => void) => {
      try {
        step();
      } catch (error) {
        failure = error;
        transaction.abort();
      }
    };
    const next: Steps['next'] = (request, step) => {
      request.onsuccess = () => guarded(() => step(request.result));
    };
    transaction.oncomplete = () => resolve(result as T);
    transaction.onabort = () => reject(failure ?? transaction.error ?? new Error('The transaction was aborted.'));
    guarded(() => run({ store: name => transaction.objectStore(name), next }, value => (result = value)));
  });
}

/** The requests of one transaction. */
export interface Steps {
  store(name: string): IDBObjectStore;
  next<R>(request: IDBRequest<R>, step: (result: R) => void): void;
}

/** Reads the log's head. */
export const readHead = (steps: Steps, step: (head: Head | undefined) => void): void =>
  steps.next(steps.store('log').get(head) as IDBRequest<unknown>, record => step(record === undefined ? undefined : unseal<Head>(['log', head], record)));

/** Reads all that the log has, without its head. */
export function readAll(steps: Steps, found: Head, step: (content: LogContent) => void): void {
  readStore<NumberedCart>(steps, 'carts', carts =>
    readStore<ShoppingCart>(steps, 'seen', seen =>
      readStore<LoggedOperation>(steps, 'operations', operations => {
        const numbers = new Map(carts.map(cart => [cart.cartId, cart.nextNumber]));
        if (operations.some(operation => operation.number >= (numbers.get(operation.cartId) ?? 0))) {
          throw new DamagedLogError('It has an edit under a number that it has not given out.');
        }

        step({ ...found, carts, seen, operations });
      })));
}

function readStore<T>(steps: Steps, name: string, step: (values: T[]) => void): void {
  steps.next(steps.store(name).getAllKeys(), keys =>
    steps.next(steps.store(name).getAll() as IDBRequest<unknown[]>, records =>
      step(records.map((record, index) => unseal<T>([name, ...([keys[index]].flat() as (string | number)[])], record)))));
}

/** Writes a change, and the head after it. */
export function write(steps: Steps, before: Head, change: LogChange): number {
  const revision = before.revision + 1;
  steps.store('log').put(seal(['log', head], { name: before.name, revision, current: change.current ?? before.current }), head);
  change.carts?.forEach(cart => steps.store('carts').put(seal(['carts', cart.cartId], cart), cart.cartId));
  change.seen?.forEach(cart => steps.store('seen').put(seal(['seen', cart.cartId ?? ''], cart), cart.cartId ?? ''));
  change.removed?.forEach(place => steps.store('operations').delete(keyOf(place)));
  change.put?.forEach(operation => steps.store('operations').put(seal(['operations', operation.cartId, operation.number], operation), keyOf(operation)));
  return revision;
}

/** Puts the head of a log that has nothing yet. */
export const begin = (steps: Steps, content: Head): void => void steps.store('log').put(seal(['log', head], content), head);

const keyOf = (place: OperationPlace): [string, number] => [place.cartId, place.number];

/** What a failure of the database means to whoever wanted to keep something. */
export function faultOf(log: string, error: unknown): unknown {
  if (error instanceof DeviceLogError) {
    return error;
  }

  // By its name: DOMException is a class of its own in each world.
  const isFull = (error as { name?: unknown } | undefined)?.name === 'QuotaExceededError';
  return new DeviceLogError(isFull ? 'full' : 'unusable', log, error);
}
