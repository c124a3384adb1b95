# Everything that TicketFlow says, in English. What each text is said with, and how long it may
# be, stands in src/texts/text.rs.

## The panel.
panel-title = Purchase requests
panel-text = Press the button to tell us what you would like to buy. A private channel opens for you, which only you and our staff can see.
create-ticket = Create Ticket

## The conversation.
order-title = Your order
nothing-read-title = I did not get that
nothing-read-text =
    Sorry, I did not find any of our products in that.
    { $misread }
    Please write the names of the products you want, for example “2x Name”, or press **{ $list }** to see them all. Our staff can read this channel too.
nothing-read-write =
    Sorry, I did not find any of our products in that.
    { $misread }
    Please write the names of the products you want, for example “2x Name”. Our staff can read this channel too.
did-you-mean = Did you mean { $names }?
not-understood = Not understood: { $words }
at-most = At most { $most } in one line of an order: { $names }
unfit = { $option } cannot be { $said }.
unfit-hinted = { $option } cannot be { $said }: { $hint }
sold-out-title = Not available right now
sold-out = Sold out: { $names }
only-left = Only { $left } left: { $names }
dropped = Taken off your order: { $names }. If you still want that, write it again.
and-more = … and { $many } more
or = or
quoted = “{ $words }”
terms-built-in = By agreeing you confirm that you want to buy what is listed above, and that you accept the rules of this server.
day-written = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
answer-taken = Noted: { $answer }.
answer-stays = { $question } is still { $answer }: { $said } does not fit there.
either-number = That can be { $one } or { $other }: please write it without a sign between the thousands.
inquired-title = Your question
staff-answer = I only know prices and what can be had. Our staff read this channel and will answer that.
surcharge = { $amount } more for each piece
no-surcharge = no extra charge
awaited-title = Yes or no?
awaited-order = Please press a button or write **yes** or **no**. To change your order, write what should be different.
awaited-terms = Please press a button or write **yes** or **no**.
awaited-terms-refresh = Please press a button or write **yes** or **no**. To change your order, write **{ $word }** to start over.
placed-title = Request complete
placed-text = Our staff will take it from here.
yes = Yes
no = No
close-ticket = Close Ticket
taken-yes = ✅ **Yes** — { $by }
taken-no = ❌ **No** — { $by }

## What staff are told.
request = New request
request-from = New request from { $customer }
request-calling = { $staff } new request
request-from-calling = { $staff } new request from { $customer }
closed-title = Ticket closed
closed-text = Closed by { $by }. Only managers see this channel now.
not-moved-title = This channel was not moved
not-moved-full = The category for closed tickets is full (50 channels), so this channel stays where it is. Delete or move some closed tickets to make room.
not-moved-unusable = The category for closed tickets is gone or the bot may not use it, so this channel stays where it is. Run `/ticketflow setup` with a category that the bot can see and manage.
customer-left-title = The customer has left
customer-left-text = { $customer } is no longer in this server. You can close this ticket.

## Answers to presses.
ticket-ready = Your ticket is ready: { $channel }
ticket-exists = You already have a ticket: { $channel }
ticket-comes = Your ticket is being opened; it will be there in a moment.
ticket-failed = Your ticket could not be opened. { $why }
ticket-closed = The ticket is closed.
close-failed = The ticket could not be closed. { $why }
close-question = Close this ticket? Only managers will see the channel then.
close-for-real = Yes, close it
keep-open = Keep it open
stays-open = The ticket stays open.
outside = Please use me in a server.
unavailable = Tickets are not available for the moment. Nothing is lost: please try again in a few minutes.

## What stood in the way.
obstacle-guild-full = This server has as many channels as Discord allows (500): an admin has to delete some.
obstacle-permission = The bot lacks a permission: an admin can run `/ticketflow setup` again, which names it.
obstacle-unavailable = Discord did not answer in time. Please try again.
obstacle-other = Discord refused. Please try again, and tell an admin if it stays so.

