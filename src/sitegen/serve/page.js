// Shows in the page how the preview is, and loads the page again when there is a newer one.
(() => {
  const mine = document.currentScript.dataset.build;
  const bar = document.createElement("div");
  bar.setAttribute("role", "status");
  bar.style.cssText =
    "position:fixed;z-index:2147483647;left:0;right:0;bottom:0;padding:.6rem 1.25rem;" +
    "background:#1d1b1b;color:#fff;font:1rem/1.5 system-ui,sans-serif";
  const show = (words) => {
    bar.textContent = words;
    bar.style.display = words ? "block" : "none";
  };
  // At its top, the page stays there, so that a report that comes above it is seen.
  const reload = () => {
    if (scrollY === 0) history.scrollRestoration = "manual";
    location.reload();
  };
  const connect = () => {
    const socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/livereload");
    socket.onopen = () => {
      const protocols = ["http://livereload.com/protocols/official-7"];
      socket.send(JSON.stringify({ command: "hello", protocols }));
      socket.send(JSON.stringify({ command: "info", url: location.pathname, states: true }));
    };
    socket.onmessage = (event) => {
      const said = JSON.parse(event.data);
      if (said.command === "reload") reload();
      if (said.command !== "state") return;
      if (said.state !== "building" && said.build !== mine) reload();
      else show(said.says);
    };
    socket.onclose = () => {
      show("The preview has ended. Start it again with sitegen serve: this page then comes back.");
      setTimeout(connect, 1000);
    };
  };
  show("");
  addEventListener("load", () => {
    if (history.scrollRestoration !== "manual") return;
    scrollTo(0, 0);
    setTimeout(() => { history.scrollRestoration = "auto"; }, 1000);
  });
  const begin = () => {
    document.body.append(bar);
    connect();
  };
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin);
})();
