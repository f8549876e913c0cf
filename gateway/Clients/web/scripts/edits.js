// From an edit to the view that has it, off line: a cart of five lines that the server has shown, and edits that wait. Runs in Node and in a page.
const lines = 5;
const editsOfARound = 200;

const sku = index => `SKU-${index % lines}`;
const addition = index => ({ add: { sku: sku(index), quantity: 1 } });

const shown = {
  cartId: 'c1', market: 'IT', version: '5', stableVersion: '5', createdAt: '2026-01-01T00:00:00Z', codes: [], giftNote: '',
  lines: Array.from({ length: lines }, (_, index) => ({ lineId: `line-${index}`, sku: sku(index), options: {}, quantity: 1, saved: false, title: `Article ${index}` })),
};

/** Of sorted times, in milliseconds. */
const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

export function summary(times) {
  const sorted = Float64Array.from(times).sort();
  return { count: sorted.length, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

/**
 * @param lib The client as a package.
 * @param openLog Opens a log that has nothing yet.
 * @param options How many edits wait before the first that is measured; how long to measure, and how long before that to warm up.
 */
export async function measureEdits(lib, openLog, { waiting, seconds, warmUp }) {
  const client = new lib.OmnichannelClient({ address: 'http://127.0.0.1:1' });
  const times = [];
  let began = performance.now();
  for (let isWarm = false; !isWarm || performance.now() - began < seconds * 1000;) {
    const log = await openLog();
    await log.update(await log.read(), () => ({ current: 'c1', carts: [{ cartId: 'c1', nextNumber: 1, sentThrough: 0 }], seen: [shown] }));
    const cart = await lib.DeviceCart.open(client, log, { market: 'IT' });
    if (waiting > 0) await cart.apply(...Array.from({ length: waiting }, (_, index) => addition(index)));
    const round = await oneRound(cart, waiting);
    await cart.close();
    log.close();
    if (isWarm) {
      times.push(...round);
    } else if (performance.now() - began >= warmUp * 1000) {
      [began, isWarm] = [performance.now(), true];
    }
  }

  return summary(times);
}

async function oneRound(cart, waiting) {
  const times = [];
  for (let edit = 0; edit < editsOfARound; edit++) {
    const start = performance.now();
    await cart.add(sku(edit));
    if (cart.view.pending !== waiting + edit + 1) throw new Error('The view has not the edit.');
    times.push(performance.now() - start);
  }

  return times;
}

/** A bare put of an edit in a strict transaction: what no log can be faster than. */
export async function measurePuts(indexedDb, { seconds, warmUp }) {
  const name = `bare-${Math.random()}`;
  const database = await new Promise((resolve, reject) => {
    const request = indexedDb.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore('edits');
    request.onerror = () => reject(request.error);
    request.onsuccess = () => resolve(request.result);
  });
  const body = JSON.stringify({ deviceSeq: '1', baseVersion: '5', ...addition(1) });
  const times = [];
  const began = performance.now();
  for (let number = 0; performance.now() - began < (warmUp + seconds) * 1000; number++) {
    const start = performance.now();
    await new Promise((resolve, reject) => {
      const transaction = database.transaction(['edits'], 'readwrite', { durability: 'strict' });
      transaction.objectStore('edits').put({ body, checksum: number }, ['c1', number]);
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    if (performance.now() - began >= warmUp * 1000) times.push(performance.now() - start);
  }

  database.close();
  indexedDb.deleteDatabase(name);
  return summary(times);
}
