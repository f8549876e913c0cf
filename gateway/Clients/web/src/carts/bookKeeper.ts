import type { CartView } from './cartView.js';
import type { Draft } from './localRules.js';
import { OperationBook } from './operationBook.js';
import type { LogChange, OperationLog } from './operationLog.js';

/** A change that another tab has written. */
export interface News {
  readonly name: string;
  readonly revision: number;
  readonly change: LogChange;
}

/**
 * The one place where a tab's book changes: the log writes a step before anybody sees it. Steps and other tabs' news come one after the other. News that do not follow on
 * what is known make it read again.
 */
export class BookKeeper {
  readonly #log: OperationLog;
  readonly #published: (news: News) => void;
  #book: OperationBook;
  #revision: number;
  #draft: Draft | undefined;
  #view: CartView | undefined;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(log: OperationLog, published: (news: News) => void, book: OperationBook, revision: number) {
    this.#log = log;
    this.#published = published;
    this.#book = book;
    this.#revision = revision;
  }

  /** @param published Is given what this tab has written, for the others. */
  static async open(log: OperationLog, published: (news: News) => void): Promise<BookKeeper> {
    const content = await log.read();
    return new BookKeeper(log, published, new OperationBook(content), content.revision);
  }

  get book(): OperationBook {
    return this.#book;
  }

  /** Made when somebody asks: 10,000 edits in a row need no 10,000 views. */
  get view(): CartView {
    this.#draft ??= this.#book.draft();
    return (this.#view ??= this.#draft.view());
  }

  /**
   * Takes a step from the book as it is then, and keeps it.
   * @throws {DeviceLogError} It could not be kept; the book is as it was.
   */
  take(step: (book: OperationBook) => LogChange): Promise<void> {
    return this.#inTurn(async () => {
      let change: LogChange = {};
      const revision = await this.#log.update({ name: this.#book.name, revision: this.#revision }, news => {
        if (news) {
          this.#begin(new OperationBook(news), news.revision);
        }

        return (change = step(this.#book));
      });
      this.#apply({ name: this.#book.name, revision, change });
      this.#published({ name: this.#book.name, revision, change });
    });
  }

  /** Takes what another tab has written. False when it was known. */
  hear(news: News): Promise<boolean> {
    return this.#inTurn(async () => {
      if (news.name === this.#book.name && news.revision <= this.#revision) {
        return false;
      }

      if (news.name === this.#book.name && news.revision === this.#revision + 1) {
        this.#apply(news);
      } else {
        await this.#read();
      }

      return true;
    });
  }

  /** Reads what other tabs have written, whether or not they have told. */
  catchUp(): Promise<void> {
    return this.#inTurn(() => this.#read());
  }

  /** Ends when what was begun before has ended. */
  idle(): Promise<void> {
    return this.#inTurn(async () => {});
  }

  async #read(): Promise<void> {
    const content = await this.#log.read();
    this.#begin(new OperationBook(content), content.revision);
  }

  #begin(book: OperationBook, revision: number): void {
    [this.#book, this.#revision, this.#draft, this.#view] = [book, revision, undefined, undefined];
  }

  // New edits come after all others, so what is drawn stays, in every tab.
  #apply({ revision, change }: News): void {
    const added = this.#book.addedBy(change);
    this.#book.apply(change);
    this.#draft = added && this.#draft;
    added?.forEach(operation => this.#draft?.apply(operation));
    [this.#revision, this.#view] = [revision, undefined];
  }

  #inTurn<T>(run: () => Promise<T>): Promise<T> {
    const result = this.#last.then(run);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
