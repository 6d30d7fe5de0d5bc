// Asks one question at a time and holds the answers against the rules, in memory only. Nothing is
// stored, sent, or written into the address. Every word that is shown stands in the page.
const check = {
  rules: JSON.parse(document.getElementById("rules").textContent),
  form: document.getElementById("questions"),
  result: document.getElementById("result"),
  words: document.getElementById("words").content,
  // Fieldsets by fact, in the order of the page; the one without a fact asks what it is about.
  questions: new Map(Array.from(document.querySelectorAll("[data-fact]"), (set) => [set.dataset.fact, set])),
  // Answers by fact; undefined where a person is not sure.
  given: new Map(),
  shown: "",

  // The rules that what the person wants depends on; all where they are not sure.
  wanted() {
    const wish = this.given.get("");
    return wish === undefined ? Object.keys(this.rules) : [wish, ...(this.rules[wish].any ?? [])];
  },

  assess(asked) {
    return eligibility.assess(this.rules, Object.fromEntries(asked.map((fact) => [fact, this.given.get(fact)])));
  },

  // What to ask after these: what most rules still need, but what is sensitive last.
  following(asked) {
    if (!asked.length) return "";
    const found = this.assess(asked);
    const rules = this.wanted().filter((rule) => !this.rules[rule].any);
    const needed = (fact) => rules.filter((rule) => found[rule].open.includes(fact)).length;
    const sensitive = (fact) => "sensitive" in this.questions.get(fact).dataset;
    return [...this.questions.keys()]
      .filter((fact) => !asked.includes(fact) && needed(fact))
      .sort((one, other) => sensitive(one) - sensitive(other) || needed(other) - needed(one))[0];
  },

  // The questions that matter and are answered, in order, and the next one if there is one.
  path() {
    const asked = [];
    let next = "";
    while (next !== undefined && this.given.has(next)) {
      asked.push(next);
      next = this.following(asked);
    }
    return { asked, next };
  },

  // The questions before the one that is shown.
  before() {
    const { asked } = this.path();
    const place = asked.indexOf(this.shown);
    return place < 0 ? asked : asked.slice(0, place);
  },

  chosen(fact) {
    return [...this.questions.get(fact).querySelectorAll(":checked")];
  },

  answer(fact) {
    const inputs = this.chosen(fact);
    if (inputs.some((input) => !input.value)) return undefined;
    const values = inputs.map((input) => JSON.parse(input.value));
    return "several" in this.questions.get(fact).dataset ? values.flat() : values[0];
  },

  // What a rule comes to: "meets", "not-met", "undecided" where nothing in the page decides, or "unknown".
  verdict(id, { result }) {
    const { all, any, unknown } = this.rules[id];
    if (unknown) return "unknown";
    return (all ?? any).length ? ["not-met", "undecided", "meets"][result] : "undecided";
  },

  word(name) {
    return this.words.querySelector(`[data-word="${name}"]`).cloneNode(true);
  },

  error(fact, said = "") {
    this.questions.get(fact).querySelector(".error").textContent = said;
  },

  show(fact) {
    this.shown = fact;
    const before = this.before();
    this.form.hidden = fact === undefined;
    this.result.hidden = fact !== undefined;
    for (const [name, set] of this.questions) set.hidden = name !== fact;
    document.getElementById("back").hidden = !before.length;
    document.getElementById("how-long").hidden = before.length > 0;
    document.getElementById("number").textContent = before.length + 1;
    if (fact === undefined) this.conclude(before);
    else this.error(fact);
  },

  // Fills the result from what was asked.
  conclude(asked) {
    const found = this.assess(asked);
    const wanted = this.wanted();
    const names = [];
    const verdicts = {};
    for (const part of this.result.querySelectorAll("[data-rule]")) {
      const { rule, name } = part.dataset;
      part.hidden = !wanted.includes(rule);
      if (part.hidden) continue;
      verdicts[rule] = this.verdict(rule, found[rule]);
      part.querySelector(".verdict").replaceChildren(this.word(verdicts[rule]));
      part.querySelectorAll("[data-silent]").forEach((silent) => (silent.hidden = !found[rule].unsaid));
      part.querySelectorAll(".findings > li").forEach((sentence, number) => {
        const met = found[rule].sentences[number];
        const decided = "decided" in sentence.dataset && met !== 0;
        sentence.querySelector(".found").replaceChildren(this.word(decided ? "staff" : ["unmet", "open", "met"][met]));
      });
      if (name && verdicts[rule] === "meets") names.push(name);
    }
    for (const part of this.result.querySelectorAll("[data-apply]")) {
      part.hidden = !["meets", "undecided"].includes(verdicts[part.dataset.apply]);
    }
    document.getElementById("applying").hidden = !this.result.querySelector("[data-apply]:not([hidden])");
    for (const part of this.result.querySelectorAll("[data-outcome]")) {
      part.hidden = (part.dataset.outcome === "may") !== names.length > 0;
    }
    const because = ["unsaid", "undecided", "not-met", "unknown"].find((one) =>
      Object.keys(verdicts).some((rule) => verdicts[rule] === one || found[rule][one]));
    for (const part of this.result.querySelectorAll("[data-because]")) part.hidden = part.dataset.because !== because;
    const list = new Intl.ListFormat(document.documentElement.lang);
    document.getElementById("names").textContent = list.format(names);
    for (const row of this.result.querySelectorAll("[data-answer]")) {
      const fact = row.dataset.answer;
      row.hidden = !asked.includes(fact);
      const said = this.chosen(fact).map((input) => input.parentNode.querySelector(".option-words").textContent);
      row.querySelector(".said").textContent = list.format(said);
    }
  },

  // Shows a question or the result, and goes there.
  goTo(fact) {
    this.show(fact);
    const part = fact === undefined ? this.result : this.questions.get(fact);
    this.focus([...part.querySelectorAll("h2")].find((heading) => heading.offsetParent));
  },

  // Takes the focus to a part, with what stands above it in view.
  focus(part) {
    part.closest("form, .result").scrollIntoView({ behavior: "instant" });
    part.focus({ preventScroll: true });
  },

  start() {
    this.form.reset();
    this.given.clear();
    document.getElementById("why").open = false;
    this.show("");
  },
};

check.form.addEventListener("submit", (event) => {
  event.preventDefault();
  const fact = check.shown;
  const set = check.questions.get(fact);
  if (check.chosen(fact).length) {
    check.given.set(fact, check.answer(fact));
    check.goTo(check.path().next);
  } else {
    check.error(fact, set.querySelector(".error").dataset.words);
    check.focus(set.querySelector("input"));
  }
});

check.form.addEventListener("change", ({ target }) => {
  check.error(check.shown);
  // “None of these” and “I am not sure” stand alone.
  if (target.checked) {
    for (const other of check.chosen(check.shown)) {
      if (other !== target && ("alone" in target.dataset || "alone" in other.dataset)) other.checked = false;
    }
  }
});

document.getElementById("back").addEventListener("click", () => {
  const last = check.before().pop();
  check.given.delete(last);
  check.goTo(last);
});

check.result.addEventListener("click", ({ target }) => {
  const row = target.closest("[data-answer]");
  if (row && target.closest("button")) check.goTo(row.dataset.answer);
});

document.getElementById("again").addEventListener("click", () => {
  check.start();
  check.goTo("");
});
document.getElementById("print").addEventListener("click", () => print());

// Also when the browser shows the page again as it was left: nobody finds another's answers.
addEventListener("pageshow", () => check.start());
// Browsers that cannot ask for scripting in a style sheet show the questions now.
document.getElementById("check").classList.add("ready");
