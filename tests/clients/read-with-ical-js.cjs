// Events of calendars as ical.js (Thunderbird, Nextcloud) reads them. Takes and gives JSON.
const loaded = require('ical.js');
const ICAL = loaded.default || loaded;
const {readFileSync} = require('node:fs');

const DAY = 10;

function moment(time) {
  return new Date(time.toUnixTime() * 1000).toISOString().replace('.000Z', 'Z');
}

function turns(event) {
  if (event.startDate.isDate) {
    return [[event.startDate.toString().slice(0, DAY), event.endDate.toString().slice(0, DAY)]];
  }
  const found = [];
  const each = event.iterator();
  for (let turn = each.next(); turn; turn = each.next()) {
    const {startDate, endDate} = event.getOccurrenceDetails(turn);
    found.push([moment(startDate), moment(endDate)]);
  }
  return found;
}

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component);
    const value = name => {
      const found = component.getFirstPropertyValue(name);
      return found === null ? null : String(found);
    };
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      location: event.location,
      status: value('status'),
      url: value('url'),
      related_to: value('related-to'),
      categories: component.getFirstProperty('categories').getValues().sort(),
      transparent: value('transp') === 'TRANSPARENT',
      sequence: event.sequence,
      stamp: component.getFirstPropertyValue('dtstamp').toICALString(),
      last_modified: component.getFirstPropertyValue('last-modified').toICALString(),
      turns: turns(event),
    };
  });
}

const feeds = Object.entries(JSON.parse(readFileSync(0, 'utf8')));
process.stdout.write(JSON.stringify(
  Object.fromEntries(feeds.map(([address, text]) => [address, read(text)]))));
