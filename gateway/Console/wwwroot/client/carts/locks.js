/** Turns among those who have this object: within one page, or one process. */
export class LocalLocks {
    #queues = new Map();
    async request(name, options, run) {
        const { promise: ended, resolve: end } = deferred();
        const before = this.#queues.get(name) ?? Promise.resolve();
        this.#queues.set(name, before.then(() => ended));
        try {
            await unlessAborted(before, options.signal);
            await run();
        }
        finally {
            end();
        }
    }
}
function deferred() {
    let resolve = () => { };
    const promise = new Promise(done => (resolve = done));
    return { promise, resolve };
}
function unlessAborted(promise, signal) {
    return new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const abort = () => reject(signal.reason);
        signal.addEventListener('abort', abort, { once: true });
        promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    });
}
