import test from 'node:test';
import assert from 'node:assert/strict';
import { begin } from '../dist/carts/localRules.js';
import { quantities } from './support/world.js';

const server = {
  cartId: 'c1', version: '4', stableVersion: '4', giftNote: 'for you', codes: [{ code: 'TEN' }],
  lines: [{ lineId: 'l1', sku: 'MUG', options: {}, quantity: 2 }, { lineId: 'l2', sku: 'CUP', options: { size: 'L' }, quantity: 1, saved: true }],
};
const view = (...pending) => begin('c1', server, pending, []).view();

test('An addition adds, a set replaces, a removal removes', () => {
  assert.deepEqual(quantities(view({ add: { sku: 'MUG', quantity: 3 } })), { MUG: 5, CUP: 1 });
  assert.deepEqual(quantities(view({ setQuantity: { line: { lineId: 'l1' }, quantity: 7 } })), { MUG: 7, CUP: 1 });
  assert.deepEqual(quantities(view({ removeLine: { line: { lineId: 'l1' } } })), { CUP: 1 });
});

test('A line that only the device knows is named by what it holds', () => {
  const lamp = { sku: 'LAMP', options: { colour: 'red', size: 'S' } };
  const both = view({ add: { ...lamp, quantity: 1 } }, { setQuantity: { line: { sku: 'LAMP', options: { size: 'S', colour: 'red' } }, quantity: 4 } });
  const line = both.lines.at(-1);
  assert.deepEqual([line.quantity, line.lineId, line.isPending, line.server], [4, '', true, undefined]);
  assert.deepEqual(line.reference, { sku: 'LAMP', options: lamp.options });
  assert.deepEqual(both.lines[0].reference, { lineId: 'l1' });
});

test('Another variant is another line', () => {
  assert.equal(view({ add: { sku: 'CUP', options: { size: 'S' }, quantity: 1 } }).lines.length, 3);
  assert.deepEqual(quantities(view({ add: { sku: 'CUP', options: { size: 'L' }, quantity: 1 } })).CUP, 2);
});

test('Saved lines come back with an addition, and stay when the cart is cleared', () => {
  assert.equal(view({ add: { sku: 'CUP', options: { size: 'L' }, quantity: 1 } }).lines[1].isSaved, false);
  const cleared = view({ clear: {} });
  assert.deepEqual([quantities(cleared), cleared.codes, cleared.giftNote], [{ CUP: 1 }, [], '']);
  assert.equal(view({ moveToSaved: { line: { lineId: 'l1' } } }).lines[0].isSaved, true);
  assert.equal(view({ moveToCart: { line: { lineId: 'l2' } } }).lines[1].isSaved, false);
});

test('Codes are in upper case and once; notes and fulfilment are the last ones', () => {
  assert.deepEqual(view({ applyCode: { code: 'ten' } }, { applyCode: { code: 'Five' } }).codes, ['TEN', 'FIVE']);
  assert.deepEqual(view({ removeCode: { code: 'Ten' } }).codes, []);
  assert.equal(view({ setGiftNote: { text: '' } }).giftNote, '');
  const pickup = { pickup: { storeId: 'milano-1' } };
  assert.deepEqual(view({ setFulfilment: { line: { lineId: 'l1' }, fulfilment: pickup } }).lines[0].fulfilment, pickup);
});

test('Of edits that were made for an earlier cart only additions follow', () => {
  const moved = begin('c1', server, [], [{ add: { sku: 'MUG', quantity: 1 } }, { removeLine: { line: { lineId: 'l1' } } }]).view();
  assert.deepEqual(quantities(moved), { MUG: 3, CUP: 1 });
  assert.deepEqual([moved.pending, moved.areTotalsStale], [2, true]);
});

test('What cannot be meant changes nothing', () => {
  assert.deepEqual(quantities(view({ setQuantity: { line: { lineId: 'gone' }, quantity: 3 } }, { removeLine: {} }, { deviceSeq: '1' })), { MUG: 2, CUP: 1 });
  assert.equal(view({ add: { sku: 'MUG', quantity: 2 ** 31 - 1 } }).lines[0].quantity, 2 ** 31 - 1);
  assert.equal(begin('', undefined, [], []).view().areTotalsStale, true);
});
