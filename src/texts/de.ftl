# Alles, was TicketFlow auf Deutsch sagt.

## The panel.
panel-title = Kaufanfragen
panel-text = Drück auf den Knopf und sag uns, was du kaufen möchtest. Für dich öffnet sich ein privater Kanal, den nur du und unser Team sehen.
create-ticket = Ticket erstellen

## The conversation.
order-title = Deine Bestellung
nothing-read-title = Das habe ich nicht verstanden
nothing-read-text =
    Leider habe ich darin keines unserer Produkte gefunden.
    { $misread }
    Bitte schreib die Namen der Produkte, die du möchtest, zum Beispiel „2x Name“, oder drück auf **{ $list }**, um alle zu sehen. Unser Team liest diesen Kanal auch.
nothing-read-write =
    Leider habe ich darin keines unserer Produkte gefunden.
    { $misread }
    Bitte schreib die Namen der Produkte, die du möchtest, zum Beispiel „2x Name“. Unser Team liest diesen Kanal auch.
did-you-mean = Meinst du { $names }?
not-understood = Nicht verstanden: { $words }
at-most = Höchstens { $most } in einer Zeile der Bestellung: { $names }
unfit = { $option } kann nicht { $said } sein.
unfit-hinted = { $option } kann nicht { $said } sein: { $hint }
sold-out-title = Gerade nicht zu haben
sold-out = Ausverkauft: { $names }
only-left = Nur noch { $left } da: { $names }
dropped = Aus deiner Bestellung genommen: { $names }. Wenn du das doch willst, schreib es noch einmal.
and-more = … und { $many } mehr
or = oder
quoted = „{ $words }“
terms-built-in = Wenn du zustimmst, bestätigst du, dass du das oben Genannte kaufen möchtest und die Regeln dieses Servers annimmst.
day-written = { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
} { $year }
answer-taken = Notiert: { $answer }.
answer-stays = { $question } bleibt { $answer }: { $said } passt dort nicht.
either-number = Das kann { $one } oder { $other } sein: Bitte schreib es ohne Zeichen zwischen den Tausendern.
inquired-title = Deine Frage
staff-answer = Ich kenne nur die Preise und was zu haben ist. Unser Team liest hier mit und wird das beantworten.
surcharge = { $amount } mehr pro Stück
no-surcharge = ohne Aufpreis
awaited-title = Ja oder nein?
awaited-order = Bitte drück auf einen Knopf oder schreib **ja** oder **nein**. Um deine Bestellung zu ändern, schreib, was anders sein soll.
awaited-terms = Bitte drück auf einen Knopf oder schreib **ja** oder **nein**.
awaited-terms-refresh = Bitte drück auf einen Knopf oder schreib **ja** oder **nein**. Um deine Bestellung zu ändern, schreib **{ $word }**, dann fangen wir von vorn an.
placed-title = Anfrage vollständig
placed-text = Ab hier kümmert sich unser Team darum.
yes = Ja
no = Nein
close-ticket = Ticket schließen
taken-yes = ✅ **Ja** — { $by }
taken-no = ❌ **Nein** — { $by }

## What staff are told.
request = Neue Anfrage
request-from = Neue Anfrage von { $customer }
request-calling = { $staff } neue Anfrage
request-from-calling = { $staff } neue Anfrage von { $customer }
closed-title = Ticket geschlossen
closed-text = Geschlossen von { $by }. Nur Manager sehen diesen Kanal jetzt noch.
not-moved-title = Dieser Kanal wurde nicht verschoben
not-moved-full = Die Kategorie für geschlossene Tickets ist voll (50 Kanäle), deshalb bleibt dieser Kanal, wo er ist. Lösch oder verschieb einige geschlossene Tickets, um Platz zu schaffen.
not-moved-unusable = Die Kategorie für geschlossene Tickets gibt es nicht mehr oder der Bot darf sie nicht verwenden, deshalb bleibt dieser Kanal, wo er ist. Führ `/ticketflow setup` mit einer Kategorie aus, die der Bot sehen und verwalten darf.
customer-left-title = Der Kunde ist gegangen
customer-left-text = { $customer } ist nicht mehr auf diesem Server. Du kannst dieses Ticket schließen.

