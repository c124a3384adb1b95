// A small ticket bot on discord.js. Argument: JSON with the addresses, the token and ids. Tells on stdout what it saw.
//
// It knows Discord only as discord.js knows it: no simulator code and no `/sim/` calls.
'use strict';

const { createHash } = require('node:crypto');
const {
  ActionRowBuilder, AttachmentBuilder, ButtonBuilder, ButtonStyle, ChannelType, Client, EmbedBuilder, Events,
  GatewayIntentBits, MessageFlags, ModalBuilder, OverwriteType, PermissionFlagsBits, SlashCommandBuilder,
  StringSelectMenuBuilder, TextInputBuilder, TextInputStyle,
} = require('discord.js');

const TOWN = JSON.parse(process.argv[2]);

const tell = (saw, details = {}) => console.log(JSON.stringify({ saw, ...details }));
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

async function download(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} for ${url}`);
  return Buffer.from(await answer.arrayBuffer());
}

const button = (id, label, style) => new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(style);
const row = (...components) => new ActionRowBuilder().addComponents(...components);

const kinds = () => new StringSelectMenuBuilder().setCustomId('kind')
  .addOptions({ label: 'Cake', value: 'cake' }, { label: 'Tea', value: 'tea' });
const ticketButtons = () => row(
  button('close', 'Close', ButtonStyle.Danger), button('delete', 'Delete', ButtonStyle.Secondary),
);

const COMMANDS = [
  new SlashCommandBuilder().setName('panel').setDescription('Posts the panel')
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .addChannelOption((o) => o.setName('channel').setDescription('Where').setRequired(true)
      .addChannelTypes(ChannelType.GuildText))
    .addStringOption((o) => o.setName('title').setDescription('What it says').setRequired(true)
      .setMinLength(1).setMaxLength(50)),
  new SlashCommandBuilder().setName('mistake').setDescription('Sends what Discord refuses'),
  new SlashCommandBuilder().setName('burst').setDescription('Sends seven messages at once'),
  new SlashCommandBuilder().setName('rights').setDescription("Computes everybody's permissions everywhere"),
  new SlashCommandBuilder().setName('show').setDescription('Says whom and what it was given')
    .addUserOption((o) => o.setName('who').setDescription('Whom').setRequired(true))
    .addAttachmentOption((o) => o.setName('file').setDescription('What').setRequired(true)),
  new SlashCommandBuilder().setName('tidy').setDescription('Deletes three messages at once'),
];

const client = new Client({
  intents: [
    GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.MessageContent,
  ],
  rest: { api: `${TOWN.rest}/api` },
});

const commands = {
  async panel(interaction) {
    const channel = interaction.options.getChannel('channel', true, [ChannelType.GuildText]);
    const embed = new EmbedBuilder().setTitle(interaction.options.getString('title', true));
    const posted = await channel.send({
      embeds: [embed], components: [row(button('open', 'Open a ticket', ButtonStyle.Primary))],
    });
    await interaction.reply({ content: `Posted ${posted.id}`, flags: MessageFlags.Ephemeral });
  },
  async mistake(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const embed = { fields: [{ name: 'x', value: 'y' }, { name: 'long', value: 'y'.repeat(1025) }] };
    try {
      await interaction.channel.send({ embeds: [embed] });
    } catch (error) {
      tell('refused', { status: error.status, code: error.code, text: error.message });
    }
    await interaction.editReply('refused');
  },
  async burst(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await Promise.all(Array.from({ length: 7 }, (_, number) => interaction.channel.send(`burst ${number}`)));
    await interaction.editReply('sent');
  },
  async rights(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const table = {};
    for (const user of TOWN.members) {
      const member = await interaction.guild.members.fetch(user);
      for (const channel of interaction.guild.channels.cache.values()) {
        table[`${user}/${channel.id}`] = String(channel.permissionsFor(member).bitfield);
      }
    }
    tell('rights', { table });
    await interaction.editReply('computed');
  },
  async show(interaction) {
    const file = interaction.options.getAttachment('file', true);
    const digest = sha256(await download(file.url));
    await interaction.reply(`${interaction.options.getUser('who', true).username} ${file.name} ${digest}`);
  },
  async tidy(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    await interaction.channel.bulkDelete(3);
    await interaction.editReply('tidied');
  },
};

const buttons = {
  async open(interaction) {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const { guild, user } = interaction;
    const seen = [
      PermissionFlagsBits.ViewChannel, PermissionFlagsBits.SendMessages, PermissionFlagsBits.ReadMessageHistory,
    ];
    const channel = await guild.channels.create({
      name: `Ticket ${user.username}`,
      type: ChannelType.GuildText,
      parent: TOWN.tickets,
      topic: `opened by ${user.id}`,
      permissionOverwrites: [
        { id: guild.roles.everyone.id, deny: [PermissionFlagsBits.ViewChannel] },
        { id: TOWN.staff, allow: seen },
        { id: user.id, allow: seen },
        { id: client.user.id, allow: seen },
      ],
      reason: 'opened by a press: ä',
    });
    const welcome = await channel.send({
      content: `Welcome ${user}`,
      embeds: [new EmbedBuilder().setTitle('Ticket').setDescription('Say what you need.')],
      components: [row(kinds()), ticketButtons()],
      allowedMentions: { users: [user.id] },
    });
    await welcome.pin();
    await interaction.editReply(`Your ticket: ${channel}`);
  },
  async close(interaction) {
    const why = new TextInputBuilder().setCustomId('why').setLabel('Why?').setStyle(TextInputStyle.Short)
      .setMaxLength(100);
    await interaction.showModal(
      new ModalBuilder().setCustomId('reason').setTitle('Close the ticket').addComponents(row(why)),
    );
  },
  async delete(interaction) {
    await interaction.reply({ content: 'Deleting', flags: MessageFlags.Ephemeral });
    await interaction.channel.delete('done');
  },
};

async function everyMessage(channel) {
  const messages = [];
  let before;
  for (;;) {
    const page = await channel.messages.fetch({ limit: 100, before, cache: false });
    messages.push(...page.values());
    if (page.size < 100) return messages.reverse();
    before = page.last().id;
  }
}

async function closeTicket(interaction) {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const why = interaction.fields.getTextInputValue('why');
  const { channel, guild } = interaction;
  const overwrites = [...channel.permissionOverwrites.cache.values()];
  const opener = overwrites.find((o) => o.type === OverwriteType.Member && o.id !== client.user.id);
  await channel.edit({
    name: channel.name.replace('ticket', 'closed'),
    parent: TOWN.archive,
    permissionOverwrites: overwrites.map((o) => (o === opener
      ? { id: o.id, type: o.type, allow: [PermissionFlagsBits.ViewChannel], deny: [PermissionFlagsBits.SendMessages] }
      : o)),
    reason: why,
  });
  const lines = (await everyMessage(channel)).map((m) => `${m.author.username}: ${m.content}`);
  const transcript = Buffer.from(lines.join('\n'));
  const log = guild.channels.cache.get(TOWN.log);
  const file = new AttachmentBuilder(transcript, { name: 'transcript.txt' });
  const sent = await log.send({ content: 'Transcript', files: [file] });
  const again = await log.messages.fetch({ message: sent.id, force: true });
  const back = await download(again.attachments.first().url);
  tell('transcript', { lines: lines.length, sent: sha256(transcript), received: sha256(back) });
  await interaction.editReply(`Closed: ${why}`);
}

client.once(Events.ClientReady, async () => {
  tell('ready', { guilds: client.guilds.cache.map((guild) => guild.name) });
  const registered = await client.guilds.cache.get(TOWN.guild).commands.set(COMMANDS);
  tell('registered', { names: registered.map((command) => command.name) });
});
client.on(Events.ShardResume, () => tell('resumed'));
client.on(Events.MessageReactionAdd, (reaction, user) => tell('reaction', {
  message: reaction.message.id, emoji: reaction.emoji.toString(), own: user.id === client.user.id,
}));
client.on(Events.ChannelDelete, (channel) => tell('deleted', { channel: channel.id }));
client.on(Events.ChannelUpdate, (_, after) => tell('moved', { channel: after.id, parent: String(after.parentId) }));
client.on(Events.Error, (error) => tell('error', { text: String(error) }));
client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot) return;
  for (const file of message.attachments.values()) {
    const content = `${file.name} ${sha256(await download(file.url))}`;
    await message.reply({ content, allowedMentions: { repliedUser: false } });
  }
  if (message.content.includes('please')) await message.react('✅');
});
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand()) await commands[interaction.commandName](interaction);
  else if (interaction.isButton()) await buttons[interaction.customId](interaction);
  else if (interaction.isStringSelectMenu()) {
    await interaction.update({ content: `A ticket about ${interaction.values[0]}`, components: [ticketButtons()] });
  } else if (interaction.isModalSubmit()) await closeTicket(interaction);
});
process.on('unhandledRejection', (error) => {
  console.error(error);
  tell('error', { text: String(error) });
});

client.login(TOWN.token);
