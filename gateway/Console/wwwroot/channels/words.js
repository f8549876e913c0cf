// @ts-check
/** The page's texts in the reader's language, and how numbers, money and times are written in it. */

const minorDigits = /** @type {Record<string, number>} */ ({});

export class Words {
  #texts;
  /** BCP 47. */
  language;

  /**
   * @param {Record<string, string>} texts By key, `channels.add`.
   * @param {string} language
   */
  constructor(texts, language) {
    this.#texts = texts;
    this.language = language;
  }

  /**
   * Reads a page's texts.
   * @param {string} page
   * @param {string} language
   */
  static async of(page, language) {
    const answer = await fetch(`/console/texts/${page}.json?lang=${encodeURIComponent(language)}`);
    if (!answer.ok) {
      throw new Error(`The texts of ${page} did not come: ${answer.status}.`);
    }

    return new Words(await answer.json(), language);
  }

  /**
   * A text with its placeholders filled. An unknown key is a fault of the page, and is shown as it is.
   * @param {string} key Without `channels.`.
   * @param {Record<string, string | number>} [values]
   */
  say(key, values = {}) {
    const text = this.#texts[`channels.${key}`] ?? key;
    return text.replace(/\{(\w+)\}/g, (whole, name) => (values[name] === undefined ? whole : String(values[name])));
  }

  /** @param {string} key */
  has(key) {
    return this.#texts[`channels.${key}`] !== undefined;
  }

  /**
   * @param {{ currencyCode?: string, amountMinor?: string } | undefined} money
   */
  money(money) {
    if (!money?.currencyCode) {
      return '';
    }

    const format = new Intl.NumberFormat(this.language, { style: 'currency', currency: money.currencyCode });
    const digits = (minorDigits[money.currencyCode] ??= format.resolvedOptions().maximumFractionDigits ?? 2);
    return format.format(Number(money.amountMinor ?? '0') / 10 ** digits);
  }

  /**
   * A price for one piece, kilogram, litre or metre.
   * @param {string | undefined} unitPrice Decimal text.
   * @param {string | undefined} currencyCode
   * @param {string | undefined} measure
   */
  unitPrice(unitPrice, currencyCode, measure) {
    if (!unitPrice || !currencyCode) {
      return '';
    }

    const price = new Intl.NumberFormat(this.language, { style: 'currency', currency: currencyCode }).format(Number(unitPrice));
    const per = /** @type {Record<string, string>} */ ({ MEASURE_GRAM: 'kg', MEASURE_MILLILITRE: 'l', MEASURE_MILLIMETRE: 'm' })[measure ?? ''];
    return per ? `${price}/${per}` : price;
  }

  /**
   * @param {number} quantity
   * @param {string | undefined} measure
   */
  quantity(quantity, measure) {
    const unit = /** @type {Record<string, string>} */ ({ MEASURE_GRAM: 'g', MEASURE_MILLILITRE: 'ml', MEASURE_MILLIMETRE: 'mm' })[measure ?? ''];
    const number = new Intl.NumberFormat(this.language).format(quantity);
    return unit ? `${number} ${unit}` : number;
  }

  /** @param {number | string} number */
  number(number) {
    return new Intl.NumberFormat(this.language).format(Number(number));
  }

  /** @param {Date} at */
  time(at) {
    return new Intl.DateTimeFormat(this.language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at);
  }

  /** @param {Date} at */
  hour(at) {
    return new Intl.DateTimeFormat(this.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  }

  /**
   * The day through which something lasts that ends then.
   * @param {Date} end
   */
  lastDay(end) {
    return new Intl.DateTimeFormat(this.language, { dateStyle: 'medium' }).format(new Date(end.getTime() - 1));
  }

  /**
   * An item's title in the reader's language, else in one that it has.
   * @param {{ texts?: Record<string, string> } | undefined} title
   * @param {string} otherwise
   */
  title(title, otherwise) {
    const texts = title?.texts ?? {};
    return texts[this.language] ?? texts[this.language.split('-')[0] ?? ''] ?? texts['en'] ?? Object.values(texts)[0] ?? otherwise;
  }
}