## Answers to presses.
ticket-ready = Dein Ticket ist bereit: { $channel }
ticket-exists = Du hast schon ein Ticket: { $channel }
ticket-comes = Dein Ticket wird gerade geöffnet und ist gleich da.
ticket-failed = Dein Ticket konnte nicht geöffnet werden. { $why }
ticket-closed = Das Ticket ist geschlossen.
close-failed = Das Ticket konnte nicht geschlossen werden. { $why }
close-question = Dieses Ticket schließen? Danach sehen nur noch Manager den Kanal.
close-for-real = Ja, schließen
keep-open = Offen lassen
stays-open = Das Ticket bleibt offen.
outside = Bitte verwende mich auf einem Server.
unavailable = Tickets sind im Moment nicht verfügbar. Nichts ist verloren: Bitte versuch es in ein paar Minuten noch einmal.

## What stood in the way.
obstacle-guild-full = Dieser Server hat so viele Kanäle, wie Discord erlaubt (500): Ein Admin muss einige löschen.
obstacle-permission = Dem Bot fehlt eine Berechtigung: Ein Admin kann noch einmal `/ticketflow setup` ausführen, das sagt, welche.
obstacle-unavailable = Discord hat nicht rechtzeitig geantwortet. Bitte versuch es noch einmal.
obstacle-other = Discord hat abgelehnt. Bitte versuch es noch einmal, und sag einem Admin Bescheid, wenn es so bleibt.

## Why nothing was done.
not-set-up = Tickets sind auf diesem Server noch nicht eingerichtet: Ein Admin muss `/ticketflow setup` ausführen.
not-your-question = Das kann nur beantworten, wem dieses Ticket gehört.
not-your-ticket = Das können nur der Kunde und das Team.
question-over = Diese Frage ist nicht mehr offen. Bitte beantworte die neueste.
question-over-now = Diese Frage ist nicht mehr offen, deshalb zählt deine Antwort darauf nicht. Gefragt ist jetzt das:
question-over-title = Diese Frage ist vorbei
with-staff = Deine Anfrage liegt schon bei unserem Team. Es liest hier mit und sieht, was du geschrieben hast.
with-staff-refresh = Deine Anfrage liegt schon bei unserem Team. Es liest hier mit und sieht, was du geschrieben hast. Um stattdessen von vorn anzufangen, schreib **{ $word }**.
rewritten-too-late = Was du geschrieben hattest, stand schon fest, als du diese Nachricht geändert hast: Es bleibt, wie es ist. Wenn etwas anders sein soll, schreib es bitte in einer neuen Nachricht.
no-ticket-here = In diesem Kanal gibt es dieses Ticket nicht.
ticket-over = Dieses Ticket ist schon geschlossen.
ticket-closes = Dieses Ticket wird gerade geschlossen.
no-such-ticket = Auf diesem Server gibt es kein Ticket { $ticket }.
not-an-admin = Dafür brauchst du auf diesem Server die Berechtigung **Server verwalten**.
not-a-manager = Dafür brauchst du auf diesem Server die Berechtigung **Server verwalten** oder eine Managerrolle.
no-catalogue = Es gibt noch keinen Katalog: `/ticketflow catalogue import` nimmt einen entgegen.
no-terms = Es gibt noch keine Geschäftsbedingungen: `/ticketflow terms set` nimmt sie entgegen.
no-texts = Es gibt noch keine eigenen Texte: `/ticketflow texts upload` nimmt sie entgegen.
unknown = Diesen Knopf oder Befehl kenne ich nicht (mehr). Wenn es so bleibt, sollte ein Admin noch einmal `/ticketflow setup` ausführen.
ours = Bei uns ist etwas schiefgegangen. Bitte versuch es noch einmal; wenn es so bleibt, gib einem Admin diese Kennung: `{ $reference }`

## Answers to admins.
set-up =
    Alles bereit: Das Panel steht in { $panel }.
    Als Nächstes: `/ticketflow catalogue import` für deine Produkte, `/ticketflow terms set` für deine Geschäftsbedingungen.
