// What an import of a shop's history must come to, computed from the file alone: by other means than the importer, in another language.
// Input: { file, rejectPrefix, cancellationPrefix, nonMerchandise, month? }. Output: per month orders, lines, units, revenue and cancellations in minor units,
// the number of customers, points earned per customer (one per major unit, rounded down per line), and rejected rows by reason.
'use strict';
const fs = require('node:fs');
const zlib = require('node:zlib');
const { input, main } = require('../lib/script');

main(async () => {
  const { file, nonMerchandise = [], month } = await input();
  const rows = parse((file.endsWith('.gz') ? zlib.gunzipSync(fs.readFileSync(file)) : fs.readFileSync(file)).toString('utf8'));
  const header = rows.shift();
  const column = Object.fromEntries(header.map((name, i) => [name, i]));
  const plain = new Set(nonMerchandise);
  const months = {};
  const points = {};
  const rejected = {};
  const stock = new Map(); // customer and sku -> what was bought and is still there, oldest first
  const placed = new Map(); // order -> month of its first row
  const customers = new Set();
  const of = key => months[key] ??= { orders: 0, lines: 0, units: 0, revenueMinor: 0n, cancelledRows: 0, cancelledUnits: 0, cancelledMinor: 0n };
  const reject = reason => { rejected[reason] = (rejected[reason] ?? 0) + 1; };
  let total = 0;

  for (const row of rows) {
    const date = row[column.InvoiceDate];
    if (month && !date.startsWith(month)) continue;
    total++;
    const order = row[column.InvoiceNo];
    const customer = row[column.CustomerID].replace(/\.0$/, '');
    const sku = row[column.StockCode].trim();
    const units = Number(row[column.Quantity]);
    const price = scaled(row[column.UnitPrice]);
    if (order.startsWith('A')) { reject('BAD_DEBT_ADJUSTMENT'); continue; }
    if (price < 0n) { reject('NEGATIVE_PRICE'); continue; }
    const key = `${customer}\u0000${sku}`;
    if (order.startsWith('C')) {
      if (!customer) { reject('CANCELLATION_WITHOUT_CUSTOMER'); continue; }
      const taken = take(stock.get(key) ?? [], -units, price, date);
      if (!taken) { reject('CANCELS_MORE_THAN_BOUGHT'); continue; }
      const at = of(date.slice(0, 7));
      at.cancelledRows++;
      at.cancelledUnits += -units;
      for (const [, quantity] of taken) at.cancelledMinor += minor(price, quantity);
      continue;
    }
    if (units < 0) { reject('STOCK_ADJUSTMENT'); continue; }
    if (!placed.has(order)) { placed.set(order, date.slice(0, 7)); of(placed.get(order)).orders++; }
    const at = of(placed.get(order));
    const amount = minor(price, units);
    at.lines++;
    at.units += units;
    at.revenueMinor += amount;
    if (customer) {
      customers.add(customer);
      if (!stock.has(key)) stock.set(key, []);
      stock.get(key).push({ price, left: units, date });
      if (!plain.has(sku)) points[customer] = (points[customer] ?? 0) + Number(amount / 100n);
    }
  }
  return JSON.parse(JSON.stringify({ rows: total, months, customers: customers.size, points, rejected }, (_, value) => (typeof value === 'bigint' ? value.toString() : value)));
});

// Units of a cancellation from earlier purchases: the same price first, then a higher one, newest first each time; all or nothing.
function take(bought, units, price, date) {
  const taken = [];
  for (const fits of [purchase => purchase.price === price, purchase => purchase.price > price]) {
    for (let i = bought.length - 1; i >= 0 && units > 0; i--) {
      const purchase = bought[i];
      if (!fits(purchase) || purchase.left === 0 || purchase.date > date) continue;
      const quantity = Math.min(units, purchase.left);
      taken.push([purchase, quantity]);
      units -= quantity;
    }
  }
  if (units > 0) return undefined;
  for (const [purchase, quantity] of taken) purchase.left -= quantity;
  return taken;
}

// Decimal text in ten thousandths.
function scaled(text) {
  const [, sign, whole, fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(text);
  return BigInt(`${sign}${whole || '0'}${fraction.padEnd(4, '0').slice(0, 4)}`);
}

// Ten thousandths times units in minor units (hundredths), half to even.
function minor(price, units) {
  const product = price * BigInt(units);
  const quotient = product / 100n;
  const rest = product % 100n;
  return rest > 50n || (rest === 50n && quotient % 2n === 1n) ? quotient + 1n : quotient;
}

// RFC 4180, character by character.
function parse(text) {
  const rows = [];
  let row = [];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') { field += '"'; i++; }
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') { row.push(field); field = ''; }
    else if (c === '\n') {
      row.push(field.replace(/\r$/, ''));
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
      field = '';
    } else field += c;
  }
  if (field !== '' || row.length > 0) rows.push([...row, field]);
  return rows;
}