## Why nothing was done.
not-set-up = Tickets are not set up in this server yet: an admin has to run `/ticketflow setup`.
not-your-question = Only the customer of this ticket can answer that.
not-your-ticket = Only the customer and staff can do that.
question-over = That question is no longer open. Please answer the newest one.
question-over-now = That question is no longer open, so your answer to it does not count. This is what is asked now:
question-over-title = That question is over
with-staff = Your request is with our staff already. They read this channel and see what you wrote.
with-staff-refresh = Your request is with our staff already. They read this channel and see what you wrote. To start over instead, write **{ $word }**.
rewritten-too-late = What you wrote had been taken before you changed that message, so it stays as it is. If something has to be different, please write it in a new message.
no-ticket-here = There is no such ticket in this channel.
ticket-over = This ticket is closed already.
ticket-closes = This ticket is just being closed.
no-such-ticket = There is no ticket { $ticket } in this server.
not-an-admin = You need the permission **Manage Server** in this server to do that.
not-a-manager = You need the permission **Manage Server** or a manager role in this server to do that.
no-catalogue = There is no catalogue yet: `/ticketflow catalogue import` takes one.
no-terms = There are no terms yet: `/ticketflow terms set` takes them.
no-texts = There are no texts of your own yet: `/ticketflow texts upload` takes them.
unknown = I do not know this button or command (any more). If it stays so, an admin should run `/ticketflow setup` again.
ours = Something went wrong on our side. Please try again; if it stays so, give an admin this reference: `{ $reference }`

## Answers to admins.
set-up =
    All set: the panel stands in { $panel }.
    Next: `/ticketflow catalogue import` for your products, `/ticketflow terms set` for your terms.
messages-unread =
    ⚠️ **Discord does not let the bot read what customers write.** They can use buttons, menus and forms, or mention the bot.
    To change that, whoever runs the bot opens its page in the Discord Developer Portal (discord.com/developers/applications), switches on *Bot → Privileged Gateway Intents → Message Content Intent*, and starts the bot again.
panel-failed = The set-up is saved, but the panel could not be posted. { $why }
catalogue-set =
    { $products ->
        [one] The catalogue has { $products } product now (version { $version }).
       *[other] The catalogue has { $products } products now (version { $version }).
    } Open tickets go over to it, except those whose order is confirmed.
terms-set = The terms are set (version { $version }). Tickets that are open keep the ones they began with.
texts-set =
    { $many ->
        [0] Everything is said as it comes with the bot now ({ $language }).
        [one] { $many } text of your own is said now ({ $language }).
       *[other] { $many } texts of your own are said now ({ $language }).
    } The panel shows new words after the next `/ticketflow setup`.
texts-reset = Your own texts are given up: everything is said as it comes with the bot. The panel follows with the next `/ticketflow setup`.
texts-file = What is said now, language { $language }: change what you like and upload it with `/ticketflow texts upload`.
evidence-file =
    Evidence of ticket { $ticket }: open the file in a browser, it verifies itself. SHA-256 of its data:
    `{ $digest }`
    Keep this number where it stays (a message, a letter): only you see this answer, and it goes away. Who has both file and number can see that nothing was changed since.
evidence-accepted = The terms were accepted (version { $version }).
evidence-not-accepted = No terms were accepted.
evidence-messages =
    { $many ->
        [one] It has { $many } message.
       *[other] It has { $many } messages.
    }
evidence-cut-short =
    { $many ->
        [one] It has the first message only: there are too many, or Discord was too slow.
       *[other] It has the first { $many } messages only: there are too many, or Discord was too slow.
    }