messages-unread =
    ⚠️ **Discord lässt den Bot nicht lesen, was Kunden schreiben.** Sie können Knöpfe, Menüs und Formulare benutzen oder den Bot erwähnen.
    Um das zu ändern, öffnet, wer den Bot betreibt, seine Seite im Discord Developer Portal (discord.com/developers/applications), schaltet dort *Bot → Privileged Gateway Intents → Message Content Intent* ein und startet den Bot neu.
panel-failed = Die Einrichtung ist gespeichert, aber das Panel konnte nicht gepostet werden. { $why }
catalogue-set =
    { $products ->
        [one] Der Katalog hat jetzt { $products } Produkt (Version { $version }).
       *[other] Der Katalog hat jetzt { $products } Produkte (Version { $version }).
    } Offene Tickets gehen zu ihm über, außer denen, deren Bestellung bestätigt ist.
terms-set = Die Geschäftsbedingungen sind gesetzt (Version { $version }). Offene Tickets behalten die, mit denen sie begonnen haben.
texts-set =
    { $many ->
        [0] Alles wird jetzt so gesagt, wie es der Bot mitbringt ({ $language }).
        [one] { $many } eigener Text wird jetzt gesagt ({ $language }).
       *[other] { $many } eigene Texte werden jetzt gesagt ({ $language }).
    } Das Panel zeigt neue Wörter nach dem nächsten `/ticketflow setup`.
texts-reset = Deine eigenen Texte sind aufgegeben: Alles wird so gesagt, wie es der Bot mitbringt. Das Panel folgt mit dem nächsten `/ticketflow setup`.
texts-file = Was jetzt gesagt wird, Sprache { $language }: Ändere, was du möchtest, und lade es mit `/ticketflow texts upload` hoch.
evidence-file =
    Nachweis zu Ticket { $ticket }: Öffne die Datei im Browser, sie prüft sich selbst. SHA-256 ihrer Daten:
    `{ $digest }`
    Bewahre diese Zahl dort auf, wo sie erhalten bleibt (eine Nachricht, ein Brief): Diese Antwort siehst nur du, und sie verschwindet. Wer Datei und Zahl hat, sieht, dass seither nichts geändert wurde.
evidence-accepted = Die Bedingungen wurden angenommen (Version { $version }).
evidence-not-accepted = Es wurden keine Bedingungen angenommen.
evidence-messages =
    { $many ->
        [one] Sie hat { $many } Nachricht.
       *[other] Sie hat { $many } Nachrichten.
    }
evidence-cut-short =
    { $many ->
        [one] Sie hat nur die erste Nachricht: Es sind zu viele, oder Discord war zu langsam.
       *[other] Sie hat nur die ersten { $many } Nachrichten: Es sind zu viele, oder Discord war zu langsam.
    }
evidence-no-channel = Den Kanal des Tickets gibt es nicht mehr, deshalb hat sie keine Nachrichten.
evidence-not-readable = Ich darf den Kanal des Tickets nicht lesen, deshalb hat sie keine Nachrichten.
evidence-unreadable = Das Ticket konnte nicht gelesen werden. Bitte versuch es noch einmal.
refresh-on = „refresh“ führt ein Ticket jetzt an den Anfang zurück.
refresh-off = „refresh“ ist ausgeschaltet.
set-up-faults = Nichts wurde geändert. Bitte behebe das und führ den Befehl noch einmal aus:
document-faults = Nichts wurde geändert. Was nicht stimmt:
missing-in-guild = Dem Bot { $many ->
    [one] fehlt die Berechtigung
   *[other] fehlen die Berechtigungen
} { $missing } auf diesem Server: Servereinstellungen → Rollen → die Rolle des Bots → Berechtigungen.
missing-in-channel = Dem Bot { $many ->
    [one] fehlt die Berechtigung
   *[other] fehlen die Berechtigungen
} { $missing } in { $channel }: Kanal bearbeiten → Berechtigungen → die Rolle des Bots hinzufügen und es erlauben.
no-such-channel = { $channel } ist nicht auf diesem Server, oder der Bot sieht den Kanal nicht: Wähl einen anderen.
not-a-text-channel = { $channel } ist kein Textkanal: Wähl einen für das Panel.
not-a-category = { $channel } ist keine Kategorie: Wähl eine.
no-such-role = Die Rolle { $role } gibt es auf diesem Server nicht: Wähl eine andere.
role-cannot-be-called = Der Bot kann { $role } nicht rufen: Servereinstellungen → Rollen → diese Rolle → „Jedem erlauben, diese Rolle zu @erwähnen“, oder gib dem Bot **@everyone, @here und alle Rollen erwähnen** (@everyone ruft er nie).
everyone-is-no-staff = @everyone als Team- oder Managerrolle würde jedes Ticket allen zeigen: Wähl eine andere Rolle.
panel-text-too-long = Der Text des Panels ist { $length } Zeichen lang; höchstens { $most } passen.

