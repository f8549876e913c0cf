/** The token in use. Calls that find it refused at the same time ask the source once. */
export class TokenHolder {
    #source;
    #current;
    #asking;
    constructor(source) {
        this.#source = source;
    }
    /** @param refused The token that the platform does not take any more; undefined for the one in use. */
    async get(refused) {
        return this.#current !== undefined && this.#current !== refused ? this.#current : (this.#asking ??= this.#ask());
    }
    forget() {
        this.#current = undefined;
        this.#asking = undefined;
    }
    #ask() {
        const asking = Promise.resolve()
            .then(() => this.#source())
            .then(token => {
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
