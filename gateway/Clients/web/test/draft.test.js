// Whoever looks after each edit sees what somebody sees who looks once, at the end.
import test from 'node:test';
import assert from 'node:assert/strict';
import { MemoryOperationLog } from '../dist/index.js';
import { BookKeeper } from '../dist/carts/bookKeeper.js';
import { batchOf, emptyOperation } from '../dist/carts/counting.js';
import { OperationBook } from '../dist/carts/operationBook.js';
import { settle } from '../dist/carts/settling.js';
import { randomOf } from './support/random.js';

const skus = ['MUG', 'CUP', 'LAMP', 'BOWL'];
const many = { operations: 1000, bytes: 1_000_000 };

/** Several tabs of one log, a server that shows carts and answers, and chance. */
class Tabs {
  static async open(seed) {
    const tabs = new Tabs();
    tabs.random = randomOf(seed);
    tabs.log = new MemoryOperationLog();
    tabs.version = 0;
    tabs.news = [[], []];
    tabs.keepers = [];
    for (const index of [0, 1]) tabs.keepers.push(await BookKeeper.open(tabs.log, news => tabs.news[1 - index].push(news)));
    return tabs;
  }

  get keeper() { return this.random.one(this.keepers); }

  /** Both hear what the other has written, but for what got lost on the way. */
  async hear() {
    for (const [index, keeper] of this.keepers.entries()) {
      const heard = this.news[index].splice(0);
      for (const news of this.random.chance(0.1) ? heard.slice(1) : heard) await keeper.hear(news);
      if (heard.length > 0) await keeper.hear(heard.at(-1));
    }
  }

  step() {
    const { random } = this;
    if (random.chance(0.8)) return this.edit();
    return random.one([() => this.show(), () => this.answer(), () => this.empty(), () => this.follow(), () => this.turn(), () => this.discard()])();
  }

  edit() { return this.keeper.take(book => book.append([this.operation(), ...this.random.some(2, () => this.operation())])); }

  operation() {
    const { random } = this;
    const sku = random.one(skus);
    const options = random.chance(0.3) ? { size: random.one(['S', 'L']) } : {};
    const line = random.chance(0.5) ? { lineId: `id-${sku}` } : { sku, options };
    return random.one([
      ...Array(4).fill({ add: { sku, options, quantity: 1 + random.below(9), ...(random.chance(0.2) ? { fulfilment: { pickup: { storeId: 'milano-1' } } } : {}) } }),
      { setQuantity: { line, quantity: 1 + random.below(9) } }, { removeLine: { line } }, { moveToSaved: { line } }, { moveToCart: { line } },
      { setFulfilment: { line, fulfilment: { pickup: { storeId: 'roma-2' } } } }, { applyCode: { code: random.one(['ten', 'Five']) } }, { removeCode: { code: random.one(['TEN', 'five']) } },
      { setGiftNote: { text: sku } }, { clear: {} },
    ]);
  }

  cart(cartId) {
    const { random } = this;
    const version = String(++this.version);
    const lines = skus.filter(() => random.chance(0.5)).map(sku => ({ lineId: `id-${sku}`, sku, options: {}, quantity: 1 + random.below(9), saved: random.chance(0.2) }));
    return { cartId, version, stableVersion: random.chance(0.5) ? version : '0', lines, codes: random.some(1, () => ({ code: 'TEN' })), giftNote: random.one(['', 'for you']) };
  }

  /** What other devices did. */
  show() { return this.keeper.take(book => (book.current === '' ? book.follow(this.cart('c1')) : { seen: [this.cart(book.current)] })); }

  /** The server answers some of the edits, and shows its cart a moment later. */
  async answer() {
    const { keeper, random } = this;
    const waiting = keeper.book.cartIds.filter(cartId => cartId !== '' && keeper.book.has(cartId, 'unanswered'));
    if (waiting.length === 0) return;
    const cartId = random.one(waiting);
    const [first] = keeper.book.of(cartId).filter(({ answered }) => !answered);
    const batch = batchOf(keeper.book, cartId, first.number, { ...many, operations: 1 + random.below(9) });
    const cart = this.cart(cartId);
    const results = batch.map(({ deviceSeq }) => ({ deviceSeq, outcome: 'OPERATION_OUTCOME_APPLIED', lineId: '' }));
    await keeper.take(book => book.send(cartId, Number(batch.at(-1).deviceSeq)));
    const answer = { cart, version: Number(cart.version), stableVersion: Number(cart.stableVersion), results };
    await keeper.take(book => settle(book, cartId, batch, answer).change);
    if (random.chance(0.5)) await keeper.take(() => ({ seen: [cart] }));
  }

  /** An edit that no call can carry. */
  empty() {
    return this.keeper.take(book => {
      const waiting = book.of(book.current).filter(({ answered }) => !answered);
      if (waiting.length === 0) return {};
      const bad = this.random.one(waiting);
      return { put: [{ ...bad, operation: emptyOperation(bad.number) }] };
    });
  }

