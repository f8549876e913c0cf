import test from 'node:test';
import assert from 'node:assert/strict';
import { OperationBook } from '../dist/carts/operationBook.js';
import { align, batchOf } from '../dist/carts/counting.js';
import { answerOf, settle } from '../dist/carts/settling.js';
import { NonsenseError } from '../dist/device/trouble.js';

const cart = (version, stableVersion = version, more = {}) => ({ cartId: 'c1', version: String(version), stableVersion: String(stableVersion), lines: [], codes: [], giftNote: '', ...more });
const add = { add: { sku: 'MUG', quantity: 1 } };
const result = (number, outcome = 'APPLIED', more = {}) => ({ deviceSeq: String(number), outcome: `OPERATION_OUTCOME_${outcome}`, lineId: '', ...more });
const outOfOrder = (number, due) => result(number, 'OUT_OF_ORDER', { expectedDeviceSeq: String(due) });
const answer = (shown, ...results) => ({ cart: shown, version: shown.version, stableVersion: shown.stableVersion, results });
const many = { operations: 1000, bytes: 1_000_000 };

function bookOf(edits, seen = cart(4)) {
  const book = new OperationBook({ name: 'log-1', revision: 0, current: 'c1', carts: [{ cartId: 'c1', nextNumber: 1, sentThrough: 0 }], seen: [seen], operations: [] });
  return taking(book, book.append(Array.from({ length: edits }, () => add)));
}

function taking(book, change) {
  book.apply(change);
  return book;
}

function settled(book, said, due = 1) {
  const batch = batchOf(book, 'c1', due, many);
  const settlement = settle(taking(book, book.send('c1', Number(batch.at(-1).deviceSeq))), 'c1', batch, answerOf(batch, said));
  return { ...settlement, book: taking(book, settlement.change) };
}

const numbers = operations => operations.map(operation => Number(operation.number ?? operation.deviceSeq));

test('Edits are numbered from one, with the version that was seen', () => {
  const book = bookOf(2);
  assert.deepEqual(book.of('c1').map(kept => [kept.operation.deviceSeq, kept.operation.baseVersion]), [['1', '4'], ['2', '4']]);
  assert.equal(book.cart('c1').nextNumber, 3);
});

test('Answered and not stable: in the log, and not in the view', () => {
  const { book, due, stopped } = settled(bookOf(2), answer(cart(6, 5), result(1), result(2)));
  assert.deepEqual([book.of('c1').length, book.view().pending, due, stopped], [2, 0, 3, undefined]);
});

test('Stable: gone from the log', () => {
  const { book, change } = settled(bookOf(2), answer(cart(6), result(1), result(2, 'DUPLICATE')));
  assert.deepEqual([book.of('c1').length, change.removed.length, change.put.length], [0, 2, 0]);
});

test('Out of order: it goes again from the number that is due, with what was answered', () => {
  const { book } = settled(bookOf(3), answer(cart(7, 4), result(1), result(2), result(3)));
  taking(book, book.append([add]));
  const again = settled(book, answer(cart(5, 4), outOfOrder(4, 2)), 4);
  assert.deepEqual([again.due, again.stopped], [2, 'OUT_OF_ORDER']);
  assert.deepEqual(again.book.of('c1').map(kept => kept.answered === undefined), [false, true, true, true]);
  assert.deepEqual(numbers(batchOf(again.book, 'c1', 2, many)), [2, 3, 4]);
});

test('A device too many: the edit waits', () => {
  const limit = result(1, 'REJECTED', { refusal: { reason: 'DEVICE_LIMIT' } });
  const { book, due, stopped, refusals } = settled(bookOf(2), answer(cart(6), limit, outOfOrder(2, 1)));
  assert.deepEqual([due, stopped, book.view().pending, refusals], [1, 'DEVICE_LIMIT', 2, []]);
});

test('Remarks and refusals are told', () => {
  const merged = result(1, 'MERGED', { lineId: 'l1', note: { kind: 'MERGE_NOTE_KIND_SET_LOST' } });
  const { remarks, refusals } = settled(bookOf(2), answer(cart(6), merged, result(2, 'REJECTED', { refusal: { reason: 'SKU_UNKNOWN' } })));
  assert.deepEqual(remarks.map(remark => [remark.operation.deviceSeq, remark.lineId, remark.note.kind]), [['1', 'l1', 'MERGE_NOTE_KIND_SET_LOST']]);
  assert.deepEqual(refusals.map(refused => [refused.operation.deviceSeq, refused.refusal.reason]), [['2', 'SKU_UNKNOWN']]);
});