## What the commands are for.
command = Tickets für Kaufanfragen einrichten und betreiben
command-setup = Rollen und Kategorien wählen und das Panel posten; noch einmal ausführen, um etwas zu ändern
command-setup-panel = Wo Kunden auf „Ticket erstellen“ drücken
command-setup-staff = Sieht offene Tickets und wird gerufen
command-setup-managers = Sieht geschlossene Tickets
command-setup-open = Die Kategorie für offene Tickets
command-setup-closed = Die Kategorie für geschlossene Tickets
command-setup-text = Was das Panel über seinem Knopf sagt
command-setup-more-staff = Eine weitere Teamrolle
command-setup-more-managers = Eine weitere Managerrolle
command-catalogue = Die Produkte, die Kunden anfragen können
command-catalogue-import = Den Katalog durch eine Datei ersetzen (JSON oder CSV)
command-catalogue-import-file = Die Datei
command-catalogue-export = Den Katalog als Datei bekommen
command-catalogue-export-format = JSON, wenn du nicht CSV wählst
command-catalogue-stock = Was von begrenzten Produkten noch da ist
command-catalogue-recount = Sagen, wie viele von einem Produkt noch da sind
command-catalogue-recount-product = Name, Alias oder Id des Produkts
command-catalogue-recount-left = Wie viele noch da sind, ohne die für Tickets zurückgelegten
command-terms = Die Geschäftsbedingungen, denen Kunden zustimmen
command-terms-set = Die Geschäftsbedingungen setzen, als Text oder als Textdatei
command-terms-set-text = Die Geschäftsbedingungen
command-terms-set-file = Eine Textdatei mit den Geschäftsbedingungen
command-texts = Was der Bot sagt, in deinen eigenen Worten
command-texts-upload = Die Worte des Bots in einer Sprache durch eine Datei ersetzen (.ftl)
command-texts-upload-language = Die Sprache der Datei
command-texts-upload-file = Eine geänderte Datei aus „texts download“
command-texts-download = Was der Bot sagt als Datei zum Ändern bekommen
command-texts-download-language = Die Sprache des Servers, wenn du keine andere wählst
command-texts-reset = Zurück zu den Worten, die der Bot mitbringt
command-texts-reset-language = Alle Sprachen, wenn du keine wählst
command-evidence = Bedingungen, Bestellung, Annahme und Nachrichten eines Tickets als Datei, die sich selbst prüft
command-evidence-ticket = Die Nummer des Tickets; ohne sie das Ticket dieses Kanals
command-refresh = Ob „refresh“ ein Ticket an den Anfang zurückführt
command-refresh-enabled = An oder aus

