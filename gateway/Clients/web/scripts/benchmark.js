// Measures how long an edit takes until the view has it, and prints a markdown table: node scripts/benchmark.js [--seconds N] [--warm-up N] [--chromium]
import os from 'node:os';
import { parseArgs } from 'node:util';
import { IDBFactory } from 'fake-indexeddb';
import * as lib from '../dist/index.js';
import { measureEdits, measurePuts } from './edits.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '5' }, 'warm-up': { type: 'string', default: '2' }, chromium: { type: 'boolean', default: false } } });
const settings = { seconds: Number(values.seconds), warmUp: Number(values['warm-up']) };
const many = 10_000;

const openMemory = async () => new lib.MemoryOperationLog();
const openFake = () => lib.IndexedDbOperationLog.open({ indexedDb: new IDBFactory() });

console.log(`${os.availableParallelism()} cores, ${os.type()}, Node ${process.version}, load ${os.loadavg()[0].toFixed(2)} before the run.\n`);
console.log('| what | p50 | p99 | edits |');
console.log('|---|---|---|---|');
row('bare put of an edit, fake-indexeddb', await measurePuts(new IDBFactory(), settings));
for (const waiting of [0, many]) {
  for (const [where, open] of [['memory', openMemory], ['fake-indexeddb', openFake]]) row(name(where, waiting), await measureEdits(lib, open, { waiting, ...settings }));
}

if (values.chromium) {
  const { withChromium } = await import('./inChromium.js');
  await withChromium(async page => {
    row('bare put of an edit, Chromium\'s IndexedDB, strict', await page.puts(settings));
    for (const waiting of [0, many]) row(name('Chromium\'s IndexedDB', waiting), await page.edits({ waiting, ...settings }));
  });
}

function name(where, waiting) {
  return `edit off line until its view has it, log in ${where}, ${waiting.toLocaleString('en')} wait`;
}

function row(what, { p50, p99, count }) {
  console.log(`| ${what} | ${p50.toFixed(3)} ms | ${p99.toFixed(3)} ms | ${count} |`);
}