evidence-no-channel = The ticket’s channel is not there any more, so it has no messages.
evidence-not-readable = I may not read the ticket’s channel, so it has no messages.
evidence-unreadable = The ticket could not be read. Please try again.
refresh-on = “refresh” now takes a ticket back to its first stage.
refresh-off = “refresh” is switched off.
set-up-faults = Nothing was changed. Please mend this and run the command again:
document-faults = Nothing was changed. What is wrong:
missing-in-guild = The bot lacks the { $many ->
    [one] permission
   *[other] permissions
} { $missing } in this server: Server Settings → Roles → the bot’s role → Permissions.
missing-in-channel = The bot lacks the { $many ->
    [one] permission
   *[other] permissions
} { $missing } in { $channel }: Edit Channel → Permissions → add the bot’s role and allow it.
no-such-channel = { $channel } is not in this server, or the bot cannot see it: choose another.
not-a-text-channel = { $channel } is not a text channel: choose one for the panel.
not-a-category = { $channel } is not a category: choose one.
no-such-role = The role { $role } is not in this server: choose another.
role-cannot-be-called = The bot cannot call { $role }: Server Settings → Roles → that role → “Allow anyone to @mention this role”, or give the bot **Mention @everyone, @here and All Roles** (it never calls @everyone).
everyone-is-no-staff = @everyone as a staff or manager role would show every ticket to everybody: choose another role.
panel-text-too-long = The panel’s text is { $length } characters long; up to { $most } fit.

## What the commands are for.
command = Set up and run purchase-request tickets
command-setup = Choose roles and categories, and post the panel; run it again to change or mend them
command-setup-panel = Where customers press “Create Ticket”
command-setup-staff = Sees open tickets and is called
command-setup-managers = Sees closed tickets
command-setup-open = The category for open tickets
command-setup-closed = The category for closed tickets
command-setup-text = What the panel says above its button
command-setup-more-staff = Another staff role
command-setup-more-managers = Another manager role
command-catalogue = The products that customers can ask for
command-catalogue-import = Replace the catalogue by a file (JSON or CSV)
command-catalogue-import-file = The file
command-catalogue-export = Get the catalogue as a file
command-catalogue-export-format = JSON unless you choose CSV
command-catalogue-stock = What is left of products that run out
command-catalogue-recount = Say how many of a product are left
command-catalogue-recount-product = The product’s name, alias or id
command-catalogue-recount-left = How many are left, beside those that are held for tickets
command-terms = The terms and conditions that customers accept
command-terms-set = Set the terms, as text or as a text file
command-terms-set-text = The terms
command-terms-set-file = A text file with the terms
command-texts = What the bot says, in your own words
command-texts-upload = Replace the bot’s words in one language by a file (.ftl)
command-texts-upload-language = The language of the file
command-texts-upload-file = A file from “texts download”, changed
command-texts-download = Get what the bot says as a file to change
command-texts-download-language = The server’s language unless you choose another
command-texts-reset = Go back to the words that come with the bot
command-texts-reset-language = All languages unless you choose one
command-evidence = Get one ticket’s terms, order, acceptance and messages as a file that verifies itself
command-evidence-ticket = The ticket’s number; without it, the ticket of this channel
command-refresh = Whether writing “refresh” takes a ticket back to its first stage
command-refresh-enabled = On or off

## Orders, their card, and what is asked about them.
not-an-answer-title = I did not get that
awaited-choice = Please choose one of the answers: press a button, or write what it says.
awaited-words = That does not fit here. Please try it once more.
way-out = If you are stuck: our staff can read this channel too, so just write what you need. If you want to stop, press **{ $close }**.
leave-title = Do you want to stop?
leave-close = To close this ticket, press **{ $close }**.
leave-refresh = To start over, write **{ $word }**.
leave-words = If that was your answer, please write it in a few more words.
leave-go-on = To go on, just answer the question:
awaited-files = Please send a file here in the channel.
awaited-files-most = Up to { $most } in all.
files-left =
    { $left ->
        [one] Please send one more file.
       *[other] Please send { $left } more files.
    }
