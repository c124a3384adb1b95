
"use strict";
(() => {
  // SHA-256 (FIPS 180-4) of our own: browsers give theirs to pages from the network only.
  const sha256 = (bytes) => {
    const primes = [];
    for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n);
    const fraction = (x) => ((x - Math.floor(x)) * 4294967296) | 0;
    const k = primes.map((p) => fraction(Math.cbrt(p)));
    const hash = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
    const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    padded.set(bytes);
    padded[bytes.length] = 0x80;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 536870912));
    view.setUint32(padded.length - 4, (bytes.length * 8) >>> 0);
    const turn = (x, n) => (x >>> n) | (x << (32 - n));
    const w = new Int32Array(64);
    for (let at = 0; at < padded.length; at += 64) {
      for (let i = 0; i < 16; i++) w[i] = view.getInt32(at + 4 * i);
      for (let i = 16; i < 64; i++) {
        const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = (w[i - 16] + s0 + w[i - 7] + s1) | 0;
      }
      let [a, b, c, d, e, f, g, h] = hash;
      for (let i = 0; i < 64; i++) {
        const t1 = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + k[i] + w[i]) | 0;
        const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => { hash[i] = (hash[i] + x) | 0; });
    }
    return hash.map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
  };
  const digestOf = (text) => sha256(new TextEncoder().encode(text));

  // Whatever people wrote becomes text, never markup; signs that turn writing round are shown.
  const make = (tag, kind, ...children) => {
    const element = document.createElement(tag);
    if (kind) element.className = kind;
    element.append(...children);
    return element;
  };
  const turning = /([\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u200b\u2060\ufeff])/;
  const said = (text, tag = "div") => {
    const element = make(tag, "said");
    for (const part of text.split(turning)) {
      if (turning.test(part)) {
        element.append(make("span", "sign", "U+" + part.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")));
      } else {
        // Behind a mention, which Discord shows as a name, the name.
        for (const piece of part.split(/(<@!?\d+>)/)) {
          const person = people.get((/^<@!?(\d+)>$/.exec(piece) || [])[1]);
          element.append(piece, ...(person ? [make("span", "note", ` [${person.shown || person.name}]`)] : []));
        }
      }
    }
    element.setAttribute("dir", "auto");
    return element;
  };
  const people = new Map();
  const time = (at) => make("span", "time", at.replace("T", " ").replace(/(\.\d+)?(Z|\+00:00)$/, " UTC"));
  const code = (text) => make("code", "", text);
  const facts = (...rows) => make("table", "facts", ...rows.filter((row) => row[1] !== null && row[1] !== undefined)
    .map(([name, ...value]) => make("tr", "", make("th", "", name), make("td", "", ...value))));

  const verdict = document.getElementById("verdict");
  const content = document.getElementById("content");
  const conclude = (result, kind, headline, ...more) => {
    verdict.className = kind;
    verdict.setAttribute("data-result", result);
    verdict.replaceChildren(make("strong", "", headline), ...more);
  };
  const line = (...parts) => make("p", "", ...parts);

  const stated = document.getElementById("stated").getAttribute("content");
  const text = document.getElementById("data").textContent.replace(/^\n/, "").replace(/\n$/, "");
  const computed = digestOf(text);
  if (computed !== stated) {
    conclude("changed", "bad", "CHANGED. Do not rely on this file.",
      line("The SHA-256 of its data is ", code(computed), " and the file says ", code(stated),
        ". One or the other was changed after the file was made, so its data are not shown."));
    return;
  }
  let it;
  try { it = JSON.parse(text); } catch { it = null; }
  if (it === null || it.ticketflow_evidence !== 1) {
    conclude("not-ours", "bad", "NOT GENUINE. Do not rely on this file.",
      line("Its data have the digest that it states and are not such as this page can show."));
    return;
  }

  const accepted = it.acceptance;
  const termsDigest = it.terms.text === null ? null : digestOf(it.terms.text);
  const terms = !accepted ? "not-accepted" : termsDigest === null || accepted.sha256 === "" ? "not-stored"
    : termsDigest === accepted.sha256 && accepted.version === it.terms.version ? "match" : "differ";
  const digestLine = line("SHA-256 of the data: ", code(computed), ". Compare it with the one that the bot told " +
    "when this file was made: only that tells this file from one that somebody wrote anew.");
  if (terms === "differ") {
    conclude("terms-differ", "bad", "The data are unchanged, but the terms are not those that were accepted.", digestLine,
      line("The text below has the SHA-256 ", code(termsDigest), ", and ", code(accepted.sha256), " was accepted."));
  } else {
    conclude("unchanged", "good", "Unchanged: the data below have the digest that this file states.", digestLine,
      line({ "match": "The text of the terms has the SHA-256 that was written down when they were accepted.",
        "not-accepted": "No terms were accepted in this ticket.",
        "not-stored": "Terms were accepted of which no text, or no SHA-256, is stored." }[terms]));
  }

  it.people.forEach((person) => people.set(person.id, person));
  const who = (id) => {
    const person = people.get(id);
    const names = person ? [said(person.shown || person.name, "span"), " "] : [];
    const name = person && person.shown ? ["@", said(person.name, "span"), ", "] : [];
    return make("span", "", ...names, make("span", "id", "(", ...name, id, ")"));
  };
  const person = (id) => (id === null ? null : who(id));
  const when = (at) => (at === null ? null : time(at));
  const how = (by) => by === null ? "" : by.message ? `by the message ${by.message}` : `by pressing a button (interaction ${by.press})`;
  const messages = it.conversation.is === "read" ? it.conversation.messages : [];
  const decisive = accepted && accepted.by && accepted.by.message;
  const number = String(it.ticket.number).padStart(4, "0");
  document.title = `Evidence of ticket ${number}`;
  const put = (...elements) => content.append(...elements);

  put(make("h1", "", `Ticket ${number}`, ...(it.server.name === null ? [] : [" · ", said(it.server.name, "span")])));
  const stands = { opening: "being opened", open: "open", placed: "complete, waiting for staff", closing: "being closed",
    closed: "closed", channel_gone: "its channel was deleted", failed: "could not be opened" };
  put(facts(
    ["Server", ...(it.server.name === null ? [] : [said(it.server.name, "span"), " "]), make("span", "id", `(${it.server.id})`)],
    ["Type", it.ticket.kind === null ? null : said(it.ticket.kind, "span")],
    ["Customer", it.ticket.customer === null ? "not known" : who(it.ticket.customer)],
    ["Opened", when(it.ticket.opened)],
    ["Request complete", when(it.ticket.placed)],
    ["Ended", when(it.ticket.ended)],
    ["Closed by", person(it.ticket.closed_by)],
    ["Handled by", person(it.ticket.handler)],
    ["State", stands[it.ticket.stand]],
    ["Channel", it.ticket.channel && make("span", "id", it.ticket.channel)],
    ["File made", time(it.made.at), " for ", who(it.made.by), ", by ", said(it.made.program, "span")]));

  put(make("h2", "", accepted ? "Terms and their acceptance" : "Terms"));
  if (accepted) {
    const box = make("div", terms === "differ" ? "doubtful" : "accepted",
      line("Accepted: ", accepted.version === 0 ? "the terms that come with the program (version 0)" : `version ${accepted.version}`,
        " by ", accepted.person === null ? "a person who is not known" : who(accepted.person)),
      line(time(accepted.at), ", ", how(accepted.by)),
      line("SHA-256 written down then: ", accepted.sha256 === "" ? "none" : code(accepted.sha256)));
    if (termsDigest !== null) box.append(line("SHA-256 of the text below: ", code(termsDigest)));
    const found = messages.find((message) => message.id === decisive);
    if (decisive && it.conversation.is === "read" && !found) {
      box.append(line("The message that accepted them is not among those below: it was deleted, or lies behind where reading ended."));
    }
    if (found && found.edited) box.append(line("That message was changed later (", time(found.edited), "); it may have said something else."));
    put(box);
  } else {
    put(line("Not accepted. The ticket goes by these:"));
  }
  put(it.terms.text === null ? line(it.terms.version === 0
    ? "The server had set no terms; the words that come with the program were shown, which are not stored. What was shown stands in the conversation."
    : "Their text cannot be found.")
    : make("div", "terms", line(make("span", "note", `Version ${it.terms.version}, word for word:`)), said(it.terms.text)));

  put(make("h2", "", "Order"));
  const order = it.order;
  put(line(order.confirmed === null ? "Not confirmed." : "Confirmed: ", when(order.confirmed) || "",
    order.confirmed === null ? " Prices are those that the customer was shown last." : ". Prices are those of that time."));
  if (order.words !== null) put(said(order.words));
  if (order.lines.length > 0) {
    const sums = [["Subtotal", order.subtotal], [order.discount && order.discount.name, order.discount && `−${order.discount.amount}`], ["Total", order.total]];
    put(make("table", "", make("tr", "", ...["Quantity", "Product"].map((name) => make("th", "", name)),
      ...["Each", "Together"].map((name) => make("th", "number", name))),
    ...order.lines.map((item) => make("tr", "", make("td", "", `${item.quantity} ×`),
      make("td", "", said(item.name, "span"), ...item.options.map(([name, value]) => said(`${name}: ${value}`, "div"))),
      make("td", "number", item.unit === null ? "on request" : item.unit), make("td", "number", item.total === null ? "on request" : item.total))),
    ...sums.filter(([, sum]) => sum !== null).map(([name, sum], at, all) => make("tr", at === all.length - 1 ? "total" : "",
      make("td", ""), make("td", "", said(name, "span")), make("td", ""), make("td", "number", sum)))));
    if (order.unpriced > 0 && order.total !== null) put(line(`Not in the total: ${order.unpriced} without a price.`));
  } else if (order.words === null) {
    put(line("Nothing was ordered."));
  }

  if (it.answers.length > 0) {
    put(make("h2", "", "Answers"));
    put(facts(...it.answers.map((answer) => [said(answer.question === null ? `Question ${answer.stage}` : answer.question, "span"),
      said(answer.text), line(time(answer.at), make("span", "note", ", " + how(answer.by)))])));
  }

  put(make("h2", "", "Conversation"));
  const missing = { no_channel: "The channel is not there any more (or never was), so its messages are not in this file.",
    not_readable: "The bot could not read the channel, so its messages are not in this file." }[it.conversation.is];
  if (missing) {
    put(line(missing));
  } else {
    const cut = { too_many: "it has more messages than such a file holds", too_long: "its messages are longer than such a file can be",
      too_slow: "Discord did not give the rest in time" }[it.conversation.cut_short];
    put(line(`${messages.length} messages, the oldest first, as Discord gave them when this file was made; what was deleted before is not there. Signs for formatting are shown as they were written.`));
    if (messages.length === 0) put(line("It gave none: they were deleted, or the bot lacked the permission to read the channel's history."));
    if (cut) put(make("p", "doubtful", `Incomplete: these are the first ones only, since ${cut}.`));
    messages.forEach((message) => {
      const author = people.get(message.author);
      const tags = [message.author === it.ticket.customer && "customer", message.ours && "this bot", !message.ours && author && author.program && "program",
        message.id === decisive && "accepts the terms"].filter(Boolean);
      const kind = message.id === decisive ? "decides" : message.ours ? "ours" : message.author === it.ticket.customer ? "customer" : "";
      const box = make("div", `message ${kind}`, make("div", "", make("span", "who", who(message.author)), ...tags.map((tag) => make("span", "tag", tag)),
        " ", time(message.at), ...(message.edited === null ? [] : [make("span", "note", " changed "), time(message.edited)]), make("span", "id", ` ${message.id}`)));
      if (message.replies_to !== null) box.append(make("div", "note", `answers ${message.replies_to}`));
      if (message.text !== "") box.append(said(message.text));
      message.embeds.forEach((embed) => box.append(make("div", "embed", said(embed))));
      message.files.forEach((file) => box.append(make("div", "", "File: ", said(file.name, "span"), ` (${file.bytes} bytes) `, make("span", "id", file.url))));
      message.besides.forEach((what) => box.append(make("div", "note", "Not shown: ", said(what, "span"))));
      if (message.text === "" && !message.embeds.length && !message.files.length && !message.besides.length) box.append(make("div", "note", "(no text)"));
      put(box);
    });
    if (messages.some((message) => message.files.length > 0)) {
      put(line("Files are not in here, only their names, sizes and addresses. Discord lets such addresses expire within about a day."));
    }
  }

  put(make("h2", "", "What this file proves, and what it does not"));
  put(make("ul", "", ...[
    "It proves that its data are the ones that the digest above was made of. If that digest was kept somewhere since (in Discord, in a letter, in the log of the bot), it proves that nothing was changed since then.",
    "It does not prove by itself who made it: whoever changes the data can compute another digest and write that into the file. So compare the digest with the one that was kept.",
    "It says what the bot had stored and what Discord gave it at that time. Its makers run the bot: it is their record, and it bears no signature of Discord's. Ids of messages and people are Discord's, and Discord can be asked about them.",
    "Acceptance was written down when it happened: the version of the terms, the SHA-256 of their text, the person, the time, and the message or press. Of several acceptances in one ticket the last is kept.",
  ].map((words) => make("li", "", words))));
  put(line("To verify it without this page: ", code("ticketflow evidence verify FILE --digest DIGEST"), ", or ",
    code("grep '^{\"ticketflow_evidence\"' FILE | tr -d '\\r\\n' | sha256sum"), "."));
})();
