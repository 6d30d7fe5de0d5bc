// Shows the buttons that copy the address before them. Without this script they stay hidden.
for (const button of document.querySelectorAll(".copy")) {
  const address = button.previousElementSibling;
  const said = button.nextElementSibling;
  button.hidden = false;
  button.addEventListener("click", async () => {
    said.textContent = "";
    try {
      await navigator.clipboard.writeText(address.textContent);
      said.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(address);
      said.textContent = "The address is selected. Copy it with your keyboard or menu.";
    }
  });
}
