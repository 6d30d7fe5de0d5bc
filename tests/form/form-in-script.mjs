// Does with files what the form does: reads each, puts values somewhere, and writes it.
// In: a list of {name, text, values: [[path, value], …]}. Out: a list of texts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [format, shorthands] = process.argv.slice(2);
const YAML = createRequire(import.meta.url)("yaml");
const { formatOf } = await import(pathToFileURL(format));
const short = JSON.parse(shorthands);

// What the form gives for fields that were left alone, besides the ones that were filled in.
const leftAlone = { note: "", changes: [], contacts: [], opens: null, reason: "" };

const SOURCE = "sitegen_source";
const answers = JSON.parse(readFileSync(0, "utf-8")).map(({ name, text, values }) => {
  const { fromFile, toFile } = formatOf(YAML, short[name], name === "pages");
  // Sveltia CMS gives texts without the empty lines around them, and with line feeds alone.
  const content = text === null ? {} : fromFile(text.trim().replace(/\r\n?/g, "\n"));
  for (const one of content.trainings ?? []) {
    for (const [key, nothing] of Object.entries(leftAlone)) one[key] ??= nothing;
  }
  for (const [path, value] of values) {
    const steps = [...path];
    const last = steps.pop();
    const inside = steps.reduce((at, step) => (at[step] ??= {}), content);
    if (value === null && Array.isArray(inside)) inside.splice(last, 1);
    else inside[last] = value;
  }
  const { [SOURCE]: source, ...rest } = content;
  const trimmed = JSON.parse(JSON.stringify(rest), (_, one) => one?.trim?.() ?? one);
  return `${toFile({ ...trimmed, [SOURCE]: source }).trim()}\n`;
});
process.stdout.write(JSON.stringify(answers));
