// Shows what holds now, on a page that was made earlier: a deadline may have passed since then.
const now = Date.now();
for (const part of document.querySelectorAll("[data-since], [data-until]")) {
  const { since, until } = part.dataset;
  part.hidden = (since && now < Date.parse(since)) || (until && now >= Date.parse(until));
}
