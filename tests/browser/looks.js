// How a page looks, asked by the tests in `looks.py`. It is given to a page after it has loaded.
const looks = {
  // Whether an element is drawn at all. What only screen readers are told counts.
  drawn: (one) => one.checkVisibility({ visibilityProperty: true }),

  name(one) {
    const words = (one.ariaLabel || one.labels?.[0]?.textContent || one.textContent).trim().replace(/\s+/g, " ");
    return `${one.localName}${one.id && `#${one.id}`} “${words.slice(0, 60)}”`;
  },

  // The words of a part as they are drawn, without those of what `without` selects.
  words(part, without = ":not(*)") {
    const found = [];
    const texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const parent = texts.currentNode.parentElement;
      if (!parent.closest(without) && !parent.closest("script, style, template") && this.drawn(parent)) {
        found.push(texts.currentNode.data);
      }
    }
    return found.join(" ").split(/\s+/).filter(Boolean);
  },

  // Where drawn links lead, without those in what `without` selects.
  links(part, without = ":not(*)") {
    return [...part.querySelectorAll("a[href]")]
      .filter((one) => !one.closest(without) && this.drawn(one))
      .map((one) => one.getAttribute("href"));
  },

  // The names of the style sheets; they change with what the sheets say.
  styles: () => [...document.styleSheets].map(({ href }) => href?.split("/").at(-1)).join(" "),

  // Of each element: it and all around it, with all by which a style sheet may choose a colour, and
  // the style sheets.
  places() {
    const differs = /^(href|id|for|aria-(label|labelledby|describedby)|datetime|title|alt|content|value|name|hreflang|data-.*|src|d|viewBox)$/;
    const hasWords = (one) => [...one.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim());
    const marks = (one) => [
      one.localName, one.protocol, hasWords(one) && "words", one.querySelector(":checked") && "chosen",
      ...[...one.attributes].filter(({ name }) => !differs.test(name)).map(({ name, value }) => `${name}=${value}`),
    ].filter(Boolean).join(" ");
    const found = new Set();
    const go = (one, around) => {
      const place = `${around}/${marks(one)}`;
      found.add(place);
      for (const child of one.children) go(child, place);
    };
    go(document.body, this.styles());
    return [...found];
  },

  openDetails(open) {
    for (const details of document.querySelectorAll("details")) {
      this.wasOpen ??= new Map();
      if (!this.wasOpen.has(details)) this.wasOpen.set(details, details.open);
      details.open = open || this.wasOpen.get(details);
    }
  },

  // Shows the page as it is when everything has passed; false where that changes nothing.
  readLater() {
    const parts = document.querySelectorAll("[data-since], [data-until]");
    this.now = [...parts].map((part) => [part, part.hidden]);
    for (const part of parts) part.hidden = "until" in part.dataset;
    return parts.length > 0;
  },

  readNow() {
    for (const [part, hidden] of this.now) part.hidden = hidden;
  },

  // WCAG 1.4.12
  spaceText(wanted) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = wanted ? [sheet] : [];
  },

  // The words that must stand on paper; what is folded up on the screen is unfolded there. Only
  // Latin ones: other programs order those of other scripts in their own way.
  printed() {
    this.openDetails(true);
    const words = this.words(document.body, ".away");
    this.openDetails(false);
    return [...new Set(words)].filter((word) => /^[\x21-\u024f]+$/.test(word));
  },

  hiddenOnPurpose(one) {
    return one.closest(".away, .skip, details:not([open]) > :not(summary), svg");
  },

  // What does not fit: the page, parts that stick out at a side, text that is cut off.
  misfits() {
    const wide = document.documentElement.scrollWidth;
    const found = wide > innerWidth ? [`scrolls sideways, it is ${wide} pixels wide`] : [];
    const parts = [...document.body.querySelectorAll("*")].filter((one) => this.drawn(one) && !this.hiddenOnPurpose(one));
    const out = new Set(parts.filter((one) => this.sticksOut(one)));
    // Only the innermost ones: they are the cause.
    const causes = [...out].filter((one) => ![...one.children].some((child) => out.has(child)));
    found.push(...causes.map((one) => `sticks out: ${this.name(one)}`));
    found.push(...parts.filter((one) => this.cutsOff(one)).map((one) => `is cut off: ${this.name(one)}`));
    const skip = document.querySelector(".skip");
    if (skip && this.drawn(skip) && skip.getBoundingClientRect().bottom > -1) found.push(`shows what is for keyboards: ${this.name(skip)}`);
    return found;
  },

  sticksOut(one) {
    const { left, right, width } = one.getBoundingClientRect();
    return width > 0 && (left < -1 || right > innerWidth + 1) && !this.scrollable(one);
  },

  // Whether somebody can scroll to it within a part of the page that is made for this.
  scrollable(one) {
    for (let up = one.parentElement; up; up = up.parentElement) {
      if (["auto", "scroll"].includes(getComputedStyle(up).overflowX)) return up.matches("[tabindex]");
    }
    return false;
  },

  cutsOff(one) {
    const { display, overflowX, overflowY } = getComputedStyle(one);
    const hides = (overflow, inner, outer) => ["hidden", "clip"].includes(overflow) && inner > outer + 1;
    return display !== "inline" && (hides(overflowX, one.scrollWidth, one.clientWidth) || hides(overflowY, one.scrollHeight, one.clientHeight));
  },

  // Everything that a keyboard has to reach, in the order of the document; of radios, one a group.
  stops() {
    const groups = new Set();
    const can = "a[href], area[href], button, input, select, textarea, summary, iframe, audio, video, [tabindex], [contenteditable]";
    return [...document.querySelectorAll(can)].filter((one) => {
      if (one.tabIndex < 0 || one.disabled || !this.drawn(one)) return false;
      if (one.type !== "radio") return true;
      const seen = groups.has(one.name);
      groups.add(one.name);
      return !seen;
    });
  },

  // Of each element: whether it had an outline before anything had the focus.
  startWalk() {
    const before = document.createElement("span");
    before.tabIndex = -1;
    document.body.prepend(before);
    before.focus();
    before.remove();
    this.path = this.stops();
    this.outlined = new Set([...document.querySelectorAll("*")].filter((one) => this.outline(one)));
    return this.path.map((one) => this.name(one));
  },

  outline(one) {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  },

  // Where the focus is: its place in the path (-1: nowhere in it; null: on nothing), what is wrong.
  step() {
    const at = document.activeElement;
    if (!at || at === document.body) return null;
    const number = this.path.indexOf(at);
    const scrolls = at.scrollWidth > at.clientWidth || at.scrollHeight > at.clientHeight;
    const wrong = [this.unseen(at), this.unmarked(at), number < 0 && !scrolls && "is no link, button or field"];
    return { number, name: this.name(at), wrong: wrong.filter(Boolean) };
  },

  // Why one cannot see where the focus is.
  unseen(at) {
    const [{ left, right, top, bottom }] = at.getClientRects();
    const low = Math.min(bottom, innerHeight);
    // All of the outline, too, unless the part is larger than the screen.
    const edge = parseFloat(getComputedStyle(at).outlineWidth) - 1;
    if (left - edge < 0 || right + edge > innerWidth || top - edge < 0 || (bottom + edge > innerHeight && top > edge + 32)) return "is outside of the screen";
    const over = document.elementFromPoint((left + right) / 2, (top + low) / 2);
    return over && !at.contains(over) && !over.contains(at) && `is hidden under ${this.name(over)}`;
  },

  // Why one cannot tell it from the rest.
  unmarked(at) {
    const marked = [at, ...(at.labels ?? [])].find((one) => this.outline(one) && !this.outlined.has(one));
    if (!marked) return "shows no focus";
    const contrast = this.contrast(marked);
    return contrast < 3 && `shows the focus with a contrast of ${contrast.toFixed(2)}`;
  },

  // Of an outline against what is behind it.
  contrast(one) {
    const behind = [];
    for (let up = one.parentElement; up; up = up.parentElement) behind.unshift(getComputedStyle(up).backgroundColor);
    const ground = this.pixel(["white", ...behind]);
    const [light, dark] = [ground, this.pixel([getComputedStyle(one).outlineColor])].map(this.luminance).sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  },

  // The colour of one over the other. To paint takes long, and there are few colours.
  pixel(colours) {
    this.painted ??= new Map();
    const key = colours.join();
    if (!this.painted.has(key)) this.painted.set(key, this.paint(colours));
    return this.painted.get(key);
  },

  paint(colours) {
    const paint = new OffscreenCanvas(1, 1).getContext("2d");
    for (const colour of colours) {
      paint.fillStyle = colour;
      paint.fillRect(0, 0, 1, 1);
    }
    return paint.getImageData(0, 0, 1, 1).data;
  },

  // WCAG 2.2, relative luminance
  luminance(pixel) {
    const [red, green, blue] = [...pixel].map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  },

  // Targets that have to be large, and are not. Smaller ones are for axe, which knows the exceptions.
  small(least) {
    const numbers = 'main :is([href^="tel:"], [href^="sms:"])';
    const large = `.crisis a, ${numbers}, nav[aria-label=Main] a, button, .button, summary, label:has(input)`;
    return [...document.querySelectorAll(large)].filter((one) => {
      const { width, height } = one.getBoundingClientRect();
      return this.drawn(one) && (width < least || height < least);
    }).map((one) => `is smaller than ${least} pixels: ${this.name(one)}`);
  },

  // What has to be on the first screen of a phone, and is not. The state of a training may stand
  // before its heading.
  below(first) {
    scrollTo(0, 0);
    const found = [];
    for (const scheme of ["tel:", "sms:"]) {
      const link = document.querySelector(`.crisis a[href^="${scheme}"]`);
      if (!link) found.push(`has no ${scheme} link for a crisis`);
      else if (link.getBoundingClientRect().bottom > innerHeight) found.push(`is not on the first screen: ${this.name(link)}`);
    }
    const begin = document.querySelector("main > .status:first-child, h1");
    const top = begin?.getBoundingClientRect().top;
    if (!(top < first)) found.push(`begins at ${Math.round(top)} pixels`);
    return found;
  },
};
0;
