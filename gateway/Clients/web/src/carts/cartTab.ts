import { Pauses, sleep } from '../calls/pauses.js';
import type { OmnichannelClient } from '../client.js';
import { Listeners } from '../device/listeners.js';
import { troubleOf } from '../device/trouble.js';
import { randomName } from '../random.js';
import { BookKeeper, type News } from './bookKeeper.js';
import type { CartEvents, ToldEvent } from './cartEvents.js';
import { CartSender } from './cartSender.js';
import { watchCart } from './cartWatch.js';
import type { DeviceCartOptions } from './deviceCartOptions.js';
import type { Line, LogChange, OperationLog } from './operationLog.js';

/** What tabs say to each other. */
type Message =
  | { readonly kind: 'news'; readonly news: News }
  | { readonly kind: 'event'; readonly name: ToldEvent; readonly detail: never }
  // Somebody waits until everything is answered.
  | { readonly kind: 'settle'; readonly ids: readonly string[] }
  | { readonly kind: 'settled'; readonly ids: readonly string[] }
  | { readonly kind: 'retry' }
  // The turn is another's now: whoever waits asks again.
  | { readonly kind: 'leads' };

interface Waiting {
  resolve(): void;
  reject(reason: unknown): void;
}

/**
 * One tab's part in a cart. All tabs edit, and show what the others do. One has the turn: it sends, and tells all of them what came of it. When it closes, or dies, the
 * turn goes to another, which begins with the log.
 */
export class CartTab {
  readonly listeners = new Listeners<CartEvents>();
  readonly #client: OmnichannelClient;
  readonly #log: OperationLog;
  readonly #options: DeviceCartOptions;
  readonly #stop = new AbortController();
  readonly #waiting = new Map<string, Waiting>();
  readonly #line: Line;
  #keeper!: BookKeeper;
  #sender: CartSender | undefined;
  #leading: Promise<void> = Promise.resolve();

  private constructor(client: OmnichannelClient, log: OperationLog, options: DeviceCartOptions) {
    this.#client = client;
    this.#log = log;
    this.#options = options;
    this.#line = log.connect(message => {
      // What could not be read now is read with the next step.
      this.#hear(message as Message).catch((error: unknown) => this.listeners.raise('trouble', troubleOf(error)));
    });
  }

  static async open(client: OmnichannelClient, log: OperationLog, options: DeviceCartOptions): Promise<CartTab> {
    const tab = new CartTab(client, log, options);
    tab.#keeper = await BookKeeper.open(log, news => tab.#post({ kind: 'news', news }));
    return tab;
  }

  get keeper(): BookKeeper {
    return this.#keeper;
  }

  start(): void {
    if (this.#log.damaged !== undefined) {
      this.#raise('trouble', {
        kind: 'logDamaged', message: `The log was damaged. It is kept as ${this.#log.damaged}, and a new one was begun: what was not settled is in there.`,
      });
    }

    this.#changed();
    this.#leading = this.#lead();
  }

  async edit(step: (book: BookKeeper['book']) => LogChange): Promise<void> {
    await this.#keeper.take(step);
    this.#sender?.wake();
    this.#changed();
  }

  settle(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const id = randomName();
      const end = (finish: () => void) => {
        this.#waiting.delete(id);
        signal?.removeEventListener('abort', abort);
        finish();
      };
      const abort = () => end(() => reject(signal?.reason));
      signal?.addEventListener('abort', abort, { once: true });
      this.#waiting.set(id, { resolve: () => end(resolve), reject: reason => end(() => reject(reason)) });
      this.#askToSettle([id]);
    });
  }

  retry(): void {
    this.#sender?.retry();
    this.#post({ kind: 'retry' });
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('The cart was closed.'));
    await this.#leading;
    this.#line.close();
    [...this.#waiting.values()].forEach(waiting => waiting.reject(this.#stop.signal.reason));
  }

  async #lead(): Promise<void> {
    const pauses = new Pauses(this.#client.options);
    for (let failures = 0; !this.#stop.signal.aborted; failures++) {
      try {
        await this.#log.lead(signal => this.#send(signal), this.#stop.signal);
      } catch (error) {
        if (!this.#stop.signal.aborted) {
          this.#raise('trouble', troubleOf(error));
        }
      }

      await sleep(pauses.after(failures), this.#stop.signal).catch(() => undefined);
    }
  }

  // This tab's turn. What an earlier holder has written counts, whether or not it was told.
  async #send(signal: AbortSignal): Promise<void> {
    await this.#keeper.catchUp();
    this.#changed();
    const sender = new CartSender(this.#client, this.#keeper, this.#options, {
      raise: (name, detail) => this.#raise(name, detail),
      changed: () => this.#changed(),
      settled: ids => this.#settled(ids),
    });
    this.#sender = sender;
    try {
      sender.ask(this.#waiting.keys());
      this.#post({ kind: 'leads' });
      await Promise.all([sender.run(signal), this.#options.watch === false ? undefined : watchCart(this.#client, this.#keeper, () => sender.refresh(), signal)]);
    } finally {
      this.#sender = undefined;
    }
  }

  async #hear(message: Message): Promise<void> {
    switch (message.kind) {
      case 'news':
        if (await this.#keeper.hear(message.news)) {
          this.#sender?.wake();
          this.#changed();
        }

        break;
      case 'event':
        this.listeners.raise(message.name, message.detail);
        break;
      case 'settle':
        // After the edits that were told before.
        await this.#keeper.catchUp();
        this.#sender?.ask(message.ids);
        break;
      case 'settled':
        // After the answers that were told before.
        await this.#keeper.idle();
        message.ids.forEach(id => this.#waiting.get(id)?.resolve());
        break;
      case 'retry':
        this.#sender?.retry();
        break;
      case 'leads':
        this.#askToSettle([...this.#waiting.keys()]);
        break;
    }
  }

  #askToSettle(ids: readonly string[]): void {
    if (this.#sender) {
      this.#sender.ask(ids);
    } else if (ids.length > 0) {
      this.#post({ kind: 'settle', ids });
    }
  }

  #settled(ids: readonly string[]): void {
    this.#post({ kind: 'settled', ids });
    ids.forEach(id => this.#waiting.get(id)?.resolve());
  }

  // A view is made for whoever looks at it.
  #changed(): void {
    if (this.listeners.has('changed')) {
      this.listeners.raise('changed', this.#keeper.view);
    }
  }

  // An error does not travel between tabs; its words do.
  #raise<Name extends ToldEvent>(name: Name, detail: CartEvents[Name]): void {
    this.listeners.raise(name, detail);
    this.#post({ kind: 'event', name, detail: ('cause' in detail ? { ...detail, cause: undefined } : detail) as never });
  }

  #post(message: Message): void {
    this.#line.post(message);
  }
}
