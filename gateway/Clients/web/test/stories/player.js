// Plays stories: carries out what is a device's to do, has the story's server carry out the rest, and compares. tests/Stories/README.md tells the format.
import { isDeepStrictEqual } from 'node:util';
import { StoryFailed } from './device.js';

/**
 * Plays one story.
 * @param server The story server's address.
 * @param open Makes a device of a story: `{ edit, restart, signIn, ready, open, settle, cut, close, shows(), told(), end }`.
 * @returns What is not as it tells; undefined when all is.
 */
export async function play(server, seed, open) {
  const control = async (method, path) => {
    const response = await fetch(`${server}/stories/${seed}${path}`, { method });
    if (!response.ok) throw new StoryFailed(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  };
  const story = await control('GET', '');
  const { devices: sessions } = await control('POST', ':begin');
  const devices = new Map();
  try {
    for (const device of story.devices) devices.set(device.name, await open({ ...device, seed, market: story.market, token: sessions[device.name].token }));
    for (const [number, step] of story.steps.entries()) {
      const fault = await carry(step, devices.get(step.device), how => control('POST', `/steps/${number}${how ?? ''}`)).catch(failed);
      if (fault !== undefined) return `Step ${number} (${step.kind}), ${step.device}: ${fault}`;
    }

    for (const end of story.end) {
      const fault = await compare(story, end, devices.get(end.device));
      if (fault !== undefined) return `${end.device} in the end: ${fault}`;
    }

    return undefined;
  } finally {
    for (const device of devices.values()) await device.end();
    await control('POST', ':end');
  }
}

function failed(error) {
  if (error instanceof StoryFailed) return error.message;
  throw error;
}

async function carry(step, device, post) {
  switch (step.kind) {
    case 'edit':
      await device.edit(step.operation);
      await post();
      break;
    case 'restart':
      await device.restart();
      await post();
      break;
    case 'signIn':
      await device.signIn((await post()).token);
      break;
    case 'sync':
    case 'try':
      await device.ready();
      await post();
      await device.open(step.kind === 'try' ? step.network.length : undefined);
      await (step.kind === 'try' ? device.cut() : device.settle());
      await device.close();
      await post(':end');
      break;
    case 'show':
      await post();
      return differs(await device.shows(), step.shows);
    default:
      await post();
      break;
  }

  return undefined;
}

async function compare(story, end, device) {
  const stepOf = occurredAt => story.steps.findIndex(step => step.kind === 'edit' && step.operation.occurredAt === occurredAt);
  const told = await device.told();
  const setOf = (list, name) => [...new Set(list.map(one => JSON.stringify({ edit: stepOf(one.occurredAt), [name]: one[name] })))].sort().map(one => JSON.parse(one));
  const sorted = list => list.map(one => JSON.stringify(one)).sort().map(one => JSON.parse(one));
  return differs(await device.shows(), end.shows) ?? differs(setOf(told.notes, 'kind'), sorted(end.notes)) ?? differs(setOf(told.refusals, 'reason'), sorted(end.refusals)) ??
    differs(told.redirects, end.redirects);
}

const differs = (is, must) => (isDeepStrictEqual(is, must) ? undefined : `${JSON.stringify(is)} and must be ${JSON.stringify(must)}`);

const patienceMs = 20_000;

/** A device of one tab or of several, which share its log. */
export class Device {
  #tabs;
  #restart;
  #turn = 0;
  #mayCall = true;

  /**
   * @param tabs The tabs: `DeviceTab`, or the same in a page.
   * @param restart Ends one of the tabs and begins it again. Resolves to whether that tab had the turn to send: then the next one calls the server at once.
   */
  constructor(tabs, restart) {
    [this.#tabs, this.#restart] = [tabs, restart];
  }

  edit(operation) {
    this.#mayCall = true;
    return this.#tabs[this.#turn++ % this.#tabs.length].edit(operation);
  }

  async restart() {
    this.#mayCall = (await this.#restart(this.#tabs)) || this.#mayCall;
  }

  signIn(token) { return this.#all(tab => tab.signIn(token)); }

  async ready() {
    const paused = await this.#all(tab => tab.isPaused);
    if (this.#mayCall && !paused.includes(true)) await Promise.race(this.#tabs.map(tab => tab.hanging()));
    this.#mayCall = false;
  }

  open(calls) { return this.#all(tab => tab.open(calls)); }

  settle() { return this.#all(tab => tab.settle()); }

  cut() { return Promise.race(this.#tabs.map(tab => tab.cut())); }

  close() { return this.#all(tab => tab.close()); }

  /** What all tabs show, as soon as that is the same. */
  async shows() {
    for (const end = performance.now() + patienceMs; ;) {
      const shown = await this.#all(tab => tab.shows);
      if (shown.every(one => isDeepStrictEqual(one, shown[0]))) return shown[0];
      if (performance.now() > end) return { tabs: shown };
      await new Promise(resolve => setTimeout(resolve, 5));
    }
  }

  /** What the first tab was told: its page is never closed. */
  told() { return this.#tabs[0].told; }

  end() { return this.#all(tab => tab.stop()); }

  #all(run) { return Promise.all(this.#tabs.map(run)); }
}