awaited-files-kinds = What is taken: { $kinds }.
kind-image = pictures
kind-video = videos
kind-audio = recordings
kind-pdf = PDF
kind-text = text files
awaited-number = Please write a number in digits.
awaited-day = Please write a day, for example { $example }.
awaited-between = From { $least } to { $most }.
awaited-from = From { $least } on.
awaited-up-to = Up to { $most }.
awaited-example = For example { $example }.
awaited-length = From { $least } to { $most } characters.
reminder-title = Are you still there?
reminder-text = The question above is waiting for your answer.
which-title = Which one do you mean?
which-text = { $words } can mean several of our products. Press a button, or write which one.
which-line = { $words }: for which part of your order? Press a button, or write which one.
whether-title = Would you like this?
whether-text = About { $words }: would you like { $name }? Press the button, or write Yes. It is not on your order yet.
neither = None of these
so-far = So far:
option-text = { $option } for { $product }: press a button, or write what you want.
option-needed = { $product } needs { $option }. If you do not want it after all, write “remove { $product }”.
option-quote = If it is to say just that, put it in quotation marks.
option-words = { $option } for { $product }: please write it here.
catalogue-changed-title = Our offer has changed meanwhile
not-sold = No longer sold: { $names }
renamed = { $before } is called { $now } now
repriced = { $name }: { $now } instead of { $before }
option-gone = { $name } cannot be had with { $value } any more
labelled = { $name }: { $value }
price-on-request = price on request
over-limit-title = That is too much for one order
over-limit = Please write what you can do without.
over-lines = One order takes { $most ->
    [one] one line
   *[other] { $most } lines
} at the most; the same product with other options is a line of its own.
over-pieces = One order takes { $most ->
    [one] one piece
   *[other] { $most } pieces
} at the most, of all products together.
over-total = One order may cost { $most } at the most.
over-of-one = One order takes { $most } of { $name } at the most.
subtotal = Subtotal: { $amount }
discount = { $name } (−{ $percent } %): −{ $amount }
total = **Total: { $amount }**
unpriced = without { $many ->
    [one] one product that has
   *[other] { $many } products that have
} no price yet
card-status = Status
card-draft = Not confirmed yet
card-confirmed = Confirmed, not complete yet
card-placed = Complete
card-handler = Handled by
card-nobody = nobody yet
card-menu = Change a product …
card-remove = Remove { $name }
choice-menu = Choose …
claim = I take it
release = Give it back
claimed-title = In good hands
claimed-text = { $by } takes care of this request.
released-text = Nobody takes care of this request at the moment.
taken-choice = ✅ **{ $choice }** — { $by }
taken-neither = ❌ **None of these** — { $by }
written-too-late = This question has been answered or asked anew meanwhile. You wrote: { $text }
order-fixed = The order cannot be changed any more at this point.
line-gone = This product is not in the order any more.
not-staff = Only staff can do this.
handled-by = { $handler } takes care of this request already.
form-title = Your answer
form-label = What would you like to say?
write = Write
change = Change

