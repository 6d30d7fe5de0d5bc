// Holds published rules against answers, as sitegen does: 0 is no, 1 cannot say yet, 2 is yes.
// What a rule looks like: src/sitegen/programme/eligibility/portable.py
const eligibility = {
  holds([kind, fact, ...rest], answers) {
    const parts = () => [fact, ...rest].map((part) => this.holds(part, answers));
    if (kind === "all") return Math.min(2, ...parts());
    if (kind === "any") return Math.max(0, ...parts());
    if (kind === "not") return 2 - this.holds(fact, answers);
    const answer = answers[fact];
    const [one, other] = rest;
    if (answer === undefined) return 1;
    const met = {
      is: () => answer === one,
      in: () => answer >= (one ?? -Infinity) && answer <= (other ?? Infinity),
      of: () => [answer].flat().some((named) => one.includes(named)),
      some: () => answer.length > 0 === one,
    };
    return met[kind]() ? 2 : 0;
  },
  // The facts whose answers could still decide whether a condition holds.
  open(condition, answers) {
    if (this.holds(condition, answers) !== 1) return [];
    const [kind, ...parts] = condition;
    const whole = kind === "all" || kind === "any" || kind === "not";
    return whole ? parts.flatMap((part) => this.open(part, answers)) : [parts[0]];
  },
  // Every rule: its result, those of its sentences, the facts that could still decide it, and if it
  // says nothing of so low an age.
  assess(rules, answers) {
    const found = {};
    for (const [id, { all = [], any, below }] of Object.entries(rules)) {
      const sentences = all.map((condition) => this.holds(condition, answers));
      const parts = any?.map((other) => found[other]);
      const silent = answers.age < below;
      const result = any ? Math.max(0, ...parts.map((part) => part.result)) : Math.min(silent || !all.length ? 1 : 2, ...sentences);
      const undecided = any ? parts.flatMap((part) => part.open) : all.flatMap((condition) => this.open(condition, answers));
      const unsaid = result === 1 && (any ? parts.some((part) => part.unsaid) : silent);
      found[id] = { result, sentences, open: result === 1 ? [...new Set(undecided)] : [], unsaid };
    }
    return found;
  },
};
