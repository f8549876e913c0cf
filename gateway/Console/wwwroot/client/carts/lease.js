import { sleep } from '../calls/pauses.js';
import { randomName } from '../random.js';
import { transact, turnStore } from './logDatabase.js';
const turn = 'turn';
/**
 * Turns where there are no Web Locks: a record that its holder counts up. Whoever waits looks for a change by its own clock, so that no two clocks are compared and none
 * that jumps matters. A holder that was held up finds the record in other hands, and stops.
 */
export class Lease {
    #database;
    #beatMs;
    #patienceMs;
    /** @param times How often the holder counts, and after how long without a change the turn is another's. */
    constructor(database, times = { beatMs: 1000, patienceMs: 5000 }) {
        this.#database = database;
        this.#beatMs = times.beatMs;
        this.#patienceMs = times.patienceMs;
    }
    async lead(send, signal) {
        while (!signal.aborted) {
            const me = randomName();
            await this.#wait(me, signal);
            const lost = new AbortController();
            const abort = () => lost.abort(signal.reason);
            signal.addEventListener('abort', abort, { once: true });
            const beating = this.#beat(me, lost);
            try {
                await send(lost.signal);
            }
            finally {
                const isLost = lost.signal.aborted && !signal.aborted;
                lost.abort();
                signal.removeEventListener('abort', abort);
                await beating;
                await this.#change(found => (found?.holder === me ? undefined : found)).catch(() => undefined);
                if (!isLost) {
                    // The turn ends with what was to be sent.
                    return;
                }
            }
        }
    }
    async #wait(me, signal) {
        let seen;
        let since = performance.now();
        while (true) {
            const patient = performance.now() - since < this.#patienceMs;
            const found = await this.#change(now => (now === undefined || (!patient && isSame(now, seen)) ? { holder: me, beat: 0 } : now));
            if (found?.holder === me) {
                return;
            }
            if (!isSame(found, seen)) {
                [seen, since] = [found, performance.now()];
            }
            await sleep(this.#beatMs, signal);
        }
    }
    async #beat(me, lost) {
        while (!lost.signal.aborted) {
            await sleep(this.#beatMs, lost.signal).catch(() => undefined);
            if (lost.signal.aborted) {
                return;
            }
            const found = await this.#change(now => (now?.holder === me ? { holder: me, beat: now.beat + 1 } : now)).catch(() => undefined);
            if (found?.holder !== me) {
                lost.abort(new Error('Another tab sends now.'));
            }
        }
    }
    // What is there afterwards.
    async #change(change) {
        return transact(await this.#database(), 'readwrite', [turnStore], (steps, done) => steps.next(steps.store(turnStore).get(turn), found => {
            const next = change(found);
            if (next === undefined) {
                steps.store(turnStore).delete(turn);
            }
            else if (next !== found) {
                steps.store(turnStore).put(next, turn);
            }
            done(next);
        }), 'relaxed');
    }
}
const isSame = (one, other) => one?.holder === other?.holder && one?.beat === other?.beat;
