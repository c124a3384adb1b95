"""A small ticket bot on discord.py. Argument: JSON with the addresses, the token and ids. Tells on stdout what it saw.

It knows Discord only as discord.py knows it: no simulator code and no `/sim/` calls.
"""

import asyncio
import hashlib
import io
import json
import logging
import sys
import traceback

import aiohttp
import discord
import yarl
from discord import app_commands

TOWN = json.loads(sys.argv[1])
GUILD = discord.Object(int(TOWN["guild"]))
discord.http.Route.BASE = TOWN["rest"] + "/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(TOWN["gateway"])


def tell(what: str, **details) -> None:
    print(json.dumps({"saw": what, **details}), flush=True)


class Telling:
    """Tells of a failure inside a view or modal, which discord.py would only log."""

    async def on_error(self, _interaction: discord.Interaction, error: Exception, *_item) -> None:
        tell("error", text="".join(traceback.format_exception(error)))


async def download(url: str) -> bytes:
    async with aiohttp.ClientSession(raise_for_status=True) as session, session.get(url) as answer:
        return await answer.read()


class Panel(Telling, discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="Open a ticket", style=discord.ButtonStyle.primary, custom_id="open")
    async def open(self, interaction: discord.Interaction, _button: discord.ui.Button) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        guild = interaction.guild
        hidden = discord.PermissionOverwrite(view_channel=False)
        seen = discord.PermissionOverwrite(view_channel=True, send_messages=True, read_message_history=True)
        channel = await guild.create_text_channel(
            f"Ticket {interaction.user.name}",
            category=guild.get_channel(int(TOWN["tickets"])),
            overwrites={
                guild.default_role: hidden,
                guild.get_role(int(TOWN["staff"])): seen,
                interaction.user: seen,
                guild.me: seen,
            },
            topic=f"opened by {interaction.user.id}",
            reason="opened by a press: ä",
        )
        embed = discord.Embed(title="Ticket", description="Say what you need.")
        welcome = await channel.send(
            f"Welcome {interaction.user.mention}",
            embed=embed,
            view=Ticket(),
            allowed_mentions=discord.AllowedMentions(users=[interaction.user]),
        )
        await welcome.pin()
        await interaction.edit_original_response(content=f"Your ticket: {channel.mention}")


class Ticket(Telling, discord.ui.View):
    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.select(
        custom_id="kind", options=[discord.SelectOption(label="Cake", value="cake"), discord.SelectOption(label="Tea")]
    )
    async def kind(self, interaction: discord.Interaction, menu: discord.ui.Select) -> None:
        chosen = Ticket()
        chosen.remove_item(chosen.kind)
        await interaction.response.edit_message(content=f"A ticket about {menu.values[0]}", view=chosen)

    @discord.ui.button(label="Close", style=discord.ButtonStyle.danger, custom_id="close")
    async def close(self, interaction: discord.Interaction, _button: discord.ui.Button) -> None:
        await interaction.response.send_modal(Reason())

    @discord.ui.button(label="Delete", style=discord.ButtonStyle.secondary, custom_id="delete")
    async def delete(self, interaction: discord.Interaction, _button: discord.ui.Button) -> None:
        await interaction.response.send_message("Deleting", ephemeral=True)
        await interaction.channel.delete(reason="done")


class Reason(Telling, discord.ui.Modal, title="Close the ticket"):
    why = discord.ui.TextInput(label="Why?", custom_id="why", max_length=100)

    def __init__(self) -> None:
        super().__init__(custom_id="reason")

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.defer(ephemeral=True, thinking=True)
        channel = interaction.channel
        overwrites = channel.overwrites
        opener = next(t for t in overwrites if not isinstance(t, discord.Role) and t.id != interaction.client.user.id)
        overwrites[opener] = discord.PermissionOverwrite(view_channel=True, send_messages=False)
        await channel.edit(
            name=channel.name.replace("ticket", "closed"),
            category=interaction.guild.get_channel(int(TOWN["archive"])),
            overwrites=overwrites,
            reason=self.why.value,
        )
        lines = [f"{m.author.name}: {m.content}" async for m in channel.history(limit=None, oldest_first=True)]
        transcript = "\n".join(lines).encode()
        log = interaction.guild.get_channel(int(TOWN["log"]))
        sent = await log.send("Transcript", file=discord.File(io.BytesIO(transcript), "transcript.txt"))
        again = await log.fetch_message(sent.id)
        back = await download(again.attachments[0].url)
        tell(
            "transcript",
            lines=len(lines),
            sent=hashlib.sha256(transcript).hexdigest(),
            received=hashlib.sha256(back).hexdigest(),
        )
        await interaction.edit_original_response(content=f"Closed: {self.why.value}")


