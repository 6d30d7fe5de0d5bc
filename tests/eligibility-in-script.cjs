// Reads {rules, people} from standard input and writes what the page's script finds for each person.
const { readFileSync } = require("node:fs");
const { runInNewContext } = require("node:vm");

const script = readFileSync(process.argv[2], "utf8");
const eligibility = runInNewContext(`${script}; eligibility`);
const { rules, people } = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(people.map((answers) => eligibility.assess(rules, answers))));
