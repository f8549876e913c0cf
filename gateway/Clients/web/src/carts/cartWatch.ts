import { Pauses, sleep } from '../calls/pauses.js';
import type { OmnichannelClient } from '../client.js';
import type { BookKeeper } from './bookKeeper.js';
import { versionOf } from './contract.js';

const lookMs = 1000;

/**
 * Follows the current cart. A message only says that there is something new, and the sender reads it: so all that changes the book comes in one order, and a message
 * that was long on its way never takes the view back.
 */
export async function watchCart(client: OmnichannelClient, keeper: BookKeeper, refresh: () => void, signal: AbortSignal): Promise<void> {
  const pauses = new Pauses(client.options);
  for (let failures = 0; !signal.aborted;) {
    const { current, server } = keeper.book;
    try {
      if (current === '' || server === undefined) {
        await sleep(lookMs, signal);
        continue;
      }

      await follow(client, keeper, current, refresh, signal);
      failures = 0;
    } catch {
      // The sender meets the same trouble, and tells.
      await sleep(pauses.after(failures++), signal).catch(() => undefined);
    }
  }
}

async function follow(client: OmnichannelClient, keeper: BookKeeper, cartId: string, refresh: () => void, signal: AbortSignal): Promise<void> {
  const seen = () => (keeper.book.server === undefined ? 0 : versionOf(keeper.book.server));
  const ending = new AbortController();
  const end = () => ending.abort(signal.reason);
  signal.addEventListener('abort', end, { once: true });

  // A cart that was merged may say nothing any more: whoever goes by its messages alone never follows the next one.
  const look = setInterval(() => keeper.book.current !== cartId && ending.abort(), lookMs);
  try {
    for await (const { data } of client.watch('/v1/carts/{cartId}:watch', { path: { cartId }, lastEventId: String(seen()), signal: ending.signal })) {
      if (keeper.book.current !== cartId) {
        return;
      }

      if (Number(data.version) > seen() || keeper.book.cartIds.some(id => keeper.book.has(id, 'answered'))) {
        refresh();
      }
    }
  } catch (error) {
    if (keeper.book.current === cartId) {
      throw error;
    }
  } finally {
    clearInterval(look);
    signal.removeEventListener('abort', end);
  }
}
