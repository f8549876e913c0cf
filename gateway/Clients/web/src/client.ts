import { Caller } from './calls/caller.js';
import type { AnswerOf, AnyOptions, MessageOf, Method, OptionsArgument, OptionsOf, PathOf, StreamOptionsOf, StreamPath } from './calls/operations.js';
import { ResumedStream, type StreamEvent } from './calls/resumedStream.js';
import { TokenHolder } from './calls/tokenHolder.js';
import { withDefaults, type ClientOptions, type SetOptions } from './options.js';

/**
 * The platform's calls, typed by its OpenAPI document. Every call carries the token, a deadline and the idempotency key that it needs. It is repeated where the contract
 * allows, and what is refused comes as {@link Refused}.
 */
export class OmnichannelClient {
  /** How it reaches the platform. */
  readonly options: SetOptions;
  readonly #token: TokenHolder;
  readonly #caller: Caller;
  readonly #streams: ResumedStream;

  constructor(options: ClientOptions) {
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
  get<P extends PathOf<'get'>>(path: P, ...options: OptionsArgument<OptionsOf<'get', P>>): Promise<AnswerOf<'get', P>> {
    return this.#call('get', path, options[0]);
  }

  post<P extends PathOf<'post'>>(path: P, ...options: OptionsArgument<OptionsOf<'post', P>>): Promise<AnswerOf<'post', P>> {
    return this.#call('post', path, options[0]);
  }

  put<P extends PathOf<'put'>>(path: P, ...options: OptionsArgument<OptionsOf<'put', P>>): Promise<AnswerOf<'put', P>> {
    return this.#call('put', path, options[0]);
  }

  patch<P extends PathOf<'patch'>>(path: P, ...options: OptionsArgument<OptionsOf<'patch', P>>): Promise<AnswerOf<'patch', P>> {
    return this.#call('patch', path, options[0]);
  }

  delete<P extends PathOf<'delete'>>(path: P, ...options: OptionsArgument<OptionsOf<'delete', P>>): Promise<AnswerOf<'delete', P>> {
    return this.#call('delete', path, options[0]);
  }

  /**
   * Follows a stream, and goes on after the last message when the connection ends, the server stops or the token is over. It ends when the loop is left, with the
   * caller's signal, or with a refusal that no waiting helps.
   */
  watch<P extends StreamPath>(path: P, ...options: OptionsArgument<StreamOptionsOf<P>>): AsyncGenerator<StreamEvent<MessageOf<P>>, void, undefined> {
    return this.#streams.read(path, (options[0] ?? {}) as AnyOptions) as AsyncGenerator<StreamEvent<MessageOf<P>>, void, undefined>;
  }

  /** Asks the token source anew for the next call: somebody logged in or out. */
  forgetToken(): void {
    this.#token.forget();
  }

  #call<A>(method: Method, path: string, options: object | undefined): Promise<A> {
    return this.#caller.call(method.toUpperCase(), path, (options ?? {}) as AnyOptions) as Promise<A>;
  }
}
