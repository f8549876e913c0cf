// node scripts/holidays.js: the public holidays of npm's date-holidays. Reads { calendars: { name: [country, state?] }, years: [year] }.
// Prints { name: [{ day, name }] }, each whole day of a holiday in the place's own time.
'use strict';
const Holidays = require('date-holidays');
const { input, main } = require('../lib/script');

const dayMs = 24 * 60 * 60 * 1000;

// Its dates begin with the local day. Who works half of a day works on it.
function* days(holiday) {
  const first = Date.parse(`${holiday.date.slice(0, 10)}T00:00:00Z`);
  const count = Math.floor((holiday.end - holiday.start) / dayMs);
  for (let i = 0; i < count; i++) {
    yield { day: new Date(first + i * dayMs).toISOString().slice(0, 10), name: holiday.name };
  }
}

main(async () => {
  const { calendars, years } = await input();
  return Object.fromEntries(Object.entries(calendars).map(([name, place]) => {
    const holidays = new Holidays(...place);
    return [name, years.flatMap(year => holidays.getHolidays(year)).filter(holiday => holiday.type === 'public').flatMap(holiday => [...days(holiday)])];
  }));
});
