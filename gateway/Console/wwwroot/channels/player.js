// @ts-check
/**
 * Plays the story: begins, waits while a sentence is read, pauses, goes on.
 *
 * @typedef {import('./words.js').Words} Words
 */

import { h, show } from './dom.js';
import { icon } from './icons.js';
import { Interrupted, Story } from './tour.js';

const readingMs = 4500;

/** @typedef {'idle' | 'preparing' | 'playing' | 'reading' | 'paused' | 'over' | 'stopped'} PlayerState */

export class Player {
  /** @type {PlayerState} */
  state = 'idle';
  #root;
  #words;
  #stage;
  /** @type {Story | undefined} */
  #story;
  #index = 0;
  #trouble = '';
  #isPaused = false;
  #run = 0;
  #paceMs;
  /** @type {(() => void) | undefined} */
  #goOn;

  /**
   * @param {Element} root
   * @param {Words} words
   * @param {import('./tour.js').Stage} stage
   * @param {number} [paceMs] How long a sentence stands when its step is done.
   */
  constructor(root, words, stage, paceMs = readingMs) {
    this.#root = root;
    this.#words = words;
    this.#stage = stage;
    this.#paceMs = paceMs;
    this.#show();
  }

  /** Shows it somewhere else: the page was drawn anew. @param {Element} root */
  moveTo(root) {
    this.#root = root;
    this.#show();
  }

  async play() {
    const run = ++this.#run;
    this.#story = new Story(this.#stage);
    [this.#index, this.#trouble, this.#isPaused] = [0, '', false];
    this.#is('preparing');
    try {
      await this.#story.prepare();
      for (; this.#index < this.#story.length; this.#index++) {
        if (run !== this.#run) {
          return;
        }

        this.#is('playing');
        this.#look(this.#story.channelsOf(this.#index));
        await this.#story.play(this.#index);
        if (this.#index + 1 < this.#story.length) {
          await this.#read();
        }
      }

      this.#is('over');
    } catch (error) {
      if (run === this.#run) {
        this.#trouble = error instanceof Interrupted ? error.message : this.#words.say('tour.failed');
        this.#is('stopped');
      }
    } finally {
      this.#look([]);
    }
  }

  stop() {
    this.#run++;
    this.#goOn?.();
    this.#is('idle');
    this.#look([]);
  }

  // The sentence stands for a while; a pause holds it.
  async #read() {
    this.#is(this.#isPaused ? 'paused' : 'reading');
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    await new Promise(resolve => {
      this.#goOn = () => resolve(undefined);
      timer = this.#isPaused ? undefined : setTimeout(resolve, this.#paceMs);
      this.#hold = () => clearTimeout(timer);
    });
    clearTimeout(timer);
    this.#goOn = undefined;
  }

  #hold = () => {};

  #togglePause() {
    this.#isPaused = !this.#isPaused;
    if (!this.#isPaused) {
      this.#goOn?.();
    } else {
      this.#hold();
    }

    this.#is(this.#isPaused && this.state === 'reading' ? 'paused' : this.state === 'paused' ? 'reading' : this.state);
  }

  /** @param {PlayerState} state */
  #is(state) {
    this.state = state;
    this.#show();
  }

  // Points at the panels that a step is about. Where one is seen at a time, it is the first of them.
  /** @param {readonly string[]} channels */
  #look(channels) {
    document.querySelectorAll('[data-channel-panel]').forEach(panel => panel.toggleAttribute('data-played', channels.includes(panel.getAttribute('data-channel-panel') ?? '')));
    if (channels[0]) {
      document.documentElement.dataset['channel'] = channels[0];
      document.dispatchEvent(new Event('omni-channel'));
    }
  }

  #show() {
    const say = (/** @type {string} */ key, /** @type {Record<string, string | number>} */ values = {}) => this.#words.say(key, values);
    const { state } = this;
    const length = this.#story?.length ?? 10;
    if (state === 'idle') {
      show(this.#root, [h('div', { class: 'tour tour-idle' }, h('p', {}, say('tour.invite')),
        h('button', { type: 'button', class: 'button', 'data-do': 'play', onclick: () => void this.play() }, icon('play'), say('tour.play')))]);
      return;
    }

    const sentence = state === 'preparing' ? say('tour.preparing') : state === 'stopped' ? this.#trouble : (this.#story?.sentence(Math.min(this.#index, length - 1), this.#words) ?? '');
    const isGoing = state === 'playing' || state === 'reading' || state === 'paused';
    show(this.#root, [h('section', { class: `tour tour-${state}`, 'aria-label': say('tour.name'), 'data-state': state, 'data-step': this.#index + 1 },
      h('div', { class: 'tour-steps', 'aria-hidden': 'true' }, Array.from({ length }, (_, index) => h('span', { class: index < this.#index || state === 'over' ? 'done' : index === this.#index && isGoing ? 'now' : '' }))),
      h('p', { class: 'tour-sentence', 'aria-live': 'polite' }, isGoing || state === 'over' ? h('strong', {}, `${Math.min(this.#index + 1, length)}/${length} `) : '', sentence),
      h('div', { class: 'tour-buttons' },
        isGoing && h('button', { type: 'button', class: 'button button-quiet button-small', 'data-do': 'pause', 'aria-pressed': String(this.#isPaused), onclick: () => this.#togglePause() }, icon(this.#isPaused ? 'play' : 'pause'), say(this.#isPaused ? 'tour.goOn' : 'tour.pause')),
        isGoing && h('button', { type: 'button', class: 'button button-quiet button-small', 'data-do': 'next', disabled: state === 'playing', onclick: () => this.#goOn?.() }, icon('next'), say('tour.next')),
        (state === 'over' || state === 'stopped') && h('button', { type: 'button', class: 'button button-small', 'data-do': 'play', onclick: () => void this.play() }, icon('play'), say('tour.again')),
        h('button', { type: 'button', class: 'plain-button', 'data-do': 'stop', 'aria-label': say('tour.stop'), title: say('tour.stop'), onclick: () => this.stop() }, icon('close'))))]);
  }
}
