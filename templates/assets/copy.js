// Shows the buttons that copy the address before them. Without this script they stay hidden.
async function copied(ways) {
  const [address, said] = ways.querySelectorAll("code, .copied");
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(address.textContent);
    said.textContent = said.dataset.copied;
    return true;
  } catch {
    getSelection().selectAllChildren(address);
    said.textContent = said.dataset.selected;
    return false;
  }
}
for (const ways of document.querySelectorAll(".ways")) {
  const button = ways.querySelector(".copy");
  button.hidden = false;
  button.addEventListener("click", () => copied(ways));
  // Leads to a page that asks for the address. Where it could not be copied, the next click leads there.
  const link = ways.querySelector(".copy-first");
  let tried = false;
  link.addEventListener("click", async (event) => {
    if (tried || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    tried = true;
    if (await copied(ways)) {
      tried = false;
      location.assign(link.href);
    }
  });
}
