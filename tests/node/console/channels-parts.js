// The parts of the channels' page that need no browser: whose cart a device shows, what happened in words, finding among what was seen, a network that is cut.
'use strict';
const assert = require('assert/strict');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');
const { main } = require('../lib');

const pages = path.join(__dirname, '..', '..', '..', 'gateway', 'Console', 'wwwroot');

const guest = { accessToken: 'token', guestId: 'guest-1', deviceId: 'device-1' };
const memory = () => {
  const kept = new Map();
  return { getItem: name => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value), removeItem: name => kept.delete(name) };
};

const tests = ({ plan, guestLog, Remembered }, { differences, differenceInWords, lineOf, lineKey, operationInWords, refusalInWords, noteInWords }, { isScan, matches, Shelf }, { Words }, { Network }) => {
  const asGuest = guestLog('browser', guest);
  const anna = { signedIn: true, subject: 'anna', deviceId: null };
  const words = new Words({
    'channels.event.added': '{after} of {name} elsewhere', 'channels.event.changed': '{name}: {before}, now {after}', 'channels.event.codeEntered': 'code {code}', 'channels.event.youAdded': '{quantity} {name}',
    'channels.refused.CART_IN_CHECKOUT': 'Being sold {where}.', 'channels.where.APP': 'on a phone', 'channels.where.atStore': 'at {store}', 'channels.where.elsewhere': 'elsewhere',
    'channels.refused.OUT_OF_STOCK': 'No more.', 'channels.note.UNSEEN_KEPT': '{quantity} stayed',
  }, 'en-GB');
  const line = (sku, quantity, more = {}) => ({ lineId: `id-${sku}`, sku, options: {}, quantity, isSaved: false, isPending: false, server: undefined, fulfilment: undefined, reference: { lineId: `id-${sku}` }, ...more });
  const view = (lines, codes = []) => ({ lines, codes });

  return {
    'nobody sits there': () => assert.deepEqual(plan('phone', { signedIn: false }, undefined), { phase: 'signedOut', kept: undefined, isMergeDue: false }),
    'a guest stays the guest': () => assert.deepEqual(plan('browser', { signedIn: false }, asGuest), { phase: 'guest', kept: asGuest, isMergeDue: false }),
    'a guest who signs in keeps the log, and the carts become one': () => {
      const next = plan('browser', anna, asGuest);
      assert.deepEqual([next.phase, next.isMergeDue, next.kept.log, next.kept.customer, next.kept.deviceId], ['customer', true, asGuest.log, 'anna', 'device-1']);
      assert.equal(plan('browser', anna, { ...next.kept, guest: null }).isMergeDue, false);
    },
    'a device name of the token that is another one takes another log, and still merges': () => {
      const next = plan('browser', { ...anna, deviceId: 'other' }, asGuest);
      assert.notEqual(next.kept.log, asGuest.log);
      assert.deepEqual([next.kept.deviceId, next.isMergeDue, next.kept.guest], ['other', true, guest]);
    },
    'somebody else gets another log': () => {
      const first = plan('phone', anna, undefined).kept;
      const second = plan('phone', { ...anna, subject: 'bruno' }, first).kept;
      assert.notEqual(first.log, second.log);
      assert.deepEqual(plan('phone', anna, first), { phase: 'customer', kept: first, isMergeDue: false });
    },
    'a session that ended leaves the cart where it is': () => {
      const { kept } = plan('phone', anna, undefined);
      assert.deepEqual(plan('phone', { signedIn: false }, kept), { phase: 'ended', kept, isMergeDue: false });
    },
    'a session that cannot be read changes nobody': () => {
      const { kept } = plan('phone', anna, undefined);
      assert.deepEqual(plan('phone', undefined, kept), { phase: 'customer', kept, isMergeDue: false });
      assert.equal(plan('browser', undefined, asGuest).phase, 'guest');
    },
    'what is remembered is of one device, and nonsense is nothing': () => {
      const storage = memory();
      new Remembered('phone', storage).set({ a: 1 });
      assert.deepEqual([new Remembered('phone', storage).get(), new Remembered('browser', storage).get()], [{ a: 1 }, undefined]);
      storage.setItem('omnichannel.channels.phone', '{');
      assert.equal(new Remembered('phone', storage).get(), undefined);
    },
    'differences are told line by line, codes too': () => {
      const before = view([line('MUG', 1), line('LAMP', 1), line('SCARF', 2)]);
      const after = view([line('MUG', 3), line('SCARF', 2, { isSaved: true }), line('HAM', 1)], ['TEN']);
      const found = differences(before, after, one => one.sku.toLowerCase());
      assert.deepEqual(found.map(({ kind, sku, code }) => [kind, sku ?? code]), [['changed', 'MUG'], ['saved', 'SCARF'], ['added', 'HAM'], ['removed', 'LAMP'], ['codeEntered', 'TEN']]);
      assert.deepEqual(found.filter(({ kind }) => ['changed', 'added', 'codeEntered'].includes(kind)).map(one => differenceInWords(words, one)), ['mug: 1, now 3', '1 of ham elsewhere', 'code TEN']);
    },
    'a variant is a line of its own, in whatever order its options come': () => {
      assert.equal(lineKey('MUG', { a: '1', b: '2' }), lineKey('MUG', { b: '2', a: '1' }));
      assert.notEqual(lineKey('MUG', { a: '1' }), lineKey('MUG', {}));
      assert.equal(lineOf({ removeLine: { line: { lineId: 'id-MUG' } } }, view([line('MUG', 1)])), lineKey('MUG', {}));
    },
    'edits, refusals and remarks are said in words': () => {
      assert.equal(operationInWords(words, { add: { sku: 'HAM', quantity: 455 } }, () => ({ name: 'Ham', measure: 'MEASURE_GRAM' })), '455 g Ham');
      assert.equal(refusalInWords(words, { reason: 'CART_IN_CHECKOUT', metadata: { channel: 'APP', store_id: '' } }), 'Being sold on a phone.');
      assert.equal(refusalInWords(words, { reason: 'CART_IN_CHECKOUT', metadata: { channel: 'STORE', store_id: 'milano-1' } }), 'Being sold at milano-1.');
      assert.equal(refusalInWords(words, { reason: 'OUT_OF_STOCK', message: 'OUT_OF_STOCK: 3 left' }), 'No more.');
      assert.equal(refusalInWords(words, { reason: 'NEW_REASON', message: 'NEW_REASON: as the shop says' }), 'as the shop says');
      assert.equal(noteInWords(words, { kind: 'MERGE_NOTE_KIND_UNSEEN_KEPT', quantity: 2 }, undefined), '2 stayed');
      assert.equal(noteInWords(words, { kind: 'MERGE_NOTE_KIND_OF_TOMORROW', quantity: 2 }, undefined), '');
    },
    'money is written as its currency is': () => {
      assert.equal(words.money({ currencyCode: 'EUR', amountMinor: '1250' }), '€12.50');
      assert.equal(words.money({ currencyCode: 'JPY', amountMinor: '1250' }), 'JP¥1,250');
      assert.equal(words.money({ currencyCode: 'KWD', amountMinor: '1250' }).replace(/\s/, ' '), 'KWD 1.250');
      assert.equal(words.unitPrice('19.9', 'EUR', 'MEASURE_GRAM'), '€19.90/kg');
      assert.equal(words.title({ texts: { it: 'Tazza' } }, 'MUG'), 'Tazza');
    },
    'codes are told from words': () => {
      assert.deepEqual(['4006381333931', '9638 5074', '(01)04006381333931', ']C1010400', 'mug 12', '1234567'].map(isScan), [true, true, true, true, false, false]);
    },
    'what was seen is found by the beginning of words, without accents, or by its code': () => {
      const listed = { item: { sku: 'CAFE', gtins: ['96385074'], title: { texts: { en: 'Café crème', it: 'Caffè' } } } };
      assert.deepEqual([matches(listed, 'cre caf'), matches(listed, 'afe'), matches(listed, '')], [true, false, true]);
      const storage = memory();
      new Remembered('shelf', storage).set([listed]);
      const shelf = new Shelf(undefined, 'IT', new Remembered('shelf', storage));
      assert.deepEqual([shelf.searchSeen('96385074').length, shelf.searchSeen('creme').length, shelf.searchSeen('4006381333931').length], [1, 1, 0]);
    },
    'a network that is cut ends what is under way, and lets nothing through until it is back': async () => {
      let calls = 0;
      const carrier = (_, { signal }) => new Promise((resolve, reject) => {
        calls++;
        signal.addEventListener('abort', () => reject(signal.reason));
        if (calls > 1) resolve(new Response('', { status: 200 }));
      });
      const network = new Network(carrier);
      const told = [];
      network.addEventListener('change', () => told.push(network.connection));
      const under = network.fetch('/x');
      network.isSwitchedOff = true;
      await assert.rejects(under, TypeError);
      await assert.rejects(network.fetch('/x'), TypeError);
      assert.equal(calls, 1);
      network.isSwitchedOff = false;
      assert.equal((await network.fetch('/x')).status, 200);
      assert.deepEqual(told, ['switchedOff', 'online']);
    },
    'a platform that is away is told apart from a caller who gives up': async () => {
      let answer = () => Promise.reject(new TypeError('no network'));
      const network = new Network((_, { signal }) => answer(signal));
      await assert.rejects(network.fetch('/x'));
      assert.equal(network.connection, 'away');
      answer = async () => new Response('', { status: 409 });
      await network.fetch('/x');
      assert.equal(network.connection, 'online');
      answer = signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      const ending = new AbortController();
      const given = network.fetch('/x', { signal: ending.signal });
      ending.abort();
      await assert.rejects(given);
      assert.equal(network.connection, 'online');
      answer = async () => new Response('', { status: 503 });
      await network.fetch('/x');
      assert.equal(network.connection, 'away');
    },
  };
};

main(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'omnichannel-channels-'));
  try {
    // As the browser takes them: modules by their address.
    fs.cpSync(pages, folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), '{"type":"module"}');
    const load = name => import(pathToFileURL(path.join(folder, 'channels', `${name}.js`)));
    const checks = [];
    for (const [name, test] of Object.entries(tests(await load('seat'), await load('story'), await load('shelf'), await load('words'), await load('network')))) {
      await test();
      checks.push(name);
    }

    return { checks };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
