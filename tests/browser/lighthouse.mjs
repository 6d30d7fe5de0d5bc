// Runs Lighthouse over the pages whose addresses are given, as on a phone, and writes what it finds
// as JSON: of each page and category the score, and which audits took from it.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

async function look(url) {
  const { lhr } = await lighthouse(url, { port: browser.port, logLevel: "silent", output: [], disableFullPageScreenshot: true });
  const failed = ({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1;
  const categories = Object.values(lhr.categories).map(({ id, score, auditRefs }) => [
    id, { score, failed: auditRefs.filter(failed).map((audit) => audit.id) },
  ]);
  return { error: lhr.runtimeError?.message, categories: Object.fromEntries(categories) };
}

const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"];
const browser = await launch({ chromeFlags: flags, chromePath: process.env.CHROME_PATH });
const found = {};
for (const url of process.argv.slice(2)) found[url] = await look(url).catch((error) => ({ error: String(error) }));
browser.kill();
console.log(JSON.stringify(found));