## Versions of documents, and types of tickets.
what-catalogue = Catalogue
what-terms = Terms
what-flow = Flow
for-type = For tickets of the type **{ $of }**.
flow-set = The flow is set (version { $version }). Tickets that are open keep the one they began with.
advice = You may want to change:
document-file = { $what }, version { $version }.
document-built-in = { $what }: the one that comes with the bot.
document-unreadable = The document could not be read. Please upload it again.
rolled-back = **{ $what }**: version { $version } is in use again.
rolled-back-to-none = **{ $what }**: back to what counts where nothing was uploaded.
history-in-use = **{ $what }**: version { $version } is in use.
history-none = **{ $what }**: nothing that was uploaded is in use.
history-given = version { $version }, { $at } by { $by }
history-rolled-back = back to version { $version }, { $at } by { $by }
history-empty = Nothing was published lately.
stock-head = **What runs out:**
stock-line = **{ $product }**: { $left } left ({ $held } held)
stock-none = No product of the catalogue says how many there are of it (`stock`).
not-counted = The catalogue does not say how many **{ $product }** there are (`stock`), so it does not run out.
panel-stands = The panel stands in { $panel }.
types-head = The panel offers:
no-types = The panel offers no types of tickets, only its one button. `/ticketflow type set` adds one.
no-such-type = There is no such type of ticket. The panel offers: { $names }
no-such-version = There is no such version. The newest one is { $newest }.
type-retired = This kind of ticket is not offered any more. Please look for a newer panel.
no-panel = Saved. There is no panel that could show it: `/ticketflow setup` posts one.
bad-type-name = The name of a type has up to 24 lower-case letters from a to z, digits and hyphens, for example “support”.
bad-label = The label of a button has 1 to 80 characters.
too-many-types = The panel offers 25 types of tickets already, and Discord takes no more buttons: remove one first with `/ticketflow type remove`.
command-of = The type of ticket that it is for; left out: the whole server
command-history = What was in use when, and who changed it
command-rollback = Use an older version again
command-rollback-version = Its number, as the history tells it; 0: none of its own
command-version = Another version than the one in use
command-terms-export = Get the terms as a file
command-flow = The conversation that the bot holds
command-flow-upload = Replace the flow by a file (YAML or JSON)
command-flow-upload-file = The file
command-flow-download = Get the flow as a file
command-type = The types of tickets that the panel offers
command-type-set = Offer a type of ticket, or change how it is offered
command-type-set-name = Its name in commands, for example “support”
command-type-set-label = What its button says
command-type-set-role = Instead of the server’s role
command-type-set-category = Instead of the server’s category
command-type-remove = Offer a type of ticket no more
command-type-list = Show the types of tickets
list = Choose products
list-text = Choose what you want: each choice adds one to the order. Page { $page } of { $pages }.
list-left = { $left } left
list-sold-out = sold out
list-none = No product is called that. Search for other letters, or look at all of them.
list-menu = Add a product …
list-found = Found for “{ $letters }” …
list-search = Search
list-letters = A few letters of the name
list-all = All products
picked = ✅ The order has **{ $many } × { $name }** now. Choose more, or go on with your order in the channel.
picked-not-sold = This product is not sold any more. Please open the list again.
unheard = I only read what mentions me here. Please use the buttons and menus.
unheard-files = I only see files in a message that mentions me: please send yours in one.

## Aliases that staff teach.
command-teach = Teach alias
lesson-title = Teach an alias
lesson-alias = What customers say
lesson-product = The product: its name or id
alias-taught = “{ $alias }” now means **{ $product }**. It counts at once, in every ticket whose order is not confirmed (catalogue version { $version }).
history-alias = version { $version }, { $at } by { $by }: “{ $alias }” means **{ $product }**
not-taught-written = Nobody wrote this message: choose one that a person wrote.
not-taught-else = These words mean Yes, No or a number already, so they cannot mean a product.
not-taught-nothing = An alias needs a letter or a digit to be recognised by.
not-taught-long = An alias has { $most } characters at the most: use the few words that mean the product.
not-taught-many = **{ $product }** has as many aliases as it can have. Remove some from the catalogue first.
not-taught-known = These words mean **{ $product }** already. Capitals, accents, spaces and punctuation make no difference, except for a plus behind a word and the point of a number.
not-taught-taken = These words mean **{ $product }** already, so they cannot mean another product. Remove them there first, or use other words.
no-such-product = There is no product “{ $written }”. Write its name or its id as the catalogue has it.
no-such-product-near = There is no product “{ $written }”. Do you mean { $names }? Write the name or the id as the catalogue has it.

## Rehearsals.
try-it = Try it
rehearsal-head = **Rehearsal** – only you see this. Nobody is called and nothing is kept.
rehearsal-over = This rehearsal is over. `/ticketflow flow try` begins another.
command-flow-try = Hold the conversation with yourself, seen by nobody else

## Permissions, as Discord’s client calls them in this language.
permission-view-channels = View Channels
permission-send-messages = Send Messages
permission-embed-links = Embed Links
permission-attach-files = Attach Files
permission-read-message-history = Read Message History
permission-manage-channels = Manage Channels
permission-manage-roles = Manage Roles
