// Plays stories of a story server, and writes { played, failed: [{ seed, fault }] } when it is through.
//
//   node run.js node URL FIRST COUNT        in this process
//   node run.js chromium URL FIRST COUNT    in Chromium; every second story with two tabs for each device
//   node run.js planted URL FIRST COUNT     in this process with each of the planted faults, until a story fails: { found: { fault: seed }, sound: [seeds that fail without it, too] }
import { launch } from '../support/chromium.js';
import { devicesInChromium } from './inChromium.js';
import { devicesInNode, planted } from './inNode.js';
import { play } from './player.js';

const atOnce = 4;
const [how, server, ...range] = process.argv.slice(2);
const [first, count] = range.map(Number);
const seeds = Array.from({ length: count }, (_, index) => first + index);

async function playAll(open) {
  const [waiting, failed] = [[...seeds], []];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
      const fault = await play(server, seed, open(seed));
      if (fault !== undefined) failed.push({ seed, fault });
    }
  }));
  return { played: seeds.length, failed };
}

async function findPlanted() {
  const [found, sound] = [{}, []];
  for (const [fault, spoil] of Object.entries(planted)) {
    for (const seed of seeds) {
      if ((await play(server, seed, devicesInNode(server, spoil))) === undefined) continue;
      found[fault] = seed;
      if ((await play(server, seed, devicesInNode(server))) !== undefined) sound.push(seed);
      break;
    }
  }

  return { found, sound };
}

async function playInChromium() {
  const browser = await launch();
  try {
    const context = await browser.newContext();
    return await playAll(seed => devicesInChromium(context, server, 1 + (seed % 2)));
  } finally {
    await browser.close();
  }
}

const plays = { node: () => playAll(() => devicesInNode(server)), chromium: playInChromium, planted: findPlanted };
const result = await plays[how]();
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(0));