  /** The cart was merged into another. */
  follow() { return this.keeper.take(book => book.follow(this.cart(`c${1 + this.random.below(3)}`))); }

  turn() { return this.keeper.take(book => book.turnTo(`c${1 + this.random.below(3)}`)); }

  /** What waits for a cart that is not the caller's goes. */
  discard() {
    return this.keeper.take(book => ({ removed: this.random.one([book.cartIds, [book.current]]).filter(() => this.random.chance(0.5)).flatMap(cartId => book.of(cartId)).map(({ cartId, number }) => ({ cartId, number })) }));
  }
}

for (let seed = 1; seed <= 40; seed++) {
  test(`A view that goes on is the one that begins anew, seed ${seed}`, async () => {
    const tabs = await Tabs.open(seed);
    for (let step = 0; step < 120; step++) {
      // Nobody looks at times: then there is nothing to go on from.
      const look = tabs.keepers.filter(() => tabs.random.chance(0.7));
      const before = look.map(({ view }) => [view, structuredClone(view)]);
      await tabs.step();
      await tabs.hear();
      const anew = new OperationBook(await tabs.log.read()).view();
      for (const { view } of look) assert.deepEqual(view, anew, `step ${step}`);
      for (const [view, was] of before) assert.deepEqual(view, was, 'a view never changes');
    }
  });
}

test('An edit reads none of the edits that wait, in whatever tab', async () => {
  let reads = 0;
  const waiting = Array.from({ length: 1000 }, (_, index) => {
    const operation = new Proxy({ deviceSeq: String(index + 1), add: { sku: 'LAMP', quantity: 1 } }, { get: (own, name) => { reads++; return own[name]; } });
    return { cartId: 'c1', number: index + 1, operation };
  });
  const content = { name: 'log-1', revision: 1, current: 'c1', carts: [{ cartId: 'c1', nextNumber: 1001, sentThrough: 0 }], seen: [], operations: waiting };
  const log = { read: async () => content, update: async ({ revision }, step) => { step(); return revision + 1; } };
  const other = await BookKeeper.open(log, () => undefined);
  let heard;
  const one = await BookKeeper.open(log, news => { heard = other.hear(news); });
  assert.deepEqual([one, other].map(({ view }) => [view.pending, view.lines[0].quantity]), [[1000, 1000], [1000, 1000]]);
  assert.ok(reads >= 2 * waiting.length);
  reads = 0;
  for (let edit = 1; edit <= 50; edit++) {
    await one.take(book => book.append([{ add: { sku: 'LAMP', quantity: 1 } }]));
    await heard;
    assert.deepEqual([one, other].map(({ view }) => [view.pending, view.lines[0].quantity]), Array(2).fill([1000 + edit, 1000 + edit]));
  }

  // What is noted before a call goes out shows nowhere.
  await one.take(book => book.send('c1', 1000));
  await heard;
  assert.deepEqual([one, other].map(({ view }) => view.pending), [1050, 1050]);
  assert.equal(reads, 0);
});

test('What was drawn goes on with edits behind all others, and with nothing else', () => {
  const edit = (number, more = {}) => ({ cartId: 'c1', number, operation: { deviceSeq: String(number), add: { sku: 'LAMP', quantity: 1 } }, ...more });
  const carts = [{ cartId: 'c1', nextNumber: 3, sentThrough: 0 }, { cartId: 'c0', nextNumber: 2, sentThrough: 0, movedTo: 'c1' }];
  const book = new OperationBook({ name: 'log-1', revision: 0, current: 'c1', carts, seen: [], operations: [edit(1), edit(2)] });
  assert.deepEqual([{}, book.send('c1', 2), { put: [edit(3), edit(4)] }].map(change => book.addedBy(change)), [[], [], [edit(3).operation, edit(4).operation]]);
  const others = {
    'another cart': { current: 'c2' },
    'the cart as the server shows it': { seen: [{ cartId: 'c1', version: '1', stableVersion: '1' }] },
    'an edit that goes': { removed: [{ cartId: 'c1', number: 2 }] },
    'a cart that leads here now': { carts: [{ cartId: 'c9', nextNumber: 1, sentThrough: 0, movedTo: 'c1' }] },
    'a cart that leads here no more': { carts: [{ cartId: 'c0', nextNumber: 2, sentThrough: 0 }] },
    'an edit of another cart': { put: [edit(3, { cartId: 'c0' })] },
    'an edit before others': { put: [edit(2)] },
    'an edit that was answered': { put: [edit(3, { answered: { in: 'c1', version: 1 } })] },
  };
  for (const [what, change] of Object.entries(others)) assert.equal(book.addedBy(change), undefined, what);
});
