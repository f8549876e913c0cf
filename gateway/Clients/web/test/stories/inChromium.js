// Devices of stories in Chromium, with its IndexedDB, its locks and its channels: one tab each, or two that share a log.
import { Device } from './player.js';
import { StoryFailed } from './device.js';

/** A tab of a device, seen from here. */
class PageTab {
  #page;

  static async open(context, address, options) {
    const tab = new PageTab();
    tab.#page = await context.newPage();
    await tab.#page.goto(`${address}/pages/test/stories/page.html`);
    await tab.#page.waitForFunction(() => window.isReady);
    await tab.#page.evaluate(all => window.begin(all), options);
    return tab;
  }

  get isPaused() { return this.#get('isPaused'); }
  get hasCalled() { return this.#get('hasCalled'); }
  get told() { return this.#get('told'); }
  get shows() { return this.#get('shows'); }

  start() { return this.#call('start'); }
  edit(operation) { return this.#call('edit', operation); }
  signIn(token) { return this.#call('signIn', token); }
  hanging() { return this.#call('hanging'); }
  open(calls) { return this.#call('open', ...(calls === undefined ? [] : [calls])); }
  settle() { return this.#call('settle'); }
  cut() { return this.#call('cut'); }
  close() { return this.#call('close'); }
  leave() { return this.#call('stop'); }

  /** Its page is closed as it is. */
  stop() { return this.#page.close(); }

  #get(name) { return this.#page.evaluate(property => window.tab[property], name); }

  #call(name, ...values) {
    return this.#page.evaluate(([method, all]) => window.tab[method](...all), [name, values]).catch(error => {
      throw /StoryFailed/.test(error.message) ? new StoryFailed(error.message) : error;
    });
  }
}

/**
 * Makes the devices of stories.
 * @param context The browser's profile.
 * @param address The story server's.
 * @param tabs How many tabs each has: 1 or 2.
 */
export const devicesInChromium = (context, address, tabs) => async options => {
  const all = { ...options, log: `story-${options.seed}-${options.name}-${tabs}` };
  const open = () => PageTab.open(context, address, all);

  // The second one is there first, so that it is the one that sends.
  const second = tabs === 2 ? await open() : undefined;
  const first = await open();
  const pages = second === undefined ? [first] : [first, second];
  let restarts = 0;
  return new Device(pages, async () => {
    if (pages.length === 1 || ++restarts % 2 === 0) {
      const had = await first.hasCalled;
      await first.leave();
      await first.start();
      return pages.length === 1 || had;
    }

    const had = await pages[1].hasCalled;
    await pages[1].stop();
    pages[1] = await open();
    return had;
  });
};
