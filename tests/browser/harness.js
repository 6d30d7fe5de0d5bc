// Loads every page of the site into a frame of the wanted width and writes down what axe finds, and
// whether the page scrolls sideways. `paths` and `width` stand in the page that loads this script.
const found = document.getElementById("found");

async function look(path) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `border:0;width:${width}px;height:3000px`;
  frame.src = path;
  const loaded = new Promise((resolve) => { frame.onload = resolve; });
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument;
  for (const details of page.querySelectorAll("details")) details.open = true;
  if (page.documentElement.scrollWidth > width) found.textContent += `${path}: scrolls sideways\n`;
  const script = page.createElement("script");
  script.src = "/axe.min.js";
  const ready = new Promise((resolve) => { script.onload = resolve; });
  page.head.append(script);
  await ready;
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const result = await frame.contentWindow.axe.run(page, { resultTypes: ["violations"], runOnly: tags });
  for (const violation of result.violations) {
    const targets = violation.nodes.map((node) => node.target).slice(0, 3);
    found.textContent += `${path}: ${violation.id} ${targets}\n`;
  }
  frame.remove();
}

(async () => {
  for (const path of paths) await look(path);
  found.textContent += `looked at ${paths.length}`;
})().catch((error) => { found.textContent += `stopped: ${error}`; });
