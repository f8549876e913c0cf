// What the tests have in common: clients without long pauses, logs in memory databases, waiting for what is expected.
import { IDBFactory } from 'fake-indexeddb';
import { DeviceCart, IndexedDbOperationLog, LocalLocks, OmnichannelClient } from '../../dist/index.js';

export const quick = { firstPauseMs: 1, longestPauseMs: 20, attemptLimitMs: 10_000 };

/** One that gives a call up soon, and tells that it is off line. */
export const impatient = { attemptLimitMs: 200 };

export const clientOf = (address, more = {}) => new OmnichannelClient({ address, token: () => 'token', ...quick, ...more });

/** A browser profile: one IndexedDB, and locks between its tabs. */
export class Profile {
  indexedDb = new IDBFactory();
  locks = new LocalLocks();
  name = `cart-${Math.random().toString(36).slice(2)}`;

  openLog(more = {}) { return IndexedDbOperationLog.open({ name: this.name, indexedDb: this.indexedDb, locks: this.locks, ...more }); }
}

/** A cart in a tab of its own, with all that it told. */
export async function openTab(client, log, options = {}) {
  const cart = await DeviceCart.open(client, log, { market: 'IT', watch: false, ...options });
  const told = { mergeNoted: [], refused: [], redirected: [], trouble: [] };
  for (const [name, list] of Object.entries(told)) cart.on(name, detail => list.push(detail));
  return { cart, log, told, troubles: () => told.trouble.map(trouble => trouble.kind), close: async () => { await cart.close(); log.close(); } };
}

export async function eventually(check, what, limitMs = 20_000) {
  for (const end = Date.now() + limitMs; ; await new Promise(resolve => setTimeout(resolve, 5))) {
    if (await check()) return;
    if (Date.now() > end) throw new Error(`It never came to this: ${what}`);
  }
}

export const quantities = view => Object.fromEntries(view.lines.map(line => [line.sku, line.quantity]));

/** Ends what a test has opened, the last first. */
export function closing(t) {
  const open = [];
  t.after(async () => { for (const one of open.reverse()) await one.close(); });
  return one => { open.push(one); return one; };
}
