/** The part of the Web Locks API that tabs need to take turns: one holder of a name at a time, for as long as `run` takes. */
export interface Locks {
  /** @param options.signal Ends the waiting: the promise is rejected with its reason. */
  request(name: string, options: { signal: AbortSignal }, run: () => Promise<void>): Promise<void>;
}

/** Turns among those who have this object: within one page, or one process. */
export class LocalLocks implements Locks {
  readonly #queues = new Map<string, Promise<void>>();

  async request(name: string, options: { signal: AbortSignal }, run: () => Promise<void>): Promise<void> {
    const { promise: ended, resolve: end } = deferred();
    const before = this.#queues.get(name) ?? Promise.resolve();
    this.#queues.set(name, before.then(() => ended));
    try {
      await unlessAborted(before, options.signal);
      await run();
    } finally {
      end();
    }
  }
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>(done => (resolve = done));
  return { promise, resolve };
}

function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
