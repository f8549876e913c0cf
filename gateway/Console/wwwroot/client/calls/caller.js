import { traits } from '../generated/traits.js';
import { newIdempotencyKey } from '../idempotencyKey.js';
import { addressOf } from './operations.js';
import { Pauses, sleep } from './pauses.js';
import { CallFailed, failureOf, isPassing, Refused } from './refused.js';
const unauthenticated = 401;
const msPerSecond = 1000;
/** Makes calls as the contract asks: with token, key and deadline, repeated where that has no further effect. */
export class Caller {
    #options;
    #tokens;
    #pauses;
    constructor(options, tokens) {
        this.#options = options;
        this.#tokens = tokens;
        this.#pauses = new Pauses(options);
    }
    /** The answer's JSON; undefined when it has no body. */
    async call(method, template, call) {
        // What the client's contract does not know as an rpc is sent once.
        const trait = traits[`${method} ${template}`];
        const address = addressOf(this.#options.address, template, call);
        const key = call.idempotencyKey ?? (trait === 'key' ? newIdempotencyKey() : undefined);
        // Measured by a clock that nobody sets: the wall clock may jump.
        const end = performance.now() + (call.deadlineMs ?? this.#options.deadlineMs);
        let refused;
        for (let attempt = 0;; attempt++) {
            call.signal?.throwIfAborted();
            const token = await this.#tokens.get(refused);
            const left = end - performance.now();
            const limit = trait === undefined ? left : Math.min(left, this.#options.attemptLimitMs);
            try {
                return await this.#attempt(method, address, call, { token, key, limitMs: Math.max(limit, 1) });
            }
            catch (error) {
                if (!(error instanceof CallFailed)) {
                    throw error;
                }
                if (error.status === unauthenticated && token !== undefined && refused === undefined) {
                    // Refused before it had any effect, so even a call that is sent once may come again.
                    refused = token;
                    continue;
                }
                const pause = (error instanceof Refused ? error.retryAfterMs : undefined) ?? this.#pauses.after(attempt);
                if (trait === undefined || !isPassing(error) || pause >= end - performance.now()) {
                    throw error;
                }
                await sleep(pause, call.signal);
            }
        }
    }
    async #attempt(method, address, call, attempt) {
        const headers = { accept: 'application/json', 'x-request-timeout': String(attempt.limitMs / msPerSecond) };
        if (attempt.token !== undefined) {
            headers['authorization'] = `Bearer ${attempt.token}`;
        }
        if (attempt.key !== undefined) {
            headers['idempotency-key'] = attempt.key;
        }
        const request = { method, headers, cache: 'no-store' };
        if (call.body !== undefined) {
            headers['content-type'] = 'application/json';
            request.body = JSON.stringify(call.body);
        }
        const { status, text } = await within(attempt.limitMs, call.signal, async (signal) => {
            const response = await this.#options.fetch(address, { ...request, signal });
            return { status: response.status, text: await response.text() };
        });
        if (status < 200 || status > 299) {
            throw failureOf(status, text);
        }
        return text === '' ? undefined : parse(status, text);
    }
}
/** Runs a request for so long. What ends it is told as a failed call, unless it was the caller's own signal. */
export async function within(limitMs, signal, run) {
    const ending = new AbortController();
    const abort = () => ending.abort(signal?.reason);
    const timer = setTimeout(() => ending.abort(new Error(`No answer within ${Math.round(limitMs)} ms.`)), limitMs);
    signal?.addEventListener('abort', abort, { once: true });
    try {
        signal?.throwIfAborted();
        return await run(ending.signal);
    }
    catch (error) {
        signal?.throwIfAborted();
        throw error instanceof CallFailed ? error : new CallFailed(0, ending.signal.aborted ? String(ending.signal.reason) : 'The platform did not answer.', { cause: error });
    }
    finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
    }
}
function parse(status, text) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw new CallFailed(status, 'The answer is no JSON.', { cause: error });
    }
}
