import { within } from './caller.js';
import { readEvents } from './eventReader.js';
import { addressOf } from './operations.js';
import { Pauses, sleep } from './pauses.js';
import { CallFailed, failureOf, isPassing, Refused } from './refused.js';
const unauthenticated = 401;
/** Reads a stream over as many connections as it takes: each begins after the last event that was seen. */
export class ResumedStream {
    #options;
    #tokens;
    #pauses;
    constructor(options, tokens) {
        this.#options = options;
        this.#tokens = tokens;
        this.#pauses = new Pauses(options);
    }
    async *read(template, call) {
        const address = addressOf(this.#options.address, template, call);
        let lastEventId = call.lastEventId;
        let refused;
        for (let failures = 0;;) {
            const token = await this.#tokens.get(refused);
            try {
                for await (const event of this.#connection(address, call.signal, { token, lastEventId })) {
                    [failures, refused, lastEventId] = [0, undefined, event.id ?? lastEventId];
                    yield event;
                }
                // A connection that ends without a word was cut, or the stream is over and its next connection says so.
                throw new CallFailed(0, 'The stream ended.');
            }
            catch (error) {
                if (!(error instanceof CallFailed) || !goesOn(error, token, refused)) {
                    throw error;
                }
                refused = error.status === unauthenticated ? token : undefined;
                const pause = refused !== undefined ? 0 : ((error instanceof Refused ? error.retryAfterMs : undefined) ?? this.#pauses.after(failures++));
                await sleep(pause, call.signal);
            }
        }
    }
    async *#connection(address, signal, from) {
        const ending = new AbortController();
        const abort = () => ending.abort(signal?.reason);
        signal?.addEventListener('abort', abort, { once: true });
        try {
            const body = await within(this.#options.attemptLimitMs, signal, limit => this.#open(address, from, limit, ending));
            yield* this.#events(body, signal);
        }
        finally {
            signal?.removeEventListener('abort', abort);
            ending.abort();
        }
    }
    // The limit is for the beginning only; the connection then lasts as long as its reader.
    async #open(address, from, limit, ending) {
        const stop = () => ending.abort(limit.reason);
        limit.addEventListener('abort', stop, { once: true });
        const headers = { accept: 'text/event-stream' };
        if (from.token !== undefined) {
            headers['authorization'] = `Bearer ${from.token}`;
        }
        if (from.lastEventId !== undefined) {
            headers['last-event-id'] = from.lastEventId;
        }
        const response = await this.#options.fetch(address, { headers, cache: 'no-store', signal: ending.signal });
        if (!response.ok) {
            throw failureOf(response.status, await response.text());
        }
        if (response.body === null || !(response.headers.get('content-type') ?? '').startsWith('text/event-stream')) {
            throw new CallFailed(response.status, 'The answer is no stream of events.');
        }
        limit.removeEventListener('abort', stop);
        return response.body;
    }
    async *#events(body, signal) {
        const events = readEvents(body, this.#options.silenceLimitMs);
        while (true) {
            let next;
            try {
                next = await events.next();
            }
            catch (error) {
                signal?.throwIfAborted();
                throw new CallFailed(0, 'The connection of the stream ended.', { cause: error });
            }
            signal?.throwIfAborted();
            if (next.done) {
                return;
            }
            yield read(next.value);
        }
    }
}
function read(event) {
    let data;
    try {
        data = JSON.parse(event.data);
    }
    catch (error) {
        throw new CallFailed(0, 'An event of the stream is no JSON.', { cause: error });
    }
    // The last event of a stream that failed. One watch of several that fails has its name beside it, and the others go on.
    if (event.event === 'error' && !(typeof data === 'object' && data !== null && 'watch' in data)) {
        throw failureOf(0, event.data);
    }
    return { event: event.event, id: event.id, data };
}
// A stream ends with its token, and a proxy may cut it in its own words. A token that is refused right after a fresh one was asked for is refused for good.
const goesOn = (error, token, refused) => error.status === unauthenticated ? token !== undefined && refused === undefined : isPassing(error);
