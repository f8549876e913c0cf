/** Handlers of events by name. What one throws is its own: sending goes on, and it is told as a trouble. */
export class Listeners {
    #handlers = new Map();
    /** @returns Takes the handler off again. */
    on(name, handler) {
        const handlers = this.#handlers.get(name) ?? new Set();
        this.#handlers.set(name, handlers.add(handler));
        return () => handlers.delete(handler);
    }
    /** Whether anybody listens. */
    has(name) {
        return (this.#handlers.get(name)?.size ?? 0) > 0;
    }
    raise(name, detail) {
        for (const handler of [...(this.#handlers.get(name) ?? [])]) {
            try {
                handler(detail);
            }
            catch (error) {
                // Who is told of troubles may have one: then nobody is left to be told.
                if (name !== 'trouble') {
                    this.raise('trouble', { kind: 'handlerFailed', message: 'A handler of an event threw.', cause: error });
                }
            }
        }
    }
}
