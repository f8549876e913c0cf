// @ts-check
/**
 * A small virtual tree: a panel describes itself anew after each change, and only what differs is touched. So focus, selection and scroll positions stay where they are. Text is
 * always text: nothing here reads markup.
 *
 * @typedef {{ tag: string, key: string | undefined, props: Record<string, any>, children: (VNode | string)[] }} VNode
 * @typedef {VNode | string | number | false | null | undefined | readonly (VNode | string | number | false | null | undefined)[]} Child
 */

const svgNamespace = 'http://www.w3.org/2000/svg';
/** @type {WeakMap<Element, VNode>} */
const shown = new WeakMap();
/** @type {WeakMap<Element, Record<string, (event: any) => void>>} */
const handlers = new WeakMap();

/**
 * Describes an element.
 * @param {string} tag
 * @param {Record<string, any>} [props] Attributes; `onclick` and so on are listeners, `key` tells siblings apart, `value` and `checked` are set when they change here.
 * @param {...(Child | readonly Child[])} children
 * @returns {VNode}
 */
export function h(tag, props = {}, ...children) {
  const { key, ...rest } = props;
  return { tag, key: key === undefined ? undefined : String(key), props: rest, children: kept(children) };
}

/** @param {readonly unknown[]} children @returns {(VNode | string)[]} */
const kept = children => /** @type {(VNode | string)[]} */ (
  children.flat(3).filter(child => child !== false && child !== null && child !== undefined && child !== '').map(child => (typeof child === 'number' ? String(child) : child)));

/**
 * Makes an element's content what is described.
 * @param {Element} parent
 * @param {readonly Child[]} described
 */
export function show(parent, described) {
  const children = kept(described);
  const isSvg = parent.namespaceURI === svgNamespace;
  /** @type {Map<string, Element>} */
  const byKey = new Map();
  for (const node of parent.children) {
    const key = shown.get(node)?.key;
    if (key !== undefined) {
      byKey.set(key, node);
    }
  }

  let next = parent.firstChild;
  for (const child of children) {
    const fitting = typeof child === 'string' ? textAt(next) : elementFor(child, next, byKey);
    const node = fitting ?? make(child, isSvg);
    if (node === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(node, next);
    }

    update(node, child);
  }

  while (next) {
    const gone = next;
    next = next.nextSibling;
    gone.remove();
  }
}

/** @param {ChildNode | null} node */
const textAt = node => (node?.nodeType === Node.TEXT_NODE ? /** @type {Text} */ (node) : undefined);

/**
 * @param {VNode} child
 * @param {ChildNode | null} next
 * @param {Map<string, Element>} byKey
 */
function elementFor(child, next, byKey) {
  if (child.key !== undefined) {
    const known = byKey.get(child.key);
    return known && shown.get(known)?.tag === child.tag ? known : undefined;
  }

  const at = next instanceof Element ? shown.get(next) : undefined;
  return at && at.key === undefined && at.tag === child.tag ? /** @type {Element} */ (next) : undefined;
}

/**
 * @param {VNode | string} child
 * @param {boolean} isSvg
 */
function make(child, isSvg) {
  if (typeof child === 'string') {
    return document.createTextNode('');
  }

  return isSvg || child.tag === 'svg' ? document.createElementNS(svgNamespace, child.tag) : document.createElement(child.tag);
}

/**
 * @param {Element | Text} node
 * @param {VNode | string} child
 */
function update(node, child) {
  if (typeof child === 'string') {
    if (node.nodeValue !== child) {
      node.nodeValue = child;
    }

    return;
  }

  const element = /** @type {Element} */ (node);
  const before = shown.get(element);
  // The very same description: a row that was remembered.
  if (before === child) {
    return;
  }

  shown.set(element, child);
  const old = before?.props ?? {};
  for (const name of Object.keys(old)) {
    if (!(name in child.props)) {
      set(element, name, undefined, old[name]);
    }
  }

  // Options first: a select takes only a value that it has.
  if (child.props['own'] !== true) {
    show(element, child.children);
  }

  for (const [name, value] of Object.entries(child.props)) {
    if (value !== old[name]) {
      set(element, name, value, old[name]);
    }
  }
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {any} value
 * @param {any} before
 */
function set(element, name, value, before) {
  if (name.startsWith('on')) {
    const own = handlers.get(element) ?? {};
    handlers.set(element, own);
    const event = name.slice(2);
    if (before === undefined && !(event in own)) {
      element.addEventListener(event, happened => handlers.get(element)?.[event]?.(happened));
    }

    own[event] = value ?? (() => {});
  } else if (name === 'value' || name === 'checked') {
    /** @type {any} */ (element)[name] = value ?? (name === 'value' ? '' : false);
  } else if (value === undefined || value === false || value === null) {
    element.removeAttribute(name);
  } else if (name !== 'own') {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** Remembers descriptions: what is made of the same things is the same description, and is not looked at again. */
export class Memory {
  /** @type {Map<string, { of: readonly unknown[], node: VNode }>} */
  #known = new Map();
  /** @type {Map<string, { of: readonly unknown[], node: VNode }>} */
  #next = new Map();

  /**
   * @param {string} key
   * @param {readonly unknown[]} of Everything that it is made of.
   * @param {() => VNode} make
   */
  of(key, of, make) {
    const known = this.#known.get(key);
    const kept = known && known.of.length === of.length && known.of.every((one, index) => Object.is(one, of[index])) ? known : { of, node: make() };
    this.#next.set(key, kept);
    return kept.node;
  }

  /** Forgets what was not asked for since the last time. */
  turn() {
    [this.#known, this.#next] = [this.#next, new Map()];
  }
}
