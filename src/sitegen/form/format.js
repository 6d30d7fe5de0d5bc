// Reads and writes a site's files for the form. What nobody has changed in it stays as it is:
// comments, order, quotes, empty lines, and whether a date stands alone or with a reason.

const SOURCE = "sitegen_source"; // carries the text of a file through the form
const LAYOUT = { lineWidth: 0, flowCollectionPadding: false };
const TEXTS = { schema: "failsafe" }; // every value is a text, as it is for sitegen: no is no

/** Give the two functions that the form asks for. `short` says what may be written as one text. */
export function formatOf(YAML, short, hasBody) {
  const parsed = (text) => {
    const found = YAML.parseDocument(text, TEXTS);
    if (found.errors.length) throw found.errors[0];
    return found;
  };
  return {
    fromFile(text) {
      const { head, body } = parts(text, hasBody);
      const values = spelledOut(parsed(head).toJS() ?? {}, short);
      return { ...values, ...(hasBody ? { body } : {}), [SOURCE]: text };
    },
    toFile(content) {
      const { [SOURCE]: source, body, ...values } = content;
      const { head, lead } = parts(source || "", hasBody);
      const written = parsed(head);
      written.contents = new Writing(YAML, written, short).map(written.contents, values);
      const text = written.toString(LAYOUT);
      return hasBody ? `---\n${text}---\n${lead}${body ?? ""}` : text;
    },
  };
}

/** Take a page apart: its fields, the empty lines below them, and its text. */
function parts(text, hasBody) {
  const found = hasBody && /^---\n([\s\S]*?)^---(?:\n(\n*)([\s\S]*))?$/m.exec(text);
  if (found) return { head: found[1], lead: found[2] ?? "", body: found[3] ?? "" };
  return hasBody ? { head: "", lead: "\n", body: text } : { head: text, lead: "", body: "" };
}

/** Give the values with every shorthand written out, since a form has one field for one thing. */
function spelledOut(value, short, name) {
  if (Array.isArray(value)) return value.map((one) => spelledOut(one, short, name));
  if (isMap(value)) {
    const inner = Object.entries(value).map(([key, one]) => [key, spelledOut(one, short, key)]);
    return Object.fromEntries(inner);
  }
  return short[name] && !isEmpty(value) ? { [short[name]]: value } : value;
}

const isMap = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Tell whether nothing is said. A form gives such values for every field that was left alone. */
function isEmpty(value) {
  if (Array.isArray(value)) return value.every(isEmpty);
  if (isMap(value)) return Object.values(value).every(isEmpty);
  return value === undefined || value === null || value === "";
}

/** Brings values into a document, and touches nothing that says the same already. */
class Writing {
  constructor(YAML, written, short) {
    Object.assign(this, { YAML, written, short });
  }

  value(old, value, name) {
    if (Array.isArray(value)) return this.list(old, value, name);
    if (!isMap(value)) return this.text(old, value);
    const alone = this.short[name];
    const saysMore = Object.keys(value).some((key) => key !== alone && !isEmpty(value[key]));
    if (alone && !saysMore && !this.YAML.isMap(old)) return this.text(old, value[alone]);
    return this.map(old, value);
  }

  text(old, value) {
    const said = String(value).trimEnd(); // a form gives texts without their last line end
    if (typeof old?.value !== "string") return this.written.createNode(said);
    const ending = old.value.slice(old.value.trimEnd().length);
    if (old.value !== said + ending) old.value = said + ending;
    return old;
  }

  map(old, values) {
    const map = this.YAML.isMap(old) ? old : this.written.createNode({});
    const gone = (pair) => isEmpty(values[pair.key.value]) && !isEmpty(pair.value?.toJSON());
    map.items = map.items.filter((pair) => !gone(pair));
    let place = 0; // a new field comes after the one that stands before it in the form
    for (const [key, value] of Object.entries(values)) {
      const index = map.items.findIndex((pair) => pair.key.value === key);
      if (index >= 0) place = index + 1;
      if (isEmpty(value)) continue;
      const pair = index >= 0 ? map.items[index] : this.written.createPair(key, null);
      pair.value = this.value(pair.value, value, key);
      if (index < 0) map.items.splice(place++, 0, pair);
    }
    return map;
  }

  list(old, values, name) {
    const list = this.YAML.isSeq(old) ? old : this.written.createNode([]);
    const said = values.filter((one) => !isEmpty(one));
    const left = [...list.items];
    const take = (index) => (index < 0 ? undefined : left.splice(index, 1, undefined)[0]);
    const olds = said.map((one) => take(left.findIndex((node) => node && calls(node, one))));
    const isSameLength = said.length === list.items.length;
    list.items = said.map((one, at) => {
      const before = olds[at] ?? (isSameLength ? take(left[at] ? at : -1) : undefined);
      return this.value(before, one, name);
    });
    return list;
  }
}

/** Tell whether an entry of the file is the one that the form means. */
function calls(node, value) {
  const before = node.toJSON();
  if (!isMap(value)) return before === String(value);
  const key = ["id", "label", "name", "on", "from", "for"].find((one) => !isEmpty(value[one]));
  return key !== undefined && (isMap(before) ? before[key] : before) === String(value[key]);
}