## Orders, their card, and what is asked about them.
not-an-answer-title = Das habe ich nicht verstanden
awaited-choice = Bitte wähl eine der Antworten: Drück auf einen Knopf oder schreib, was darauf steht.
awaited-words = Das passt hier nicht. Bitte versuch es noch einmal.
way-out = Wenn du nicht weiterkommst: Unser Team liest hier mit, schreib einfach, was du brauchst. Wenn du aufhören möchtest, drück auf **{ $close }**.
leave-title = Möchtest du aufhören?
leave-close = Um dieses Ticket zu schließen, drück auf **{ $close }**.
leave-refresh = Um von vorn anzufangen, schreib **{ $word }**.
leave-words = Wenn das deine Antwort war, schreib sie bitte mit ein paar mehr Worten.
leave-go-on = Wenn du weitermachen möchtest, beantworte einfach die Frage:
awaited-files = Bitte schick eine Datei hier in den Kanal.
awaited-files-most = Insgesamt bis zu { $most }.
files-left =
    { $left ->
        [one] Bitte schick noch eine Datei.
       *[other] Bitte schick noch { $left } Dateien.
    }
awaited-files-kinds = Möglich sind: { $kinds }.
kind-image = Bilder
kind-video = Videos
kind-audio = Tonaufnahmen
kind-pdf = PDF
kind-text = Textdateien
awaited-number = Bitte schreib eine Zahl in Ziffern.
awaited-day = Bitte schreib einen Tag, zum Beispiel { $example }.
awaited-between = Von { $least } bis { $most }.
awaited-from = Ab { $least }.
awaited-up-to = Bis { $most }.
awaited-example = Zum Beispiel { $example }.
awaited-length = Von { $least } bis { $most } Zeichen.
reminder-title = Bist du noch da?
reminder-text = Die Frage oben wartet noch auf deine Antwort.
which-title = Was davon meinst du?
which-text = { $words } kann mehrere unserer Produkte meinen. Drück auf einen Knopf oder schreib, welches.
which-line = { $words }: Für welchen Teil deiner Bestellung? Drück auf einen Knopf oder schreib, für welchen.
whether-title = Möchtest du das?
whether-text = Zu { $words }: Möchtest du { $name }? Drück auf den Knopf oder schreib Ja. Bestellt ist es noch nicht.
neither = Nichts davon
so-far = Bisher:
option-text = { $option } für { $product }: Drück auf einen Knopf oder schreib, was du möchtest.
option-needed = { $product } braucht { $option }. Wenn du es doch nicht willst, schreib „entferne { $product }“.
option-quote = Wenn genau das darauf stehen soll, setz es in Anführungszeichen.
option-words = { $option } für { $product }: Bitte schreib es hierher.
catalogue-changed-title = Unser Angebot hat sich inzwischen geändert
not-sold = Nicht mehr im Angebot: { $names }
renamed = { $before } heißt jetzt { $now }
repriced = { $name }: { $now } statt { $before }
option-gone = { $name } gibt es nicht mehr mit { $value }
labelled = { $name }: { $value }
price-on-request = Preis auf Anfrage
over-limit-title = Das ist zu viel für eine Bestellung
over-limit = Bitte schreib, worauf du verzichten kannst.
over-lines = Eine Bestellung fasst höchstens { $most ->
    [one] eine Zeile
   *[other] { $most } Zeilen
}; dasselbe Produkt mit anderen Optionen ist eine eigene Zeile.
over-pieces = Eine Bestellung fasst höchstens { $most ->
    [one] ein Stück
   *[other] { $most } Stück
}, alle Produkte zusammen.
over-total = Eine Bestellung darf höchstens { $most } kosten.
over-of-one = Eine Bestellung fasst höchstens { $most } von { $name }.
subtotal = Zwischensumme: { $amount }
discount = { $name } (−{ $percent } %): −{ $amount }
total = **Summe: { $amount }**
unpriced = ohne { $many ->
    [one] ein Produkt, dessen
   *[other] { $many } Produkte, deren
} Preis noch offen ist
card-status = Stand
card-draft = Noch nicht bestätigt
card-confirmed = Bestätigt, noch nicht vollständig
card-placed = Vollständig
card-handler = Bearbeitet von
card-nobody = noch niemand
card-menu = Ein Produkt ändern …
card-remove = { $name } entfernen
choice-menu = Auswählen …
claim = Ich übernehme
release = Zurückgeben
claimed-title = In guten Händen
claimed-text = { $by } kümmert sich um diese Anfrage.
released-text = Im Moment kümmert sich niemand um diese Anfrage.
taken-choice = ✅ **{ $choice }** — { $by }
taken-neither = ❌ **Nichts davon** — { $by }
written-too-late = Diese Frage ist inzwischen beantwortet oder neu gestellt. Du hast geschrieben: { $text }
order-fixed = Die Bestellung lässt sich an dieser Stelle nicht mehr ändern.
line-gone = Dieses Produkt ist nicht mehr in der Bestellung.
not-staff = Das kann nur das Team.
handled-by = { $handler } kümmert sich schon um diese Anfrage.
form-title = Deine Antwort
form-label = Was möchtest du sagen?
write = Schreiben
change = Ändern

