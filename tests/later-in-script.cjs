// Reads {pages, instants} from standard input: pages are lists of [since, until], instants are in
// milliseconds. Writes for each page, for each instant, which of its parts the page's script shows,
// and the time zone of this visitor.
const { readFileSync } = require("node:fs");
const { Script, createContext } = require("node:vm");

const script = new Script(readFileSync(process.argv[2], "utf8").replace(/^const now = /m, "now = "));
const { pages, instants } = JSON.parse(readFileSync(0, "utf8"));
const shown = pages.map((page) => {
  const parts = page.map(([since, until]) => ({ dataset: { since: since ?? undefined, until: until ?? undefined } }));
  const asked = parts.filter(({ dataset }) => dataset.since || dataset.until);
  const clock = { time: 0 };
  const context = createContext({
    document: { querySelectorAll: () => asked },
    Date: { now: () => clock.time, parse: Date.parse },
    now: 0,
  });
  return instants.map((instant) => {
    clock.time = instant;
    script.runInContext(context);
    return parts.flatMap((part, number) => (part.hidden ? [] : [number]));
  });
});
process.stdout.write(JSON.stringify({ zone: Intl.DateTimeFormat().resolvedOptions().timeZone, shown }));
