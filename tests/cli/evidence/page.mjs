// Runs the script of an evidence file without a browser, on the file as it is and on changed ones,
// and compares what it says with `ticketflow evidence verify`.
//
// node tests/cli/evidence/page.mjs SAMPLE PROGRAM

import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import vm from "node:vm";

const [sample, program] = process.argv.slice(2);
const good = readFileSync(sample, "utf8");
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
const between = (text, before, behind) => text.split(before)[1].split(behind)[0];

// As much of a document as the script asks for. It has no way to read markup, so that whatever
// is put in is text.
class Element {
  constructor(tag) { this.tag = tag; this.children = []; this.attributes = {}; this.className = ""; }
  append(...children) { this.children.push(...children.map((it) => it instanceof Element ? it : String(it))); }
  replaceChildren(...children) { this.children = []; this.append(...children); }
  setAttribute(name, value) { this.attributes[name] = value; }
  getAttribute(name) { return this.attributes[name]; }
  get textContent() { return this.children.map((it) => it instanceof Element ? it.textContent : it).join(""); }
}

const shown = (page) => {
  const elements = { verdict: new Element("div"), content: new Element("main"), stated: new Element("meta"), data: new Element("script") };
  elements.stated.setAttribute("content", between(page, '<meta id="stated" name="evidence-sha256" content="', '">'));
  elements.data.append("\n" + between(page, '<script type="application/json" id="data">\n', "\n</script>") + "\n");
  const document = { getElementById: (id) => elements[id], createElement: (tag) => new Element(tag) };
  vm.runInNewContext(between(page, "<script>", "</script>"), { document, TextEncoder });
  return { result: elements.verdict.getAttribute("data-result"), content: elements.content.textContent };
};

const folder = mkdtempSync(join(tmpdir(), "evidence-"));
const verified = (page) => {
  const file = join(folder, "evidence.html");
  writeFileSync(file, page);
  return spawnSync(program, ["evidence", "verify", file], { encoding: "utf8" });
};
const withData = (change) => {
  const data = between(good, 'id="data">\n', "\n</script>");
  const changed = change(data);
  return good.replace(data, () => changed).replace(sha256(data), sha256(changed));
};

const cases = {
  "as it was made": { page: good, result: "unchanged", code: 0, says: "Unchanged" },
  "another quantity": { page: good.replace("2x adder", "3x adder"), result: "changed", code: 1, says: "CHANGED" },
  "another digest": { page: good.replace(/content="[0-9a-f]{64}"/, `content="${sha256("x")}"`), result: "changed", code: 1, says: "CHANGED" },
  "other terms, with their own digest": { page: withData((it) => it.replace("No refunds", "Refunds")), result: "terms-differ", code: 1, says: "NOT THOSE THAT WERE ACCEPTED" },
  "no acceptance, with its own digest": { page: withData((it) => it.replace(/"acceptance":\{.*?\}\}/, '"acceptance":null')), result: "unchanged", code: 0, says: "nothing was accepted" },
  "no data, with their own digest": { page: withData(() => "{}"), result: "not-ours", code: 1, says: "NOT GENUINE" },
};
let failed = 0;
const expect = (name, holds, seen) => {
  if (!holds) { failed += 1; console.error(`${name}: ${JSON.stringify(seen)}`); }
};
for (const [name, { page, result, code, says }] of Object.entries(cases)) {
  const [script, ours] = [shown(page), verified(page)];
  expect(name, script.result === result, script.result);
  expect(name, ours.status === code && (ours.stdout + ours.stderr).includes(says), ours);
  const rejected = ["changed", "not-ours"].includes(result);
  expect(name, rejected === (script.content === ""), "what is not verified is not shown, and the rest is");
}

// Every hundredth byte of the data, changed: neither lets it pass, and nothing is shown.
const start = good.indexOf('id="data">\n') + 'id="data">\n'.length;
const length = good.indexOf("\n</script>", start) - start;
for (let at = start; at < start + length; at += 100) {
  const page = good.slice(0, at) + (good[at] === "x" ? "y" : "x") + good.slice(at + 1);
  const { result, content } = shown(page);
  expect(`byte ${at}`, result === "changed" && content === "", result);
}

// What people wrote is shown as they wrote it, apart from the signs that turn writing round.
const { content } = shown(good);
for (const words of ["</script><script>document.title = 'mine'</script><!-- \"'`&lt;", "<i>Ann</i>", "U+202E", "<b>proof</b>.png", "−€985.50", "version 3", "On its way, <@11> [<i>Ann</i>]"]) {
  expect(words, content.includes(words), "not shown");
}

// The way to verify that the file itself names.
const named = execFileSync("sh", ["-c", `grep '^{"ticketflow_evidence"' "$0" | tr -d '\\r\\n' | sha256sum`, sample], { encoding: "utf8" });
expect("sha256sum", good.includes(`content="${named.slice(0, 64)}"`), named);

rmSync(folder, { recursive: true });
if (failed > 0) process.exit(1);
console.log(`${Object.keys(cases).length} files, and every hundredth byte of the data: the script and the program agree`);
