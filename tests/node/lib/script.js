// What a script and the .NET test that runs it (Omnichannel.TestKit.NodeScript) say to each other: JSON, one value a line.
'use strict';
const path = require('path');
const readline = require('readline');

const SCRIPTS = path.dirname(__dirname) + path.sep;
const FRAME = /\(?(\/[^\s()]+):(\d+):\d+\)?$/gm;
const COLOUR = /\x1b\[\d+m/g;
const CALL_LOG = /\nCall log:\n\s*- /;

/** Writes one JSON value to the test. Whatever else helps a reader goes to console.error. */
function emit(value) {
  process.stdout.write(JSON.stringify(value) + '\n');
}

/** The JSON values that the test sends. */
async function* inputs() {
  for await (const line of readline.createInterface({ input: process.stdin })) {
    if (line.trim()) yield JSON.parse(line);
  }
}

/** The first JSON value that the test sends; undefined when there is none. */
async function input() {
  for await (const value of inputs()) return value;
  return undefined;
}

/**
 * A failure as a test tells it: { message, place, code, status, reason }. The place is where in these scripts it happened, the innermost first. A browser's driver names what it waited
 * for below its first line, in colours: that belongs to what is read first.
 */
function described({ message, stack = '', code, status, reason }) {
  const frames = [...stack.matchAll(FRAME)].filter(([, file]) => file.startsWith(SCRIPTS) && file !== __filename && !file.includes('node_modules'));
  const place = frames.map(([, file, line]) => `${file.slice(SCRIPTS.length)}:${line}`).join(' < ');
  return { message: String(message).replace(COLOUR, '').replace(CALL_LOG, ' '), place, code, status, reason };
}

/** Answers requests { id, method, ...arguments } with { id, result } or { id, error }, which is `described`, until the test hangs up. Requests run side by side. */
async function serve(handlers) {
  const open = new Set();
  for await (const { id, method, ...rest } of inputs()) {
    const answer = Promise.resolve()
      .then(() => {
        if (!handlers[method]) throw new Error(`Unknown method ${method}`);
        return handlers[method](rest);
      })
      .then(result => emit({ id, result: result ?? null }), failure => emit({ id, error: described(failure) }))
      .finally(() => open.delete(answer));
    open.add(answer);
  }
  await Promise.all(open);
}

/** Runs a script's main function: its result is emitted; a failure is printed and ends the process with 1. */
function main(run) {
  run().then(
    result => {
      if (result !== undefined) emit(result);
      // Streams that a script left open must not keep it alive; what it wrote must get out first.
      process.stdout.write('', () => process.exit(0));
    },
    failure => {
      console.error(failure);
      process.exit(1);
    });
}

/** Asks again and again until `check` neither throws nor answers false, and returns its answer; after limitMs its last failure is thrown. */
async function eventually(limitMs, what, check) {
  const end = Date.now() + limitMs;
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 2, 100)) {
    let failure;
    try {
      const answer = await check();
      if (answer !== false) return answer;
      failure = new Error(`Not within ${limitMs} ms: ${what}`);
    } catch (thrown) {
      failure = thrown;
    }
    if (Date.now() > end) throw failure;
    await new Promise(resolve => setTimeout(resolve, pauseMs));
  }
}

module.exports = { emit, input, inputs, serve, main, eventually };
