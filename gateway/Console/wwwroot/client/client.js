import { Caller } from './calls/caller.js';
import { ResumedStream } from './calls/resumedStream.js';
import { TokenHolder } from './calls/tokenHolder.js';
import { withDefaults } from './options.js';
/**
 * The platform's calls, typed by its OpenAPI document. Every call carries the token, a deadline and the idempotency key that it needs. It is repeated where the contract
 * allows, and what is refused comes as {@link Refused}.
 */
export class OmnichannelClient {
    /** How it reaches the platform. */
    options;
    #token;
    #caller;
    #streams;
    constructor(options) {
        this.options = withDefaults(options);
        this.#token = new TokenHolder(this.options.token);
        this.#caller = new Caller(this.options, this.#token);
        this.#streams = new ResumedStream(this.options, this.#token);
    }
    /**
     * Reads: `client.get('/v1/carts/{cartId}', { path: { cartId } })`.
     * @throws {Refused} What the contract refuses.
     * @throws {CallFailed} No answer came, or none that the contract knows. So it is with every call.
     */
    get(path, ...options) {
        return this.#call('get', path, options[0]);
    }
    post(path, ...options) {
        return this.#call('post', path, options[0]);
    }
    put(path, ...options) {
        return this.#call('put', path, options[0]);
    }
    patch(path, ...options) {
        return this.#call('patch', path, options[0]);
    }
    delete(path, ...options) {
        return this.#call('delete', path, options[0]);
    }
    /**
     * Follows a stream, and goes on after the last message when the connection ends, the server stops or the token is over. It ends when the loop is left, with the
     * caller's signal, or with a refusal that no waiting helps.
     */
    watch(path, ...options) {
        return this.#streams.read(path, (options[0] ?? {}));
    }
    /** Asks the token source anew for the next call: somebody logged in or out. */
    forgetToken() {
        this.#token.forget();
    }
    #call(method, path, options) {
        return this.#caller.call(method.toUpperCase(), path, (options ?? {}));
    }
}
