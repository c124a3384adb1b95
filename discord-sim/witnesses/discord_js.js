// A ticket's life told by discord.js: fails when it meets anything that it cannot read.
//
// npm install discord.js; start discord-sim; then
// node witnesses/discord_js.js REST GATEWAY TOKEN GUILD PERSON CHANNEL
// with the addresses and ids that discord-sim printed (REST without /api/v10, CHANNEL is `general`).

const assert = require('node:assert');
const {
  ActionRowBuilder, AttachmentBuilder, ButtonBuilder, Client, EmbedBuilder, GatewayIntentBits,
  MessageFlags, ModalBuilder, PermissionFlagsBits: May, SlashCommandBuilder,
  StringSelectMenuBuilder, TextInputBuilder,
} = require('discord.js');

const [rest, , token, guildId, person, channelId] = process.argv.slice(2);
const seat = `/guilds/${guildId}/people/${person}`;
const row = (component) => new ActionRowBuilder().addComponents(component);

async function sim(method, path, body) {
  const answer = await fetch(`${rest}/sim${path}`, { method, body: body && JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
}

async function settled(started) {
  return (await sim('GET', `/interactions/${started.interaction}?wait=settled`)).outcome;
}

const { Guilds, GuildMessages, MessageContent, GuildMembers } = GatewayIntentBits;
const client = new Client({
  rest: { api: `${rest}/api` },
  intents: [Guilds, GuildMessages, MessageContent, GuildMembers],
});
let ticket;

async function open(interaction) {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const mine = [May.ViewChannel, May.SendMessages, May.ReadMessageHistory];
  ticket = await interaction.guild.channels.create({
    name: 'Ticket #1',
    reason: 'geöffnet',
    permissionOverwrites: [
      { id: guildId, deny: [May.ViewChannel] },
      { id: person, allow: [May.ViewChannel, May.SendMessages] },
      { id: client.user.id, allow: mine },
    ],
  });
  const files = [new AttachmentBuilder(Buffer.from('cake'), { name: 'list.txt' })];
  const embeds = [new EmbedBuilder().setTitle('Welcome')];
  const message = await ticket.send({ content: `${interaction.user}`, embeds, files });
  await message.pin();
  await message.react('👍');
  await interaction.editReply(`${ticket}`);
}

client.on('interactionCreate', async (interaction) => {
  if (interaction.isButton()) {
    await open(interaction);
  } else if (interaction.isStringSelectMenu()) {
    const input = new TextInputBuilder().setCustomId('why').setLabel('why').setStyle(1);
    const modal = new ModalBuilder().setCustomId('form').setTitle('Why').addComponents(row(input));
    await interaction.showModal(modal);
  } else if (interaction.isModalSubmit()) {
    const content = `thanks ${interaction.fields.getTextInputValue('why')}`;
    await interaction.update({ content, components: [] });
  } else {
    const size = interaction.options.getAttachment('file').size;
    await interaction.reply({ content: `hi ${size}`, flags: MessageFlags.Ephemeral });
  }
});

client.once('clientReady', async () => {
  const guild = client.guilds.cache.get(guildId);
  const hello = new SlashCommandBuilder().setName('hello').setDescription('d')
    .addAttachmentOption((option) => option.setName('file').setDescription('d'));
  await guild.commands.set([hello]);
  const button = new ButtonBuilder().setCustomId('open').setLabel('Open').setStyle(1);
  const menu = new StringSelectMenuBuilder().setCustomId('menu')
    .addOptions({ label: 'a', value: 'a' });
  const general = await client.channels.fetch(channelId);
  const panel = await general.send({ content: 'panel', components: [row(button), row(menu)] });
  const press = { message: panel.id, custom_id: 'open' };
  const opened = await settled(await sim('POST', `${seat}/press`, press));
  assert.equal(opened.message.content, `${ticket}`);
  await sim('POST', `${seat}/channels/${ticket.id}/messages`, { text: 'a cake' });
  const options = { file: { filename: 'a.txt', text: 'abc' } };
  const command = { channel: ticket.id, name: 'hello', options };
  assert.equal((await settled(await sim('POST', `${seat}/command`, command))).message.content, 'hi 3');
  const select = { message: panel.id, custom_id: 'menu', values: ['a'] };
  const { interaction } = await sim('POST', `${seat}/select`, select);
  await settled({ interaction });
  const submit = { interaction, fields: { why: 'because' } };
  const thanked = await settled(await sim('POST', `${seat}/submit`, submit));
  assert.equal(thanked.message.content, 'thanks because');
  assert.equal((await ticket.messages.fetch({ limit: 100 })).size, 3);
  await ticket.permissionOverwrites.edit(person, { SendMessages: false });
  await ticket.edit({ name: 'closed 1' });
  assert.equal(ticket.name, 'closed-1');
  // More than a bucket holds: the library must wait and go on.
  await Promise.all([...Array(7).keys()].map((number) => ticket.send(`${number}`)));
  await ticket.bulkDelete(3);
  await ticket.delete();
  assert.deepEqual(await sim('GET', '/ledger/gaps'), {});
  console.log('discord.js read everything');
  process.exit(0);
});

client.login(token);