test('A fresh log under a name that counted before counts on from there', () => {
  const book = bookOf(2);
  const { change, taken } = align(book, 'c1', { due: 8, cart: cart(5), stableVersion: 5 });
  taking(book, change);
  assert.deepEqual([taken, numbers(book.of('c1')), book.cart('c1').nextNumber, book.cart('c1').sentThrough], [7, [8, 9], 10, 7]);
  assert.deepEqual(book.of('c1').map(kept => kept.operation.deviceSeq), ['8', '9']);
});

test('Sent and not answered, below the number that is due: it has happened', () => {
  const book = bookOf(3);
  taking(book, book.send('c1', 3));
  const { change, taken } = align(book, 'c1', { due: 3, cart: cart(6), stableVersion: 5 });
  taking(book, change);
  assert.deepEqual([taken, book.of('c1').map(kept => kept.answered !== undefined)], [0, [true, true, false]]);
});

test('Numbers that the log has no more are used up by empty operations', () => {
  const { book } = settled(bookOf(3), answer(cart(7), result(1), result(2), result(3)));
  taking(book, book.append([add]));
  taking(book, align(book, 'c1', { due: 2, cart: cart(5), stableVersion: 5 }).change);
  const batch = batchOf(book, 'c1', 2, many);
  assert.deepEqual([numbers(batch), batch.map(operation => operation.add !== undefined)], [[2, 3, 4], [false, false, true]]);
});

test('A cart that began anew has seen nothing of the old versions', () => {
  const book = bookOf(1, cart(4, 4, { createdAt: '2026-01-01T00:00:00Z' }));
  const { change } = align(book, 'c1', { due: 1, cart: cart(4, 4, { createdAt: '2026-02-01T00:00:00Z' }), stableVersion: 4 });
  assert.equal(taking(book, change).of('c1')[0].operation.baseVersion, '0');
});

test('A batch stops before it is too large', () => {
  assert.equal(batchOf(bookOf(10), 'c1', 1, { operations: 4, bytes: 10_000 }).length, 4);
  assert.equal(batchOf(bookOf(10), 'c1', 1, { operations: 10, bytes: 1 }).length, 1);
});

test('Before the cart is known edits wait, and go to it', () => {
  const book = new OperationBook({ name: 'log-1', revision: 0, current: '', carts: [], seen: [], operations: [] });
  taking(book, book.append([add]));
  taking(book, book.follow(cart(0, 0, { cartId: 'c9' })));
  assert.deepEqual([book.current, numbers(book.of('c9')), book.of('').length, book.cart('c9').nextNumber], ['c9', [1], 0, 2]);
});

test('A followed cart takes additions of the earlier one into its view', () => {
  const book = bookOf(1);
  taking(book, book.follow(cart(1, 1, { cartId: 'c2' })));
  assert.deepEqual([book.current, book.view().lines.map(line => line.sku)], ['c2', ['MUG']]);
});

const nonsense = {
  'nothing': undefined,
  'a text': 'hello',
  'no cart': { results: [result(1)], version: '6', stableVersion: '6' },
  'a cart without a name': answer(cart(6, 6, { cartId: '' }), result(1)),
  'too few results': answer(cart(6)),
  'results that are no list': { ...answer(cart(6)), results: 'x' },
  'a result that is none': answer(cart(6), null),
  'another number': answer(cart(6), result(9)),
  'no outcome': answer(cart(6), result(1, 'UNSPECIFIED')),
  'an outcome of tomorrow': answer(cart(6), result(1, 'POSTPONED')),
  'stable beyond its version': answer(cart(6, 7), result(1)),
  'another version than the cart': { ...answer(cart(6), result(1)), version: '7' },
  'a version that is no number': answer(cart('six'), result(1)),
  'a version beyond all counting': answer(cart('99999999999999999999'), result(1)),
  'a number that is due after it': answer(cart(6), outOfOrder(1, 4)),
  'a number that is due and none': answer(cart(6), result(1, 'OUT_OF_ORDER')),
  'lines that are no list': answer(cart(6, 6, { lines: 'many' }), result(1)),
  'a line without a quantity': answer(cart(6, 6, { lines: [{ lineId: 'l1', sku: 'MUG' }] }), result(1)),
};

for (const [what, said] of Object.entries(nonsense)) {
  test(`An answer with ${what} is not believed`, () => {
    assert.throws(() => answerOf(batchOf(bookOf(1), 'c1', 1, many), said), NonsenseError);
  });
}
