// Events of calendars as node-ical reads them. Takes and gives JSON.
const ical = require('node-ical');
const {readFileSync} = require('node:fs');

const FROM = new Date('1970-01-01T00:00:00Z');
const TO = new Date('2100-01-01T00:00:00Z');

function moment(date) {
  return date.toISOString().replace('.000Z', 'Z');
}

// node-ical gives a day as the midnight of this machine.
function day(date) {
  const two = number => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function turns(event) {
  if (event.datetype === 'date') return [[day(event.start), day(event.end)]];
  if (!event.rrule) return [[moment(event.start), moment(event.end)]];
  return ical.expandRecurringEvent(event, {from: FROM, to: TO})
    .map(({start, end}) => [moment(start), moment(end)]);
}

function read(text) {
  return Object.values(ical.sync.parseICS(text)).filter(({type}) => type === 'VEVENT').map(event => ({
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    location: event.location ?? null,
    status: event.status,
    url: event.url,
    categories: [...event.categories].sort(),
    related_to: event['related-to'] ?? null,
    transparent: event.transparency === 'TRANSPARENT',
    sequence: Number(event.sequence),
    stamp: moment(event.dtstamp).replace(/[-:]/g, ''),
    last_modified: moment(event.lastmodified).replace(/[-:]/g, ''),
    turns: turns(event),
  }));
}

const feeds = Object.entries(JSON.parse(readFileSync(0, 'utf8')));
process.stdout.write(JSON.stringify(
  Object.fromEntries(feeds.map(([address, text]) => [address, read(text)]))));
