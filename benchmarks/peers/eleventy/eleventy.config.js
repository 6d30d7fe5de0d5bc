import { readFileSync, readdirSync } from "node:fs";
import markdownIt from "markdown-it";
import yaml from "js-yaml";

const read = (name) => yaml.load(readFileSync(`data/${name}`, "utf8"));
const iso = (day) => day.toISOString().slice(0, 10);
const inCalendars = (day) => iso(day).replaceAll("-", "");
const inWords = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone: "UTC" });
const capital = (word) => word.charAt(0).toUpperCase() + word.slice(1);
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replaceAll("\n", "\\n");
const folded = (line) => (line.length > 74 ? line.replace(/.{74}/g, "$&\r\n ") : line);

/** The two entries of a training, as text that all its calendars share. */
function entries(training) {
  const name = `${training.track}/${training.id}`;
  const after = new Date(training.end);
  after.setUTCDate(after.getUTCDate() + 1);
  return [
    "BEGIN:VEVENT",
    `UID:${name}@example.org`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART;VALUE=DATE:${inCalendars(training.start)}`,
    `DTEND;VALUE=DATE:${inCalendars(after)}`,
    folded(`SUMMARY:${escaped(training.title)}`),
    folded(`LOCATION:${escaped(training.location)}`),
    `URL:https://example.org/${name}/`,
    folded(`DESCRIPTION:${escaped(training.notes)}`),
    "END:VEVENT",
    "BEGIN:VEVENT",
    `UID:${name}/deadline@example.org`,
    "DTSTAMP:20260101T000000Z",
    `DTSTART;VALUE=DATE:${inCalendars(training.deadline)}`,
    folded(`SUMMARY:${capital(training.deadline_kind)} deadline: ${escaped(training.title)}`),
    `URL:https://example.org/${name}/`,
    "END:VEVENT",
    "",
  ].join("\r\n");
}

function programme() {
  const asOf = read("site.yaml").as_of;
  const people = read("contacts.yaml");
  const tracks = read("tracks.yaml");
  const trackOf = Object.fromEntries(tracks.map((track) => [track.id, track]));
  const years = {};
  for (const track of tracks) Object.assign(track, { trainings: [], upcoming: [] });
  const trainings = readdirSync("data/trainings").flatMap((name) => read(`trainings/${name}`));
  trainings.sort((one, other) => one.start - other.start || (one.id < other.id ? -1 : 1));
  for (const training of trainings) {
    const track = trackOf[training.track];
    const before = track.trainings.at(-1);
    if (before) before.after = training;
    Object.assign(training, { before, person: people[training.contact], trackTitle: track.title });
    training.entries = entries(training);
    track.trainings.push(training);
    if (training.start >= asOf) track.upcoming.push(training);
    (years[training.start.getUTCFullYear()] ??= []).push(training);
  }
  return {
    tracks,
    trainings,
    next: trainings.filter((training) => training.start >= asOf).slice(0, 10),
    years: Object.entries(years).map(([year, held]) => ({ year, held })),
  };
}

export default function (eleventy) {
  const markdown = markdownIt();
  const known = programme();
  eleventy.addGlobalData("tracks", () => known.tracks);
  eleventy.addGlobalData("trainings", () => known.trainings);
  eleventy.addGlobalData("upcoming", () => known.next);
  eleventy.addGlobalData("years", () => known.years);
  eleventy.addFilter("iso", iso);
  eleventy.addFilter("words", (day) => inWords.format(day));
  eleventy.addFilter("capital", capital);
  eleventy.addFilter("markdown", (text) => markdown.render(text));
  eleventy.setNunjucksEnvironmentOptions({ autoescape: true });
  return { dir: { input: "pages", output: "public" } };
}
