/** Growing pauses with a random part, so that devices that lost one server do not come back all at once. */
export class Pauses {
    #firstMs;
    #longestMs;
    constructor(options) {
        this.#firstMs = options.firstPauseMs;
        this.#longestMs = options.longestPauseMs;
    }
    /** @param attempt 0 after the first failure. */
    after(attempt) {
        const whole = Math.min(this.#firstMs * 2 ** Math.min(attempt, mostDoublings), this.#longestMs);
        return whole / 2 + (Math.random() * whole) / 2;
    }
}
const mostDoublings = 20;
/** Ends after a while, or throws the signal's reason when that is aborted first. */
export function sleep(ms, signal) {
    return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const abort = () => {
            clearTimeout(timer);
            reject(signal?.reason);
        };
        const timer = setTimeout(() => {
            signal?.removeEventListener('abort', abort);
            resolve();
        }, ms);
        signal?.addEventListener('abort', abort, { once: true });
    });
}
