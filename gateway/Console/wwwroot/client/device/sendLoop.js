import { Pauses } from '../calls/pauses.js';
import { Refused } from '../calls/refused.js';
import { troubleOf } from './trouble.js';
/** Sends what a device keeps, one step at a time, for as long as it takes. A step that fails comes again after a pause that grows. */
export class SendLoop {
    #longestMs;
    #pauses;
    #step;
    #tell;
    #wake = new Bell();
    #retry = new Bell();
    /**
     * @param step One step; false when there is nothing to do until {@link wake}.
     * @param tell Is told what went wrong.
     */
    constructor(options, step, tell) {
        this.#longestMs = options.longestPauseMs;
        this.#pauses = new Pauses(options);
        this.#step = step;
        this.#tell = tell;
    }
    /** There is something to do. */
    wake() {
        this.#wake.ring();
    }
    /** Ends a pause. */
    retry() {
        this.#retry.ring();
        this.#wake.ring();
    }
    /** Goes on until the signal is aborted; a step under way ends first. */
    async run(signal) {
        for (let failures = 0; !signal.aborted;) {
            try {
                if (!(await this.#step(signal))) {
                    await this.#wake.heard(signal);
                }
                failures = 0;
            }
            catch (error) {
                if (signal.aborted) {
                    return;
                }
                // Whatever it is: what is not settled is in the log, and the next try begins there.
                const pause = (error instanceof Refused ? error.retryAfterMs : undefined) ?? this.#pauses.after(failures++);
                this.#tell(troubleOf(error));
                await this.#retry.heard(signal, Math.min(pause, this.#longestMs));
            }
        }
    }
}
/** Rings for one who waits, or for the next one who will. */
class Bell {
    #isRung = false;
    #waiting;
    ring() {
        this.#isRung = true;
        this.#waiting?.();
    }
    heard(signal, limitMs) {
        return new Promise(resolve => {
            const end = () => {
                clearTimeout(timer);
                signal.removeEventListener('abort', end);
                this.#waiting = undefined;
                this.#isRung = false;
                resolve();
            };
            const timer = limitMs === undefined ? undefined : setTimeout(end, limitMs);
            signal.addEventListener('abort', end, { once: true });
            this.#waiting = end;
            if (this.#isRung || signal.aborted) {
                end();
            }
        });
    }
}
