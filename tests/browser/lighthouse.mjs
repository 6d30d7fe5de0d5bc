// Runs Lighthouse over the pages whose addresses are given, as on a phone, and writes what it finds
// as JSON: for each page its scores, and each audit that is not perfect with its reason.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const browser = await launch({ chromeFlags: flags, chromePath: process.env.CHROME_PATH });
const found = {};
for (const url of process.argv.slice(2)) {
  const { lhr } = await lighthouse(url, { port: browser.port, logLevel: "silent", output: [], disableFullPageScreenshot: true });
  const counted = Object.values(lhr.categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
  const names = new Set(counted.map(({ id }) => id));
  found[url] = {
    error: lhr.runtimeError?.message ?? null,
    scores: Object.fromEntries(Object.values(lhr.categories).map(({ id, score }) => [id, score])),
    values: Object.fromEntries(Object.values(lhr.audits).map(({ id, numericValue }) => [id, numericValue])),
    failed: Object.values(lhr.audits)
      .filter(({ id, score }) => names.has(id) && score !== null && score < 1)
      .map(({ id, title, displayValue }) => ({ id, title, displayValue })),
  };
}
browser.kill();
console.log(JSON.stringify(found));
