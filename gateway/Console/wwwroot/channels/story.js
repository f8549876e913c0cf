// @ts-check
/**
 * What happened, in words: differences between two views of a cart, remarks of the merge rules, refusals, troubles. No DOM and no network here.
 *
 * @typedef {import('/client/index.js').CartView} CartView
 * @typedef {import('/client/index.js').CartViewLine} CartViewLine
 * @typedef {import('/client/index.js').CartOperation} CartOperation
 * @typedef {import('/client/index.js').MergeRemark} MergeRemark
 * @typedef {import('/client/index.js').Refusal} Refusal
 * @typedef {import('./words.js').Words} Words
 * @typedef {{ kind: 'added' | 'removed' | 'changed' | 'saved' | 'unsaved', key: string, sku: string, name: string, before: number, after: number, measure: string | undefined }} LineDifference
 * @typedef {{ kind: 'codeEntered' | 'codeRemoved', code: string }} CodeDifference
 */

/**
 * What tells two lines apart on every device, whether or not the server has named them.
 * @param {string} sku
 * @param {Readonly<Record<string, string>> | undefined} options
 */
export const lineKey = (sku, options) => JSON.stringify([sku, ...Object.entries(options ?? {}).sort(([one], [other]) => (one < other ? -1 : 1))]);

/**
 * What one view shows and the other did not.
 * @param {CartView | undefined} before
 * @param {CartView} after
 * @param {(line: CartViewLine) => string} nameOf
 * @returns {(LineDifference | CodeDifference)[]}
 */
export function differences(before, after, nameOf) {
  /** @type {(LineDifference | CodeDifference)[]} */
  const found = [];
  const old = new Map((before?.lines ?? []).map(line => [lineKey(line.sku, line.options), line]));
  for (const line of after.lines) {
    const key = lineKey(line.sku, line.options);
    const known = old.get(key);
    old.delete(key);
    const about = { key, sku: line.sku, name: nameOf(line), before: known?.quantity ?? 0, after: line.quantity, measure: line.server?.measure };
    if (!known) {
      found.push({ kind: 'added', ...about });
    } else if (known.isSaved !== line.isSaved) {
      found.push({ kind: line.isSaved ? 'saved' : 'unsaved', ...about });
    } else if (known.quantity !== line.quantity) {
      found.push({ kind: 'changed', ...about });
    }
  }

  for (const [key, line] of old) {
    found.push({ kind: 'removed', key, sku: line.sku, name: nameOf(line), before: line.quantity, after: 0, measure: line.server?.measure });
  }

  const codes = new Set(before?.codes ?? []);
  after.codes.filter(code => !codes.delete(code)).forEach(code => found.push({ kind: 'codeEntered', code }));
  codes.forEach(code => found.push({ kind: 'codeRemoved', code }));
  return found;
}

/**
 * One difference as a sentence.
 * @param {Words} words
 * @param {LineDifference | CodeDifference} difference
 */
export function differenceInWords(words, difference) {
  if ('code' in difference) {
    return words.say(`event.${difference.kind}`, { code: difference.code });
  }

  const { name, before, after, measure } = difference;
  return words.say(`event.${difference.kind}`, { name, before: words.quantity(before, measure), after: words.quantity(after, measure) });
}

/**
 * Which line an edit is about: its key where the edit says sku and options, else the line's id.
 * @param {CartOperation} operation
 * @param {CartView | undefined} view
 */
export function lineOf(operation, view) {
  if (operation.add) {
    return lineKey(operation.add.sku ?? '', operation.add.options);
  }

  const reference = (operation.setQuantity ?? operation.removeLine ?? operation.moveToSaved ?? operation.moveToCart ?? operation.setFulfilment)?.line;
  if (!reference) {
    return undefined;
  }

  const line = reference.lineId ? view?.lines.find(known => known.lineId === reference.lineId) : undefined;
  return line ? lineKey(line.sku, line.options) : lineKey(reference.sku ?? '', reference.options);
}

/**
 * An edit of this device as a sentence.
 * @param {Words} words
 * @param {CartOperation} operation
 * @param {(operation: CartOperation) => { name: string, measure: string | undefined }} about
 */
export function operationInWords(words, operation, about) {
  const { name, measure } = about(operation);
  if (operation.add) {
    return words.say('event.youAdded', { name, quantity: words.quantity(operation.add.quantity ?? 1, measure) });
  } else if (operation.setQuantity) {
    return words.say('event.youSet', { name, quantity: words.quantity(operation.setQuantity.quantity ?? 0, measure) });
  } else if (operation.removeLine) {
    return words.say('event.youRemoved', { name });
  } else if (operation.moveToSaved) {
    return words.say('event.youSaved', { name });
  } else if (operation.moveToCart) {
    return words.say('event.youUnsaved', { name });
  } else if (operation.applyCode) {
    return words.say('event.youEntered', { code: (operation.applyCode.code ?? '').toUpperCase() });
  } else if (operation.removeCode) {
    return words.say('event.youTookOff', { code: (operation.removeCode.code ?? '').toUpperCase() });
  }

  return words.say('event.youEdited');
}

/**
 * What the merge rules did to a line, and why.
 * @param {Words} words
 * @param {{ kind?: string | undefined, quantity?: number | undefined }} note
 * @param {string | undefined} measure
 */
export function noteInWords(words, note, measure) {
  const key = `note.${(note.kind ?? '').replace('MERGE_NOTE_KIND_', '')}`;
  return words.has(key) ? words.say(key, { quantity: words.quantity(note.quantity ?? 0, measure) }) : '';
}

/**
 * A refusal in the reader's language where the page knows it, else in the platform's own words.
 * @param {Words} words
 * @param {{ reason?: string | undefined, message?: string | undefined, metadata?: Readonly<Record<string, string>> | undefined } | undefined} refusal
 */
export function refusalInWords(words, refusal) {
  const reason = refusal?.reason ?? '';
  const metadata = refusal?.metadata ?? {};
  if (reason === 'CART_IN_CHECKOUT') {
    return words.say('refused.CART_IN_CHECKOUT', { where: whereInWords(words, metadata['channel'], metadata['store_id']) });
  }

  const own = (refusal?.message ?? '').replace(`${reason}: `, '');
  return words.has(`refused.${reason}`) ? words.say(`refused.${reason}`, metadata) : own || reason;
}

/**
 * Where something takes place: a channel, and which store.
 * @param {Words} words
 * @param {string | undefined} channel
 * @param {string | undefined} storeId
 */
export function whereInWords(words, channel, storeId) {
  const name = (channel ?? '').replace('CHANNEL_', '');
  const key = `where.${name}`;
  return storeId ? words.say('where.atStore', { store: storeId }) : words.has(key) ? words.say(key) : words.say('where.elsewhere');
}

/**
 * What became of a line when carts were merged, beside the platform's own explanation.
 * @param {Words} words
 * @param {string | undefined} outcome
 */
export const outcomeInWords = (words, outcome) => words.say(`outcome.${(outcome ?? 'MERGE_OUTCOME_KEPT').replace('MERGE_OUTCOME_', '')}`);
