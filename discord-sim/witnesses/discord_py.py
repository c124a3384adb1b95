"""A ticket's life told by discord.py: fails when it meets anything that it cannot read.

pip install discord.py; start discord-sim; then
python witnesses/discord_py.py REST GATEWAY TOKEN GUILD PERSON CHANNEL
with the addresses and ids that discord-sim printed (REST without /api/v10, CHANNEL is `general`).
"""

import asyncio
import json
import sys
import urllib.request

import discord
import discord.gateway
import yarl

REST, GATEWAY, TOKEN, GUILD, PERSON, CHANNEL = sys.argv[1:7]
SEAT = f"/guilds/{GUILD}/people/{PERSON}"
discord.http.Route.BASE = REST + "/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(GATEWAY)


async def sim(method, path, body=None):
    """One call of the control API."""

    def call():
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{REST}/sim{path}", method=method, data=data)
        return json.load(urllib.request.urlopen(request))

    return await asyncio.to_thread(call)


async def settled(started):
    """The answer to an interaction, once it is complete."""
    path = f"/interactions/{started['interaction']}?wait=settled"
    return (await sim("GET", path))["outcome"]


def input_of(components):
    """The custom id of the text input in a modal."""
    if isinstance(components, dict):
        if components.get("type") == 4:
            return components["custom_id"]
        components = list(components.values())
    if isinstance(components, list):
        return next(filter(None, map(input_of, components)), None)
    return None


class Panel(discord.ui.View):
    ticket = None

    def __init__(self):
        super().__init__(timeout=None)

    @discord.ui.button(label="Open", custom_id="open")
    async def open(self, interaction, _button):
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild, may = interaction.guild, discord.PermissionOverwrite
        overwrites = {
            guild.default_role: may(view_channel=False),
            interaction.user: may(view_channel=True, send_messages=True),
            guild.me: may(view_channel=True, send_messages=True, read_message_history=True),
        }
        ticket = await guild.create_text_channel("Ticket #1", overwrites=overwrites, reason="opened")
        file = discord.File(__file__, "list.txt")
        embed = discord.Embed(title="Welcome", description="What may it be?")
        message = await ticket.send(interaction.user.mention, embed=embed, file=file)
        await message.pin()
        await message.add_reaction("\N{THUMBS UP SIGN}")
        self.ticket = ticket
        await interaction.followup.send(ticket.mention)

    @discord.ui.select(custom_id="menu", options=[discord.SelectOption(label="a")])
    async def menu(self, interaction, _select):
        await interaction.response.send_modal(Why())


class Why(discord.ui.Modal, title="Why"):
    why = discord.ui.TextInput(label="why")

    async def on_submit(self, interaction):
        await interaction.response.edit_message(content="thanks " + self.why.value, view=None)


class Witness(discord.Client):
    def __init__(self):
        super().__init__(intents=discord.Intents.all())
        self.failure = None

    async def on_ready(self):
        try:
            await self.testify()
        except Exception as failure:  # told after the client has closed
            self.failure = failure
        await self.close()

    async def testify(self):
        guild, panel = self.get_guild(int(GUILD)), Panel()
        tree = discord.app_commands.CommandTree(self)

        @tree.command(name="hello", description="d", guild=guild)
        async def hello(interaction, who: discord.Member, file: discord.Attachment):
            words = f"hi {who.display_name} {len(await file.read())}"
            await interaction.response.send_message(words, ephemeral=True)

        await tree.sync(guild=guild)
        posted = await guild.get_channel(int(CHANNEL)).send("panel", view=panel)
        press = {"message": str(posted.id), "custom_id": "open"}
        answer = await settled(await sim("POST", f"{SEAT}/press", press))
        assert answer["message"]["content"] == panel.ticket.mention, answer
        ticket = panel.ticket
        await sim("POST", f"{SEAT}/channels/{ticket.id}/messages", {"text": "a cake"})
        options = {"who": PERSON, "file": {"filename": "a.txt", "text": "abc"}}
        command = {"channel": str(ticket.id), "name": "hello", "options": options}
        answer = await settled(await sim("POST", f"{SEAT}/command", command))
        assert answer["message"]["content"].startswith("hi "), answer
        select = {"message": str(posted.id), "custom_id": "menu", "values": ["a"]}
        opened = await sim("POST", f"{SEAT}/select", select)
        field = input_of((await settled(opened))["modal"]["components"])
        submit = {"interaction": opened["interaction"], "fields": {field: "because"}}
        answer = await settled(await sim("POST", f"{SEAT}/submit", submit))
        assert answer["message"]["content"] == "thanks because", answer
        history = [message.content async for message in ticket.history(limit=200)]
        assert history[0] == "a cake" and len(history) == 3, history
        person = await guild.fetch_member(int(PERSON))
        await ticket.set_permissions(person, view_channel=True)
        await ticket.edit(name="closed 1")
        for number in range(7):  # more than a bucket holds: the library must wait and go on
            await ticket.send(str(number))
        await ticket.delete()
        gaps = await sim("GET", "/ledger/gaps")
        assert gaps == {}, gaps


witness = Witness()
witness.run(TOKEN)
if witness.failure:
    raise witness.failure
print("discord.py read everything")