## Versionen von Dokumenten, und Arten von Tickets.
what-catalogue = Katalog
what-terms = Geschäftsbedingungen
what-flow = Ablauf
for-type = Für Tickets der Art **{ $of }**.
flow-set = Der Ablauf ist gesetzt (Version { $version }). Offene Tickets behalten den, mit dem sie begonnen haben.
advice = Vielleicht möchtest du ändern:
document-file = { $what }, Version { $version }.
document-built-in = { $what }: was der Bot mitbringt.
document-unreadable = Das Dokument konnte nicht gelesen werden. Bitte lade es noch einmal hoch.
rolled-back = **{ $what }**: Version { $version } gilt wieder.
rolled-back-to-none = **{ $what }**: Es gilt wieder, was gilt, wo nichts hochgeladen wurde.
history-in-use = **{ $what }**: Version { $version } gilt.
history-none = **{ $what }**: Nichts Hochgeladenes gilt.
history-given = Version { $version }, { $at } von { $by }
history-rolled-back = zurück zu Version { $version }, { $at } von { $by }
history-empty = In letzter Zeit wurde nichts veröffentlicht.
stock-head = **Was ausgehen kann:**
stock-line = **{ $product }**: noch { $left } ({ $held } zurückgelegt)
stock-none = Kein Produkt im Katalog sagt, wie viele es davon gibt (`stock`).
not-counted = Der Katalog sagt nicht, wie viele **{ $product }** es gibt (`stock`), deshalb geht es nicht aus.
panel-stands = Das Panel steht in { $panel }.
types-head = Das Panel bietet an:
no-types = Das Panel bietet keine Arten von Tickets an, nur seinen einen Knopf. `/ticketflow type set` fügt eine hinzu.
no-such-type = Diese Art von Ticket gibt es nicht. Das Panel bietet an: { $names }
no-such-version = Diese Version gibt es nicht. Die neueste ist { $newest }.
type-retired = Diese Art von Ticket wird nicht mehr angeboten. Bitte such nach einem neueren Panel.
no-panel = Gespeichert. Es gibt kein Panel, das es zeigen könnte: `/ticketflow setup` stellt eines auf.
bad-type-name = Der Name einer Art hat bis zu 24 Kleinbuchstaben von a bis z, Ziffern und Bindestriche, zum Beispiel „support“.
bad-label = Die Beschriftung eines Knopfs hat 1 bis 80 Zeichen.
too-many-types = Das Panel bietet schon 25 Arten von Tickets an, und mehr Knöpfe nimmt Discord nicht: Entfern erst eine mit `/ticketflow type remove`.
command-of = Die Art von Ticket, für die es gilt; sonst der ganze Server
command-history = Was wann galt, und wer es geändert hat
command-rollback = Eine ältere Version wieder verwenden
command-rollback-version = Ihre Nummer, wie der Verlauf sie nennt; 0: keine eigene
command-version = Eine andere Version als die, die gilt
command-terms-export = Die Geschäftsbedingungen als Datei bekommen
command-flow = Das Gespräch, das der Bot führt
command-flow-upload = Den Ablauf durch eine Datei ersetzen (YAML oder JSON)
command-flow-upload-file = Die Datei
command-flow-download = Den Ablauf als Datei bekommen
command-type = Die Arten von Tickets, die das Panel anbietet
command-type-set = Eine Art von Ticket anbieten oder ändern
command-type-set-name = Ihr Name in Befehlen, zum Beispiel „support“
command-type-set-label = Was ihr Knopf sagt
command-type-set-role = Statt der Rolle des Servers
command-type-set-category = Statt der Kategorie des Servers
command-type-remove = Eine Art von Ticket nicht mehr anbieten
command-type-list = Die Arten von Tickets zeigen
list = Produkte auswählen
list-text = Wähl aus, was du möchtest: Jede Auswahl fügt der Bestellung eines hinzu. Seite { $page } von { $pages }.
list-left = noch { $left } da
list-sold-out = ausverkauft
list-none = So heißt kein Produkt. Such nach anderen Buchstaben oder sieh dir alle an.
list-menu = Produkt hinzufügen …
list-found = Gefunden für „{ $letters }“ …
list-search = Suchen
list-letters = Ein paar Buchstaben des Namens
list-all = Alle Produkte
picked = ✅ In der Bestellung { $many ->
    [one] steht
   *[other] stehen
} jetzt **{ $many } × { $name }**. Wähl weitere aus oder mach im Kanal mit deiner Bestellung weiter.
picked-not-sold = Dieses Produkt wird nicht mehr verkauft. Bitte öffne die Liste noch einmal.
unheard = Ich lese hier nur, was mich erwähnt. Bitte benutz die Knöpfe und Menüs.
unheard-files = Ich sehe nur Dateien in einer Nachricht, die mich erwähnt: Bitte schick deine in so einer.

