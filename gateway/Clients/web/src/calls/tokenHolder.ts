/** Gives a bearer token; undefined for nobody's: then the call is anonymous, and the next one asks again. */
export type TokenSource = () => string | undefined | Promise<string | undefined>;

/** The token in use. Calls that find it refused at the same time ask the source once. */
export class TokenHolder {
  readonly #source: TokenSource;
  #current: string | undefined;
  #asking: Promise<string | undefined> | undefined;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** @param refused The token that the platform does not take any more; undefined for the one in use. */
  async get(refused?: string): Promise<string | undefined> {
    return this.#current !== undefined && this.#current !== refused ? this.#current : (this.#asking ??= this.#ask());
  }

  forget(): void {
    this.#current = undefined;
    this.#asking = undefined;
  }

  #ask(): Promise<string | undefined> {
    const asking: Promise<string | undefined> = Promise.resolve()
      .then(() => this.#source())
      .then(
        token => {
          // Forgotten while it was on its way, it is nobody's any more.
          this.#current = this.#asking === asking ? token : this.#current;
          return token;
        })
      .finally(() => {
        this.#asking = this.#asking === asking ? undefined : this.#asking;
      });
    return asking;
  }
}
