// Shows the buttons that copy an address. Where a page asks for it, the link copies it first.
for (const ways of document.querySelectorAll(".ways")) {
  const [address, button, said, link] = ["code", ".copy", ".copied", ".copy-first"].map((part) => ways.querySelector(part));
  const copy = async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(address.textContent);
      said.textContent = said.dataset.copied;
    } catch {
      address.closest("details").open = true;
      getSelection().selectAllChildren(address);
      said.textContent = said.dataset.selected;
    }
  };
  button.hidden = false;
  button.addEventListener("click", copy);
  // The second click leads there at once: after one that failed, people copy by themselves.
  link.addEventListener("click", async (event) => {
    if (said.textContent) return;
    event.preventDefault();
    await copy();
    if (said.textContent === said.dataset.copied) location.assign(link.href);
  });
}