## Aliasse, die das Team beibringt.
command-teach = Alias beibringen
lesson-title = Einen Alias beibringen
lesson-alias = Was Kunden sagen
lesson-product = Das Produkt: Name oder Id
alias-taught = „{ $alias }“ meint jetzt **{ $product }**. Das gilt sofort, in jedem Ticket, dessen Bestellung nicht bestätigt ist (Katalog-Version { $version }).
history-alias = Version { $version }, { $at } von { $by }: „{ $alias }“ meint **{ $product }**
not-taught-written = Diese Nachricht hat niemand geschrieben: Nimm eine, die jemand geschrieben hat.
not-taught-else = Diese Wörter bedeuten schon Ja, Nein oder eine Zahl; sie können kein Produkt bedeuten.
not-taught-nothing = Ein Alias braucht einen Buchstaben oder eine Ziffer, um erkannt zu werden.
not-taught-long = Ein Alias hat höchstens { $most } Zeichen: Nimm die wenigen Wörter, die das Produkt meinen.
not-taught-many = **{ $product }** hat so viele Aliasse, wie es haben kann. Entferne zuerst welche aus dem Katalog.
not-taught-known = Diese Wörter meinen **{ $product }** schon. Großschreibung, Akzente, Leerzeichen und Satzzeichen machen keinen Unterschied, nur ein Plus hinter einem Wort und der Punkt einer Zahl.
not-taught-taken = Diese Wörter meinen schon **{ $product }**, also können sie kein anderes Produkt meinen. Entferne sie zuerst dort, oder nimm andere Wörter.
no-such-product = Es gibt kein Produkt „{ $written }“. Schreib seinen Namen oder seine Id, wie sie im Katalog stehen.
no-such-product-near = Es gibt kein Produkt „{ $written }“. Meinst du { $names }? Schreib den Namen oder die Id, wie sie im Katalog stehen.

## Rehearsals.
try-it = Ausprobieren
rehearsal-head = **Probe** – nur du siehst das. Niemand wird gerufen, und nichts wird behalten.
rehearsal-over = Diese Probe ist vorbei. `/ticketflow flow try` beginnt eine neue.
command-flow-try = Das Gespräch mit dir selbst führen, ohne dass es jemand sieht

## Permissions, as Discord’s client calls them in this language.
permission-view-channels = Kanäle ansehen
permission-send-messages = Nachrichten senden
permission-embed-links = Links einbetten
permission-attach-files = Dateien anhängen
permission-read-message-history = Nachrichtenverlauf anzeigen
permission-manage-channels = Kanäle verwalten
permission-manage-roles = Rollen verwalten
