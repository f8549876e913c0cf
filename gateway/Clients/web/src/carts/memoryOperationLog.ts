import { randomName } from '../random.js';
import { LocalLocks } from './locks.js';
import { OperationBook } from './operationBook.js';
import type { Line, LogChange, LogContent, OperationLog } from './operationLog.js';

/** What a new log has. A new log is a new device to the server, so no number is ever used for two edits. */
export const newLog = (): LogContent => ({ name: `log-${randomName()}`, revision: 0, current: '', carts: [], seen: [], operations: [] });

/** Keeps edits as long as the page lives: for pages that are never off line, and for tests. Several carts may share one, as tabs do. */
export class MemoryOperationLog implements OperationLog {
  readonly damaged = undefined;
  readonly #book = new OperationBook(newLog());
  readonly #locks = new LocalLocks();
  readonly #listeners = new Set<(message: unknown) => void>();
  #revision = 0;

  async read(): Promise<LogContent> {
    return this.#book.content(this.#revision);
  }

  async update(known: Pick<LogContent, 'name' | 'revision'>, step: (news?: LogContent) => LogChange): Promise<number> {
    this.#book.apply(step(known.revision === this.#revision && known.name === this.#book.name ? undefined : this.#book.content(this.#revision)));
    return ++this.#revision;
  }

  connect(listener: (message: unknown) => void): Line {
    const own = (message: unknown) => listener(message);
    this.#listeners.add(own);
    return {
      post: message => [...this.#listeners].filter(other => other !== own).forEach(other => queueMicrotask(() => other(message))),
      close: () => this.#listeners.delete(own),
    };
  }

  lead(send: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    return this.#locks.request('turn', { signal }, () => send(signal));
  }

  close(): void {
    // What it keeps goes with it.
  }
}
