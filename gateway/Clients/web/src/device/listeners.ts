import type { ClientTrouble } from './trouble.js';

/** Handlers of events by name. What one throws is its own: sending goes on, and it is told as a trouble. */
export class Listeners<Events extends { trouble: ClientTrouble }> {
  readonly #handlers = new Map<keyof Events, Set<(detail: never) => void>>();

  /** @returns Takes the handler off again. */
  on<Name extends keyof Events>(name: Name, handler: (detail: Events[Name]) => void): () => void {
    const handlers = this.#handlers.get(name) ?? new Set();
    this.#handlers.set(name, handlers.add(handler));
    return () => handlers.delete(handler);
  }

  /** Whether anybody listens. */
  has(name: keyof Events): boolean {
    return (this.#handlers.get(name)?.size ?? 0) > 0;
  }

  raise<Name extends keyof Events>(name: Name, detail: Events[Name]): void {
    for (const handler of [...(this.#handlers.get(name) ?? [])] as ((detail: Events[Name]) => void)[]) {
      try {
        handler(detail);
      } catch (error) {
        // Who is told of troubles may have one: then nobody is left to be told.
        if (name !== 'trouble') {
          this.raise('trouble', { kind: 'handlerFailed', message: 'A handler of an event threw.', cause: error });
        }
      }
    }
  }
}
