"""The life of a ticket, acted by people and a foreign bot, and judged by the ledger and by what people see."""

import hashlib
import urllib.request

from client import Client
from simulator import Simulator, check, until
from town import Town

CAKE = "a cake, please ✅"
# Ports are taken as they are free. A client of some other process may still look for a gateway that had this one before;
# it asks for "/", which no bot with an API address asks for.
STRAY = "/"
# The permissions of text channels, "T" in Discord's table; each library leaves out others where they do not apply.
TEXT_RIGHTS = sum(
    1 << bit for bit in (0, 4, 6, 10, 11, 12, 13, 14, 15, 16, 17, 18, 28, 29, 31, 34, 35, 36, 37, 38, 46, 49, 50, 51)
)
WISHES = "flour\nsugar\nSahne äöü\n"


class Play:
    """One bot's run from login to the deleted channel. Every public method is one act, in order."""

    def __init__(self, sim: Simulator, town: Town, bot: Client, computes: str) -> None:
        self.sim, self.town, self.bot = sim, town, bot
        # Which permissions the library computes: `in_use` with the implicit denials (Discord docs, Implicit
        # Permissions), `in_payloads` without.
        self.computes = computes
        self.ticket = ""

    def calls(self, method: str, route: str) -> list:
        """The REST calls of that kind that were answered well, oldest first."""
        calls = self.sim.get("/ledger/calls?since=0")
        return [c for c in calls if c["method"] == method and c["route"] == route and 200 <= c["status"] < 300]

    def log_in(self) -> None:
        town = self.town
        check(self.bot.saw("ready")["guilds"] == ["Shop"], "ready before the guild was there")
        names = self.bot.saw("registered")["names"]
        check(sorted(names) == ["burst", "mistake", "panel", "rights", "show", "tidy"], f"registered {names}")
        check("panel" in town.owner.commands(), "the owner is not offered /panel")
        check("panel" not in town.ann.commands(), "ann is offered /panel, which needs a right that she lacks")
        town.ann.declined("ann's /panel", lambda: town.ann.act("command", channel=town.shop, name="panel"))

    def post_panel(self) -> None:
        town = self.town
        options = {"channel": town.shop, "title": "Tickets here"}
        used = town.owner.act("command", channel=town.shop, name="panel", options=options)
        answer = town.owner.answer(used)
        posted = answer["original"]["content"].removeprefix("Posted ")
        panel = town.ann.message(town.shop, "the panel", lambda m: m["id"] == posted)
        check(panel["embed_text"] == "Tickets here", f"the panel says {panel['embed_text']!r}")
        check([b["label"] for b in panel["buttons"]] == ["Open a ticket"], f"its buttons are {panel['buttons']}")
        check(answer["original"]["ephemeral"], "the answer to /panel is for all")
        seen = [m["id"] for m in town.ann.read(town.shop)]
        check(answer["original"]["id"] not in seen, "ann sees the owner's ephemeral message")

    def open_ticket(self) -> None:
        town = self.town
        answer = town.ann.answer(town.ann.act("press", channel=town.shop, label="Open a ticket"))
        check(answer["outcome"]["kind"] == 5, f"the first answer was of kind {answer['outcome']['kind']}, not 5")
        channel = town.ann.channels().get("ticket-ann")
        check(channel is not None, f"ann does not see ticket-ann but {list(town.ann.channels())}")
        self.ticket = channel["id"]
        check(channel["parent"] == town.tickets, "the ticket is in another category")
        shown = answer["original"]
        check(shown["content"] == f"Your ticket: <#{self.ticket}>", f"ann was told {shown['content']!r}")
        check(shown["ephemeral"] and not shown["loading"], "the deferred answer is still loading, or for all")
        check("ticket-ann" in town.sam.channels(), "staff does not see the ticket")
        check("ticket-ann" not in town.bob.channels(), "a bystander sees the ticket")
        town.bob.declined("bob's reading", lambda: town.bob.read(self.ticket))
        welcome = town.ann.message(self.ticket, "the welcome", lambda m: m["content"].startswith("Welcome"))
        check(welcome["author"] == town.bot, f"its author is {welcome['author_name']}")
        check(welcome["pinged_users"] == [town.ann.id], f"pinged were {welcome['pinged_users']}")
        check(welcome["pinned"], "the welcome is not pinned")
        created = self.calls("POST", "/guilds/{guild}/channels")
        check([c["reason"] for c in created] == ["opened by a press: ä"], f"reasons: {created}")

    def talk(self) -> None:
        town = self.town
        said = town.ann.write(self.ticket, CAKE)
        self.bot.saw("reaction", message=said, emoji="✅", own=True)
        put = self.calls("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me")
        check([c["status"] for c in put] == [204], f"reactions: {put}")
        town.ann.write(self.ticket, "", [{"filename": "wishes.txt", "text": WISHES}])
        digest = hashlib.sha256(WISHES.encode()).hexdigest()
        words = "the bot's digest of ann's file"
        town.ann.message(self.ticket, words, lambda m: m["content"] == f"wishes.txt {digest}")

    def choose(self) -> None:
        """A menu updates its own message; a command reads a member and a file."""
        town = self.town
        welcome = town.ann.message(self.ticket, "the menu", lambda m: m["selects"])
        used = town.ann.act("select", message=welcome["id"], custom_id="kind", values=["cake"])
        answer = town.ann.answer(used)
        check(answer["outcome"]["kind"] == 7, f"the menu was answered with kind {answer['outcome']['kind']}, not 7")
        now = town.sam.message(self.ticket, "the updated welcome", lambda m: m["id"] == welcome["id"])
        check(now["content"] == "A ticket about cake" and now["edited"], f"the welcome says {now['content']!r}")
        check(not now["selects"] and len(now["buttons"]) == 2, "the menu is still there, or the buttons are not")
        options = {"who": town.bob.id, "file": {"filename": "recipe.txt", "text": WISHES}}
        answer = town.sam.answer(town.sam.act("command", channel=self.ticket, name="show", options=options))
        digest = hashlib.sha256(WISHES.encode()).hexdigest()
        check(answer["original"]["content"] == f"bob recipe.txt {digest}", f"/show said {answer['original']}")

    def tidy(self) -> None:
        """Three messages are deleted in one call."""
        town = self.town
        town.sam.answer(town.sam.act("command", channel=town.log, name="tidy"))
        until("three of seven gone", lambda: len([m for m in town.sam.read(town.log) if "burst" in m["content"]]) == 4)

    def miss_nothing(self) -> None:
        """The connection dies; what ann wrote into the dead line arrives all the same, once, by a resume."""
        before = self.sim.get("/gateway/record")
        self._pull(lever="mute")
        said = self.town.ann.write(self.ticket, "please, while the bot is away")
        self._pull(lever="drop")
        self.bot.saw("resumed")
        self.bot.saw("reaction", message=said, own=True)
        after = self.sim.get("/gateway/record")
        check(after["resumes"] == before["resumes"] + 1, f"resumes: {after['resumes']}")
        check(after["identifies"] == before["identifies"], "it identified instead of resuming")
        check(after["replayed"] > before["replayed"], "nothing was replayed")

    def change_sessions(self) -> None:
        """Op 7 makes it resume; op 9 makes it begin a new session. It works on after both."""
        resumed = self.bot.count("resumed")
        self._pull(lever="reconnect")
        until("the second resume", lambda: self.bot.count("resumed") > resumed)
        identifies = self.sim.get("/gateway/record")["identifies"]
        self._pull(lever="invalid_session", resumable=False)
        until("a new session", lambda: self.sim.get("/gateway/record")["identifies"] > identifies)
        # What is written before the new session has its guilds is nobody's to replay.
        until(
            "the guilds of the new session",
            lambda: [s for s in self.sim.get("/gateway/sessions") if s["connected"] and s["seq"] >= 2],
        )
        said = self.town.ann.write(self.ticket, "please, new session")
        self.bot.saw("reaction", message=said, own=True)

    def refuse(self) -> None:
        """An error names the field that is wrong, in the way that the library reads it."""
        town = self.town
        town.sam.answer(town.sam.act("command", channel=self.ticket, name="mistake"))
        refused = self.bot.saw("refused")
        check((refused["status"], refused["code"]) == (400, 50035), f"refused with {refused}")
        path = refused["text"].replace("[", ".").replace("]", "")
        check("embeds.0.fields.1.value" in path, f"the field is not named in {refused['text']!r}")

    def compute_rights(self) -> None:
        """The library computes everybody's permissions in every channel as the simulator does."""
        town = self.town
        town.sam.answer(town.sam.act("command", channel=self.ticket, name="rights"))
        table = self.bot.saw("rights")["table"]
        check(len(table) >= 30, f"only {len(table)} permissions were computed")
        for place, computed in table.items():
            member, channel = place.split("/")
            ours = self.sim.get(f"/guilds/{town.guild}/members/{member}/permissions/{channel}")[self.computes]
            differing = (int(computed) ^ int(ours)) & TEXT_RIGHTS
            check(differing == 0, f"rights of {member} in {channel} differ in {differing:#x}: {computed}, ours {ours}")

    def keep_limits(self) -> None:
        """Seven messages at once: the library reads the headers and waits instead of running into 429."""
        town = self.town
        mark = self.sim.get("/ledger/mark")["mark"]
        town.sam.answer(town.sam.act("command", channel=town.log, name="burst"))
        texts = sorted(m["content"] for m in town.sam.read(town.log) if m["content"].startswith("burst"))
        check(texts == [f"burst {number}" for number in range(7)], f"the burst arrived as {texts}")
        calls = self.sim.get(f"/ledger/calls?since={mark}")
        posts = [c for c in calls if c["route"] == "/channels/{channel}/messages"]
        check(posts[5]["at_ms"] - posts[0]["at_ms"] >= 3_000, "the sixth message did not wait for the bucket")
        check(all(c["status"] != 429 for c in calls), "the library ran into a limit that its headers told of")

    def obey_429(self) -> None:
        """A 429 of each scope is waited for and the call made again: once there, never twice."""
        town, route = self.town, "/channels/{channel}/messages"
        for scope in ("user", "shared", "global"):
            fault = {"method": "POST", "route": route, "times": 1, "effect": "rate_limited", "scope": scope}
            self.sim.post("/faults", retry_after_ms=1_000, **fault)
            # The bucket is fresh for each, so that nothing but the 429 is waited for.
            self.sim.post("/clock/advance", ms=5_000)
            mark = self.sim.get("/ledger/mark")["mark"]
            town.ann.write(self.ticket, "", [{"filename": f"{scope}.txt", "text": scope}])
            reply = f"{scope}.txt {hashlib.sha256(scope.encode()).hexdigest()}"
            town.ann.message(self.ticket, f"the reply after a 429 of scope {scope}", lambda m: m["content"] == reply)
            posts = [c for c in self.sim.get(f"/ledger/calls?since={mark}") if c["route"] == route]
            check([c["status"] for c in posts] == [429, 200], f"after a 429 of scope {scope}: {posts}")
            waited = posts[1]["at_ms"] - posts[0]["at_ms"]
            check(waited >= 900, f"it waited {waited} ms instead of a second after a 429 of scope {scope}")

    def close_ticket(self) -> None:
        town = self.town
        # More than one page of history.
        for number in range(100):
            town.sam.write(self.ticket, f"sugar lump {number}")
        opened = town.sam.act("press", channel=self.ticket, label="Close")
        modal = town.sam.answer(opened)["outcome"]["modal"]
        check(modal["title"] == "Close the ticket", f"the modal is {modal}")
        submitted = town.sam.act("submit", interaction=opened, fields={"why": "cake delivered"})
        answer = town.sam.answer(submitted)
        check(answer["original"]["content"] == "Closed: cake delivered", f"sam was told {answer['original']}")
        check(town.ann.channels().get("closed-ann", {}).get("parent") == town.archive, "not renamed and archived")
        self.bot.saw("moved", channel=self.ticket, parent=town.archive)
        town.ann.declined("ann's writing in the closed ticket", lambda: town.ann.write(self.ticket, "hello?"))
        moved = self.calls("PATCH", "/channels/{channel}")
        check([c["reason"] for c in moved] == ["cake delivered"], f"reasons: {moved}")

    def keep_transcript(self) -> None:
        town = self.town
        told = self.bot.saw("transcript")
        check(told["sent"] == told["received"], f"the bot downloaded another file than it sent: {told}")
        message = town.sam.message(town.log, "the transcript", lambda m: m["content"] == "Transcript")
        with urllib.request.urlopen(message["attachments"][0]["url"]) as answer:
            file = answer.read()
        check(hashlib.sha256(file).hexdigest() == told["sent"], "staff downloads another file than the bot sent")
        said = [f"{m['author_name']}: {m['content']}" for m in town.sam.read(self.ticket) if not m["ephemeral"]]
        check(file.decode() == "\n".join(said), f"the transcript is\n{file.decode()}\ninstead of\n" + "\n".join(said))

    def delete_ticket(self) -> None:
        town = self.town
        answer = town.sam.answer(town.sam.act("press", channel=self.ticket, label="Delete"))
        check(answer["outcome"]["kind"] == 4, f"the answer was of kind {answer['outcome']['kind']}, not 4")
        self.bot.saw("deleted", channel=self.ticket)
        check("closed-ann" not in town.sam.channels(), "staff still sees the deleted ticket")
        check(len(self.calls("DELETE", "/channels/{channel}")) == 1, "the channel was not deleted exactly once")

    def leave_nothing_wrong(self) -> None:
        """No gap, no unexpected refusal, no close code, no duplicate, over the whole run."""
        gaps = self.sim.get("/ledger/gaps")
        gaps.pop(f"API other than v10: {STRAY}", None)
        check(gaps == {}, f"asked for and not imitated: {gaps}")
        calls = self.sim.get("/ledger/calls?since=0")
        bad = [c for c in calls if c["status"] >= 400 and c["path"] != STRAY]
        expected = [(400, 50035)] + [(429, None)] * 3
        found = [(c["status"], c["code"]) for c in bad]
        check(sorted(found, key=str) == sorted(expected, key=str), f"refused calls: {bad}")
        closes = self.sim.get("/gateway/record")["closes"]
        check(closes == {}, f"the simulator closed connections for cause: {closes}")
        self.bot.check_clean()

    def _pull(self, **lever) -> None:
        pulled = self.sim.post("/gateway/pull", target={"application": self.town.application["id"]}, lever=lever)
        check(pulled["pulled_on"] == 1, f"{lever} was pulled on {pulled['pulled_on']} connections instead of one")


# The acts in order.
ACTS = (
    Play.log_in,
    Play.post_panel,
    Play.open_ticket,
    Play.talk,
    Play.choose,
    Play.miss_nothing,
    Play.change_sessions,
    Play.refuse,
    Play.compute_rights,
    Play.keep_limits,
    Play.tidy,
    Play.obey_429,
    Play.close_ticket,
    Play.keep_transcript,
    Play.delete_ticket,
    Play.leave_nothing_wrong,
)