class Bot(discord.Client):
    def __init__(self) -> None:
        intents = discord.Intents.default()
        intents.message_content = True
        super().__init__(intents=intents)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        self.add_view(Panel())
        self.add_view(Ticket())
        registered = await self.tree.sync(guild=GUILD)
        tell("registered", names=[command.name for command in registered])

    async def on_error(self, event: str, *_arguments) -> None:
        tell("error", text=f"{event}: {traceback.format_exc()}")

    async def on_ready(self) -> None:
        tell("ready", guilds=[guild.name for guild in self.guilds])

    async def on_resumed(self) -> None:
        tell("resumed")

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        tell("reaction", message=str(event.message_id), emoji=str(event.emoji), own=event.user_id == self.user.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        tell("deleted", channel=str(channel.id))

    async def on_guild_channel_update(self, _before: discord.abc.GuildChannel, after: discord.abc.GuildChannel) -> None:
        tell("moved", channel=str(after.id), parent=str(after.category_id))

    async def on_message(self, message: discord.Message) -> None:
        if message.author.bot:
            return
        for file in message.attachments:
            content = await file.read()
            await message.reply(f"{file.filename} {hashlib.sha256(content).hexdigest()}", mention_author=False)
        if "please" in message.content:
            await message.add_reaction("✅")


bot = Bot()


@bot.tree.command(name="panel", description="Posts the panel", guild=GUILD)
@app_commands.describe(channel="Where", title="What it says")
@app_commands.default_permissions(manage_guild=True)
async def panel(interaction: discord.Interaction, channel: discord.TextChannel, title: app_commands.Range[str, 1, 50]):
    posted = await channel.send(embed=discord.Embed(title=title), view=Panel())
    await interaction.response.send_message(f"Posted {posted.id}", ephemeral=True)


@bot.tree.command(name="mistake", description="Sends what Discord refuses", guild=GUILD)
async def mistake(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    embed = discord.Embed().add_field(name="x", value="y").add_field(name="long", value="y" * 1025)
    try:
        await interaction.channel.send(embed=embed)
    except discord.HTTPException as error:
        tell("refused", status=error.status, code=error.code, text=str(error))
    await interaction.edit_original_response(content="refused")


@bot.tree.command(name="burst", description="Sends seven messages at once", guild=GUILD)
async def burst(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await asyncio.gather(*(interaction.channel.send(f"burst {number}") for number in range(7)))
    await interaction.edit_original_response(content="sent")


@bot.tree.command(name="rights", description="Computes everybody's permissions everywhere", guild=GUILD)
async def rights(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    members = [await interaction.guild.fetch_member(int(user)) for user in TOWN["members"]]
    table = {
        f"{member.id}/{channel.id}": str(channel.permissions_for(member).value)
        for member in members
        for channel in interaction.guild.channels
    }
    tell("rights", table=table)
    await interaction.edit_original_response(content="computed")


@bot.tree.command(name="show", description="Says whom and what it was given", guild=GUILD)
async def show(interaction: discord.Interaction, who: discord.Member, file: discord.Attachment) -> None:
    digest = hashlib.sha256(await file.read()).hexdigest()
    await interaction.response.send_message(f"{who.name} {file.filename} {digest}")


@bot.tree.command(name="tidy", description="Deletes three messages at once", guild=GUILD)
async def tidy(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)
    await interaction.channel.delete_messages([m async for m in interaction.channel.history(limit=3)])
    await interaction.edit_original_response(content="tidied")


@bot.tree.error
async def failed(_interaction: discord.Interaction, error: app_commands.AppCommandError) -> None:
    tell("error", text=repr(error))


logging.basicConfig(stream=sys.stderr, level=logging.INFO)
bot.run(TOWN["token"], log_handler=None)
