import test from 'node:test';
import assert from 'node:assert/strict';
import { DeviceLogError, IndexedDbOperationLog, MemoryOperationLog } from '../dist/index.js';
import { Lease } from '../dist/carts/lease.js';
import { openDatabase } from '../dist/carts/logDatabase.js';
import { eventually, Profile } from './support/world.js';

const cart = { cartId: 'c1', version: '1', stableVersion: '1', lines: [] };
const edit = number => ({ cartId: 'c1', number, operation: { deviceSeq: String(number), baseVersion: '0', add: { sku: 'MUG', quantity: 1 } } });
const first = { current: 'c1', carts: [{ cartId: 'c1', nextNumber: 4, sentThrough: 0 }], seen: [cart], put: [edit(1), edit(2), edit(3)] };

const kinds = { 'in memory': async () => new MemoryOperationLog(), 'in IndexedDB': () => new Profile().openLog() };

for (const [where, open] of Object.entries(kinds)) {
  test(`A log ${where} has what was written, removed before put`, async () => {
    const log = await open();
    const empty = await log.read();
    assert.match(empty.name, /^log-[0-9a-f]{32}$/);
    const revision = await log.update(empty, () => first);
    await log.update({ name: empty.name, revision }, () => ({ removed: [edit(1), edit(2)], put: [{ ...edit(2), answered: { in: 'c1', version: 5 } }] }));
    const { name, current, carts, seen, operations } = await log.read();
    assert.deepEqual({ name, current, carts, seen }, { name: empty.name, current: 'c1', carts: first.carts, seen: [cart] });
    assert.deepEqual(operations, [{ ...edit(2), answered: { in: 'c1', version: 5 } }, edit(3)]);
    log.close();
  });

  test(`Who knows less than the log ${where} is told, before anything is written`, async () => {
    const log = await open();
    const known = await log.read();
    await log.update(known, news => { assert.equal(news, undefined); return first; });
    await log.update(known, news => { assert.deepEqual(news.operations, first.put); return { carts: [{ cartId: 'c1', nextNumber: 5, sentThrough: 0 }] }; });
    assert.equal((await log.read()).carts[0].nextNumber, 5);
    log.close();
  });

  test(`A step that throws leaves the log ${where} as it was`, async () => {
    const log = await open();
    const before = await log.read();
    await assert.rejects(log.update(before, () => { throw new Error('planted'); }), /planted/);
    assert.deepEqual(await log.read(), before);
    log.close();
  });
}

test('Two tabs that write at once take different numbers', async () => {
  const profile = new Profile();
  const logs = [await profile.openLog(), await profile.openLog()];
  const begun = await logs[0].read();
  const take = log => log.update(begun, news => {
    const number = (news ?? begun).carts[0]?.nextNumber ?? 1;
    return { carts: [{ cartId: 'c1', nextNumber: number + 1, sentThrough: 0 }], put: [edit(number)] };
  });
  await Promise.all(Array.from({ length: 20 }, (_, index) => take(logs[index % 2])));
  assert.deepEqual((await logs[1].read()).operations.map(operation => operation.number), Array.from({ length: 20 }, (_, index) => index + 1));
  logs.forEach(log => log.close());
});

test('Logs have names of their own, and keep them', async () => {
  const profile = new Profile();
  const name = (await (await profile.openLog()).read()).name;
  assert.equal((await (await profile.openLog()).read()).name, name);
  assert.notEqual((await (await profile.openLog({ name: 'other' })).read()).name, name);
});

const damages = {
  'an edit that was changed': store => store('operations').put({ body: JSON.stringify({ ...edit(2), operation: { deviceSeq: '2', add: { sku: 'CUP', quantity: 9 } } }), checksum: 1 }, ['c1', 2]),
  'an edit under another number': store => { const get = store('operations').get(['c1', 2]); get.onsuccess = () => store('operations').put(get.result, ['c1', 3]); },
  'an edit that is no record': store => store('operations').put('nonsense', ['c1', 2]),
  'a count that was changed': store => store('carts').put({ body: '{"cartId":"c1","nextNumber":1,"sentThrough":0}', checksum: 7 }, 'c1'),
  'edits without a count': store => store('carts').clear(),
  'no head': store => store('log').clear(),
};

for (const [what, damage] of Object.entries(damages)) {
  test(`A log with ${what} is put aside whole, and a new one begins`, async () => {
    const profile = new Profile();
    const log = await profile.openLog();
    const { name } = await log.read();
    await log.update(await log.read(), () => first);
    log.close();
    await changeRaw(profile, profile.name, damage);
    const damaged = await rawOf(profile, profile.name);

    const next = await profile.openLog();
    const content = await next.read();
    assert.match(next.damaged, new RegExp(`^${profile.name}\\.damaged-`));
    assert.deepEqual({ current: content.current, carts: content.carts, seen: content.seen, operations: content.operations }, { current: '', carts: [], seen: [], operations: [] });
    assert.notEqual(content.name, name);
    assert.deepEqual(await rawOf(profile, next.damaged), damaged);
    next.close();
    assert.equal((await profile.openLog()).damaged, undefined);
  });
}

test('A tab that has the log open when another puts it aside goes on with the new one', async () => {
  const profile = new Profile();
  const old = await profile.openLog();
  const known = await old.read();
  const revision = await old.update(known, () => first);
  await changeRaw(profile, profile.name, damages['an edit that is no record']);
  const { name } = await (await profile.openLog()).read();
  await old.update({ name: known.name, revision }, news => { assert.equal(news.name, name); return { current: 'c2' }; });
  assert.equal((await old.read()).current, 'c2');
});

test('A database of something else cannot be used, and says so', async () => {
  const profile = new Profile();
  await new Promise(resolve => { profile.indexedDb.open(profile.name, 9).onsuccess = event => { event.target.result.close(); resolve(); }; });
  await assert.rejects(profile.openLog(), error => error instanceof DeviceLogError && error.fault === 'unusable');
  await assert.rejects(IndexedDbOperationLog.open({ indexedDb: { open: () => { throw new Error('not here'); } } }), error => error.fault === 'unusable' && /not here/.test(error.message));
});

test('A connection that the browser closes is opened again', async () => {
  const profile = new Profile();
  let last;
  const log = await profile.openLog({ indexedDb: { open: (...call) => { const request = profile.indexedDb.open(...call); request.addEventListener('success', () => { last = request.result; }); return request; } } });
  await log.update(await log.read(), () => first);
  for (const tell of [() => last.onclose(), () => undefined]) {
    last.close();
    tell();
    assert.equal((await log.read()).operations.length, 3);
  }

  log.close();
  await assert.rejects(log.read(), error => error.fault === 'unusable');
});

test('A lease: one at a time, given on at the end, taken from one that is held up', async () => {
  const profile = new Profile();
  const database = await openDatabase(profile.indexedDb, profile.name);
  const [first, second] = [1, 2].map(() => new Lease(async () => database, { beatMs: 5, patienceMs: 60 }));
  const [end, stop] = [new AbortController(), new AbortController()];
  const held = [];
  const hold = name => signal => { held.push(name); return new Promise(resolve => signal.addEventListener('abort', () => { held.push(`${name} ends`); resolve(); })); };
  const one = first.lead(hold('first'), end.signal);
  await eventually(() => held.length === 1, 'the first has the turn');
  const other = second.lead(hold('second'), stop.signal);
  end.abort();
  await one;
  await eventually(() => held.length === 3, 'the second has the turn');
  assert.deepEqual(held, ['first', 'first ends', 'second']);

  // Its page was frozen: the record is another's when it looks again.
  await new Promise(resolve => { database.transaction(['turn'], 'readwrite').objectStore('turn').put({ holder: 'thief', beat: 7 }, 'turn').onsuccess = resolve; });
  await eventually(() => held.includes('second ends'), 'it stops');

  // And the thief died: nobody counts on.
  await eventually(() => held.at(-1) === 'second', 'it takes the turn back');
  stop.abort();
  await other;
  database.close();
});

function rawOf(profile, name) {
  return open(profile, name, 'readonly', store => ['log', 'carts', 'seen', 'operations'].map(each => [store(each).getAllKeys(), store(each).getAll()]))
    .then(requests => requests.map(pair => pair.map(request => request.result)));
}

const changeRaw = (profile, name, change) => open(profile, name, 'readwrite', change);

function open(profile, name, mode, run) {
  return new Promise((resolve, reject) => {
    const request = profile.indexedDb.open(name);
    request.onerror = reject;
    request.onsuccess = () => {
      const transaction = request.result.transaction(['log', 'carts', 'seen', 'operations'], mode);
      const result = run(store => transaction.objectStore(store));
      transaction.oncomplete = () => { request.result.close(); resolve(result); };
    };
  });
}
