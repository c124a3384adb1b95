# Tout ce que TicketFlow dit en français.

## The panel.
panel-title = Demandes d’achat
panel-text = Appuyez sur le bouton et dites-nous ce que vous souhaitez acheter. Un salon privé s’ouvre pour vous, que seuls vous et notre équipe pouvez voir.
create-ticket = Créer un ticket

## The conversation.
order-title = Votre commande
nothing-read-title = Je n’ai pas compris
nothing-read-text =
    Désolé, je n’y ai trouvé aucun de nos produits.
    { $misread }
    Écrivez les noms des produits que vous voulez, par exemple « 2x Nom », ou appuyez sur **{ $list }** pour tous les voir. Notre équipe lit aussi ce salon.
nothing-read-write =
    Désolé, je n’y ai trouvé aucun de nos produits.
    { $misread }
    Écrivez les noms des produits que vous voulez, par exemple « 2x Nom ». Notre équipe lit aussi ce salon.
did-you-mean = Vouliez-vous dire { $names } ?
not-understood = Pas compris : { $words }
at-most = Au plus { $most ->
    [one] { $most } exemplaire
   *[other] { $most } exemplaires
} par ligne de la commande : { $names }
unfit = { $option } ne peut pas être { $said }.
unfit-hinted = { $option } ne peut pas être { $said } : { $hint }
sold-out-title = Indisponible pour le moment
sold-out = Épuisé : { $names }
only-left = Il n’en reste que { $left } : { $names }
dropped = Retiré de ta commande : { $names }. Si tu le veux quand même, écris-le à nouveau.
and-more = … et { $many } de plus
or = ou
quoted = « { $words } »
terms-built-in = En acceptant, vous confirmez que vous voulez acheter ce qui est indiqué ci-dessus et que vous acceptez les règles de ce serveur.
day-written = { $day } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[12] décembre
} { $year }
answer-taken = C’est noté : { $answer }.
answer-stays = { $question } reste { $answer } : { $said } ne convient pas.
either-number = Cela peut être { $one } ou { $other } : écrivez-le sans signe entre les milliers.
inquired-title = Votre question
staff-answer = Je ne connais que les prix et ce qui est disponible. Notre équipe lit ce salon et vous répondra.
surcharge = { $amount } de plus par pièce
no-surcharge = sans supplément
awaited-title = Oui ou non ?
awaited-order = Appuyez sur un bouton ou écrivez **oui** ou **non**. Pour changer votre commande, écrivez ce qui doit être différent.
awaited-terms = Appuyez sur un bouton ou écrivez **oui** ou **non**.
awaited-terms-refresh = Appuyez sur un bouton ou écrivez **oui** ou **non**. Pour changer votre commande, écrivez **{ $word }** et nous recommencerons.
placed-title = Demande complète
placed-text = Notre équipe prend la suite.
yes = Oui
no = Non
close-ticket = Fermer le ticket
taken-yes = ✅ **Oui** — { $by }
taken-no = ❌ **Non** — { $by }

## What staff are told.
request = Nouvelle demande
request-from = Nouvelle demande de { $customer }
request-calling = { $staff } nouvelle demande
request-from-calling = { $staff } nouvelle demande de { $customer }
closed-title = Ticket fermé
closed-text = Fermé par { $by }. Seuls les managers voient encore ce salon.
not-moved-title = Ce salon n’a pas été déplacé
not-moved-full = La catégorie des tickets fermés est pleine (50 salons) : ce salon reste donc où il est. Supprimez ou déplacez quelques tickets fermés pour faire de la place.
not-moved-unusable = La catégorie des tickets fermés n’existe plus ou le bot ne peut pas l’utiliser : ce salon reste donc où il est. Lancez `/ticketflow setup` avec une catégorie que le bot peut voir et gérer.
customer-left-title = Le client est parti
customer-left-text = { $customer } n’est plus sur ce serveur. Vous pouvez fermer ce ticket.

## Answers to presses.
ticket-ready = Votre ticket est prêt : { $channel }
ticket-exists = Vous avez déjà un ticket : { $channel }
ticket-comes = Votre ticket est en cours d’ouverture ; il sera là dans un instant.
ticket-failed = Votre ticket n’a pas pu être ouvert. { $why }
ticket-closed = Le ticket est fermé.
close-failed = Le ticket n’a pas pu être fermé. { $why }
close-question = Fermer ce ticket ? Seuls les managers verront alors le salon.
close-for-real = Oui, fermer
keep-open = Le garder ouvert
stays-open = Le ticket reste ouvert.
outside = Utilisez-moi sur un serveur.
unavailable = Les tickets sont indisponibles pour le moment. Rien n’est perdu : réessayez dans quelques minutes.

## What stood in the way.
obstacle-guild-full = Ce serveur a autant de salons que Discord le permet (500) : un admin doit en supprimer.
obstacle-permission = Il manque une permission au bot : un admin peut relancer `/ticketflow setup`, qui dira laquelle.
obstacle-unavailable = Discord n’a pas répondu à temps. Veuillez réessayer.
obstacle-other = Discord a refusé. Veuillez réessayer, et prévenez un admin si cela persiste.

## Why nothing was done.
not-set-up = Les tickets ne sont pas encore configurés sur ce serveur : un admin doit lancer `/ticketflow setup`.
not-your-question = Seul le client de ce ticket peut répondre à cela.
not-your-ticket = Seuls le client et l’équipe peuvent faire cela.
question-over = Cette question n’est plus ouverte. Répondez à la plus récente.
question-over-now = Cette question n’est plus ouverte, votre réponse ne compte donc pas. Voici ce qui est demandé maintenant :
question-over-title = Cette question est close
with-staff = Votre demande est déjà entre les mains de notre équipe. Elle lit ce salon et voit ce que vous avez écrit.
with-staff-refresh = Votre demande est déjà entre les mains de notre équipe. Elle lit ce salon et voit ce que vous avez écrit. Pour recommencer depuis le début, écrivez **{ $word }**.
rewritten-too-late = Ce que vous aviez écrit était déjà pris en compte quand vous avez modifié ce message : rien ne change. Si quelque chose doit changer, écrivez-le dans un nouveau message.
no-ticket-here = Ce ticket n’est pas dans ce salon.
ticket-over = Ce ticket est déjà fermé.
ticket-closes = Ce ticket est en cours de fermeture.
no-such-ticket = Il n’y a pas de ticket { $ticket } sur ce serveur.
not-an-admin = Il vous faut la permission **Gérer le serveur** sur ce serveur.
not-a-manager = Il vous faut la permission **Gérer le serveur** ou un rôle de manager sur ce serveur.
no-catalogue = Il n’y a pas encore de catalogue : `/ticketflow catalogue import` en reçoit un.
no-terms = Il n’y a pas encore de conditions : `/ticketflow terms set` les reçoit.
no-texts = Il n’y a pas encore de textes à vous : `/ticketflow texts upload` les reçoit.
unknown = Je ne connais pas (ou plus) ce bouton ou cette commande. Si cela persiste, un admin devrait relancer `/ticketflow setup`.
ours = Un problème est survenu de notre côté. Veuillez réessayer ; si cela persiste, donnez cette référence à un admin : `{ $reference }`

## Answers to admins.
set-up =
    Tout est prêt : le panneau se trouve dans { $panel }.
    Ensuite : `/ticketflow catalogue import` pour vos produits, `/ticketflow terms set` pour vos conditions.
messages-unread =
    ⚠️ **Discord ne laisse pas le bot lire ce qu’écrivent les clients.** Ils peuvent utiliser les boutons, les menus et les formulaires, ou mentionner le bot.
    Pour changer cela, la personne qui exploite le bot ouvre sa page dans le Discord Developer Portal (discord.com/developers/applications), active *Bot → Privileged Gateway Intents → Message Content Intent* et redémarre le bot.
panel-failed = La configuration est enregistrée, mais le panneau n’a pas pu être publié. { $why }
catalogue-set =
    { $products ->
        [one] Le catalogue a maintenant { $products } produit (version { $version }).
       *[other] Le catalogue a maintenant { $products } produits (version { $version }).
    } Les tickets ouverts passent à celui-ci, sauf ceux dont la commande est confirmée.
terms-set = Les conditions sont enregistrées (version { $version }). Les tickets ouverts gardent celles avec lesquelles ils ont commencé.
texts-set =
    { $many ->
        [0] Tout est maintenant dit comme le bot le prévoit ({ $language }).
        [one] { $many } texte à vous est maintenant utilisé ({ $language }).
       *[other] { $many } textes à vous sont maintenant utilisés ({ $language }).
    } Le panneau montrera les nouveaux mots après le prochain `/ticketflow setup`.
texts-reset = Vos propres textes sont abandonnés : tout est dit comme le bot le prévoit. Le panneau suivra au prochain `/ticketflow setup`.
texts-file = Ce qui est dit maintenant, langue { $language } : changez ce que vous voulez et envoyez-le avec `/ticketflow texts upload`.
evidence-file =
    Preuve du ticket { $ticket } : ouvrez le fichier dans un navigateur, il se vérifie lui-même. SHA-256 de ses données :
    `{ $digest }`
    Conservez ce nombre en lieu sûr (un message, une lettre) : vous seul voyez cette réponse, et elle disparaît. Qui a le fichier et le nombre peut voir que rien n’a été changé depuis.
evidence-accepted = Les conditions ont été acceptées (version { $version }).
evidence-not-accepted = Aucune condition n’a été acceptée.
evidence-messages =
    { $many ->
        [one] Il contient { $many } message.
       *[other] Il contient { $many } messages.
    }
evidence-cut-short =
    { $many ->
        [one] Il ne contient que le premier message : il y en a trop, ou Discord était trop lent.
       *[other] Il ne contient que les { $many } premiers messages : il y en a trop, ou Discord était trop lent.
    }
evidence-no-channel = Le salon du ticket n’existe plus : il ne contient donc aucun message.
evidence-not-readable = Je ne peux pas lire le salon du ticket : il ne contient donc aucun message.
evidence-unreadable = Le ticket n’a pas pu être lu. Veuillez réessayer.
refresh-on = « refresh » ramène désormais un ticket à sa première étape.
refresh-off = « refresh » est désactivé.
set-up-faults = Rien n’a été modifié. Corrigez ceci et relancez la commande :
document-faults = Rien n’a été modifié. Ce qui ne va pas :
missing-in-guild = Il manque au bot { $many ->
    [one] la permission
   *[other] les permissions
} { $missing } sur ce serveur : Paramètres du serveur → Rôles → le rôle du bot → Permissions.
missing-in-channel = Il manque au bot { $many ->
    [one] la permission
   *[other] les permissions
} { $missing } dans { $channel } : Modifier le salon → Permissions → ajoutez le rôle du bot et autorisez-le.
no-such-channel = { $channel } n’est pas sur ce serveur, ou le bot ne le voit pas : choisissez-en un autre.
not-a-text-channel = { $channel } n’est pas un salon textuel : choisissez-en un pour le panneau.
not-a-category = { $channel } n’est pas une catégorie : choisissez-en une.
no-such-role = Le rôle { $role } n’est pas sur ce serveur : choisissez-en un autre.
role-cannot-be-called = Le bot ne peut pas appeler { $role } : Paramètres du serveur → Rôles → ce rôle → « Autoriser tout le monde à @mentionner ce rôle », ou donnez au bot **Mentionner @everyone, @here et tous les rôles** (il n’appelle jamais @everyone).
everyone-is-no-staff = @everyone comme rôle d’équipe ou de manager montrerait chaque ticket à tout le monde : choisissez un autre rôle.
panel-text-too-long = Le texte du panneau fait { $length } caractères ; il en tient { $most } au plus.

## What the commands are for.
command = Configurer et gérer les tickets de demandes d’achat
command-setup = Choisir rôles et catégories et publier le panneau ; à relancer pour modifier ou corriger
command-setup-panel = Où les clients appuient sur « Créer un ticket »
command-setup-staff = Voit les tickets ouverts et est appelé
command-setup-managers = Voit les tickets fermés
command-setup-open = La catégorie des tickets ouverts
command-setup-closed = La catégorie des tickets fermés
command-setup-text = Ce que dit le panneau au-dessus de son bouton
command-setup-more-staff = Un autre rôle d’équipe
command-setup-more-managers = Un autre rôle de manager
command-catalogue = Les produits que les clients peuvent demander
command-catalogue-import = Remplacer le catalogue par un fichier (JSON ou CSV)
command-catalogue-import-file = Le fichier
command-catalogue-export = Obtenir le catalogue dans un fichier
command-catalogue-export-format = JSON, sauf si vous choisissez CSV
command-catalogue-stock = Ce qui reste des produits limités
command-catalogue-recount = Dire combien il reste d’un produit
command-catalogue-recount-product = Le nom, un alias ou l’id du produit
command-catalogue-recount-left = Combien il en reste, sans ceux réservés pour des tickets
command-terms = Les conditions générales que les clients acceptent
command-terms-set = Définir les conditions, en texte ou dans un fichier texte
command-terms-set-text = Les conditions
command-terms-set-file = Un fichier texte avec les conditions
command-texts = Ce que dit le bot, avec vos propres mots
command-texts-upload = Remplacer les mots du bot dans une langue par un fichier (.ftl)
command-texts-upload-language = La langue du fichier
command-texts-upload-file = Un fichier de « texts download », modifié
command-texts-download = Obtenir ce que dit le bot dans un fichier à modifier
command-texts-download-language = La langue du serveur, sauf si vous en choisissez une autre
command-texts-reset = Revenir aux mots fournis avec le bot
command-texts-reset-language = Toutes les langues, sauf si vous en choisissez une
command-evidence = Conditions, commande, accord et messages d’un ticket : un fichier qui se vérifie lui-même
command-evidence-ticket = Le numéro du ticket ; sinon, celui de ce salon
command-refresh = Si écrire « refresh » ramène un ticket à sa première étape
command-refresh-enabled = Activé ou non

## Orders, their card, and what is asked about them.
not-an-answer-title = Je n’ai pas compris
awaited-choice = Merci de choisir une des réponses : appuyez sur un bouton ou écrivez ce qu’il indique.
awaited-words = Cela ne convient pas ici. Merci de réessayer.
way-out = Si vous êtes bloqué : notre équipe lit aussi ce salon, écrivez simplement ce qu’il vous faut. Pour arrêter, appuyez sur **{ $close }**.
leave-title = Vous voulez arrêter ?
leave-close = Pour fermer ce ticket, appuyez sur **{ $close }**.
leave-refresh = Pour recommencer, écrivez **{ $word }**.
leave-words = Si c’était votre réponse, écrivez-la avec quelques mots de plus.
leave-go-on = Pour continuer, répondez simplement à la question :
awaited-files = Merci d’envoyer un fichier ici dans le salon.
awaited-files-most = Jusqu’à { $most } en tout.
files-left =
    { $left ->
        [one] Merci d’envoyer encore un fichier.
       *[other] Merci d’envoyer encore { $left } fichiers.
    }
awaited-files-kinds = Sont acceptés : { $kinds }.
kind-image = images
kind-video = vidéos
kind-audio = enregistrements
kind-pdf = PDF
kind-text = fichiers texte
awaited-number = Merci d’écrire un nombre en chiffres.
awaited-day = Merci d’écrire un jour, par exemple { $example }.
awaited-between = De { $least } à { $most }.
awaited-from = À partir de { $least }.
awaited-up-to = Jusqu’à { $most }.
awaited-example = Par exemple { $example }.
awaited-length = De { $least } à { $most } caractères.
reminder-title = Vous êtes toujours là ?
reminder-text = La question ci-dessus attend encore votre réponse.
which-title = Lequel voulez-vous dire ?
which-text = { $words } peut désigner plusieurs de nos produits. Appuyez sur un bouton ou écrivez lequel.
which-line = { $words } : pour quelle partie de votre commande ? Appuyez sur un bouton ou écrivez laquelle.
whether-title = Le voulez-vous ?
whether-text = Pour { $words } : voulez-vous { $name } ? Appuyez sur le bouton ou écrivez Oui. Rien n’est encore commandé.
neither = Aucun
so-far = Jusqu’ici :
option-text = { $option } pour { $product } : appuyez sur un bouton ou écrivez ce que vous voulez.
option-needed = { $product } a besoin de { $option }. Si tu n’en veux plus, écris « enlève { $product } ».
option-quote = Si c’est exactement ce qui doit y figurer, mets-le entre guillemets.
option-words = { $option } pour { $product } : merci de l’écrire ici.
catalogue-changed-title = Notre offre a changé entre-temps
not-sold = Plus en vente : { $names }
renamed = { $before } s’appelle maintenant { $now }
repriced = { $name } : { $now } au lieu de { $before }
option-gone = { $name } n’existe plus avec { $value }
labelled = { $name } : { $value }
price-on-request = prix sur demande
over-limit-title = C’est trop pour une seule commande
over-limit = Merci d’écrire ce dont vous pouvez vous passer.
over-lines = Une commande contient au plus { $most ->
    [one] { $most } ligne
   *[other] { $most } lignes
} ; le même produit avec d’autres options est une ligne à part.
over-pieces = Une commande contient au plus { $most ->
    [one] { $most } pièce
   *[other] { $most } pièces
}, tous produits confondus.
over-total = Une commande peut coûter au plus { $most }.
over-of-one = Une commande contient au plus { $most } de { $name }.
subtotal = Sous-total : { $amount }
discount = { $name } (−{ $percent } %) : −{ $amount }
total = **Total : { $amount }**
unpriced = sans { $many ->
    [one] { $many } produit
   *[other] { $many } produits
} dont le prix n’est pas encore fixé
card-status = État
card-draft = Pas encore confirmée
card-confirmed = Confirmée, pas encore complète
card-placed = Complète
card-handler = Traitée par
card-nobody = personne pour l’instant
card-menu = Modifier un produit…
card-remove = Retirer { $name }
choice-menu = Choisir…
claim = Je m’en charge
release = Rendre
claimed-title = En bonnes mains
claimed-text = { $by } s’occupe de cette demande.
released-text = Personne ne s’occupe de cette demande pour le moment.
taken-choice = ✅ **{ $choice }** — { $by }
taken-neither = ❌ **Aucun** — { $by }
written-too-late = Cette question a entre-temps reçu une réponse ou a été reposée. Vous avez écrit : { $text }
order-fixed = La commande ne peut plus être modifiée à ce stade.
line-gone = Ce produit n’est plus dans la commande.
not-staff = Seule l’équipe peut faire cela.
handled-by = { $handler } s’occupe déjà de cette demande.
form-title = Votre réponse
form-label = Que souhaitez-vous dire ?
write = Écrire
change = Modifier

## Versions des documents, et types de tickets.
what-catalogue = Catalogue
what-terms = Conditions
what-flow = Déroulement
for-type = Pour les tickets du type **{ $of }**.
flow-set = Le déroulement est enregistré (version { $version }). Les tickets ouverts gardent celui avec lequel ils ont commencé.
advice = Vous voudrez peut-être changer :
document-file = { $what }, version { $version }.
document-built-in = { $what } : ce que le bot fournit d’origine.
document-unreadable = Le document n’a pas pu être lu. Veuillez l’envoyer à nouveau.
rolled-back = **{ $what }** : la version { $version } est de nouveau en vigueur.
rolled-back-to-none = **{ $what }** : retour à ce qui vaut quand rien n’a été envoyé.
history-in-use = **{ $what }** : la version { $version } est en vigueur.
history-none = **{ $what }** : rien de ce qui a été envoyé n’est en vigueur.
history-given = version { $version }, { $at } par { $by }
history-rolled-back = retour à la version { $version }, { $at } par { $by }
history-empty = Rien n’a été publié récemment.
stock-head = **Ce qui peut s’épuiser :**
stock-line = **{ $product }** : il en reste { $left } ({ $held } en réserve)
stock-none = Aucun produit du catalogue n’indique combien il y en a (`stock`).
not-counted = Le catalogue n’indique pas combien il y a de **{ $product }** (`stock`) : ce produit ne s’épuise pas.
panel-stands = Le panneau se trouve dans { $panel }.
types-head = Le panneau propose :
no-types = Le panneau ne propose aucun type de ticket, seulement son unique bouton. `/ticketflow type set` en ajoute un.
no-such-type = Ce type de ticket n’existe pas. Le panneau propose : { $names }
no-such-version = Cette version n’existe pas. La plus récente est { $newest }.
type-retired = Ce type de ticket n’est plus proposé. Veuillez chercher un panneau plus récent.
no-panel = Enregistré. Aucun panneau ne peut le montrer : `/ticketflow setup` en publie un.
bad-type-name = Le nom d’un type a jusqu’à 24 lettres minuscules de a à z, chiffres et traits d’union, par exemple « support ».
bad-label = Le texte d’un bouton a de 1 à 80 caractères.
too-many-types = Le panneau propose déjà 25 types de tickets, et Discord n’accepte pas plus de boutons : retirez-en d’abord un avec `/ticketflow type remove`.
command-of = Le type de ticket concerné ; sinon tout le serveur
command-history = Ce qui valait quand, et qui l’a changé
command-rollback = Remettre en vigueur une version plus ancienne
command-rollback-version = Son numéro, comme l’historique le donne ; 0 : aucune version propre
command-version = Une autre version que celle en vigueur
command-terms-export = Obtenir les conditions dans un fichier
command-flow = La conversation que mène le bot
command-flow-upload = Remplacer le déroulement par un fichier (YAML ou JSON)
command-flow-upload-file = Le fichier
command-flow-download = Obtenir le déroulement dans un fichier
command-type = Les types de tickets que propose le panneau
command-type-set = Proposer un type de ticket, ou changer la façon de le proposer
command-type-set-name = Son nom dans les commandes, par exemple « support »
command-type-set-label = Ce que dit son bouton
command-type-set-role = À la place du rôle du serveur
command-type-set-category = À la place de la catégorie du serveur
command-type-remove = Ne plus proposer un type de ticket
command-type-list = Montrer les types de tickets
list = Choisir des produits
list-text = Choisissez ce que vous voulez : chaque choix en ajoute un à la commande. Page { $page } sur { $pages }.
list-left = il en reste { $left }
list-sold-out = épuisé
list-none = Aucun produit ne s’appelle ainsi. Cherchez d’autres lettres ou parcourez-les tous.
list-menu = Ajouter un produit…
list-found = Trouvé pour « { $letters } »…
list-search = Rechercher
list-letters = Quelques lettres du nom
list-all = Tous les produits
picked = ✅ La commande contient maintenant **{ $many } × { $name }**. Choisissez-en d’autres, ou poursuivez votre commande dans le salon.
picked-not-sold = Ce produit n’est plus vendu. Veuillez rouvrir la liste.
unheard = Ici, je ne lis que ce qui me mentionne. Merci d’utiliser les boutons et les menus.
unheard-files = Je ne vois que les fichiers d’un message qui me mentionne : merci d’envoyer le vôtre ainsi.

## Les alias que l’équipe ajoute.
command-teach = Ajouter un alias
lesson-title = Ajouter un alias
lesson-alias = Ce que disent les clients
lesson-product = Le produit : son nom ou son id
alias-taught = « { $alias } » désigne désormais **{ $product }**. Cela vaut tout de suite, dans chaque ticket dont la commande n’est pas confirmée (catalogue, version { $version }).
history-alias = version { $version }, { $at } par { $by } : « { $alias } » désigne **{ $product }**
not-taught-written = Personne n’a écrit ce message : choisissez-en un que quelqu’un a écrit.
not-taught-else = Ces mots veulent déjà dire Oui, Non ou un nombre ; ils ne peuvent pas désigner un produit.
not-taught-nothing = Un alias a besoin d’une lettre ou d’un chiffre pour être reconnu.
not-taught-long = Un alias a { $most } caractères au plus : prenez les quelques mots qui désignent le produit.
not-taught-many = **{ $product }** a autant d’alias que possible. Retirez-en d’abord du catalogue.
not-taught-known = Ces mots désignent déjà **{ $product }**. Majuscules, accents, espaces et ponctuation ne font pas de différence, sauf un signe plus après un mot et le point d’un nombre.
not-taught-taken = Ces mots désignent déjà **{ $product }** et ne peuvent donc pas désigner un autre produit. Retirez-les d’abord là-bas, ou prenez d’autres mots.
no-such-product = Il n’y a pas de produit « { $written } ». Écrivez son nom ou son id comme dans le catalogue.
no-such-product-near = Il n’y a pas de produit « { $written } ». Voulez-vous dire { $names } ? Écrivez le nom ou l’id comme dans le catalogue.

## Rehearsals.
try-it = Essayer
rehearsal-head = **Répétition** – vous seul voyez ceci. Personne n’est appelé et rien n’est conservé.
rehearsal-over = Cette répétition est terminée. `/ticketflow flow try` en commence une autre.
command-flow-try = Mener la conversation vous-même, sans que personne ne la voie

## Permissions, as Discord’s client calls them in this language.
permission-view-channels = Voir les salons
permission-send-messages = Envoyer des messages
permission-embed-links = Intégrer des liens
permission-attach-files = Joindre des fichiers
permission-read-message-history = Voir les anciens messages
permission-manage-channels = Gérer les salons
permission-manage-roles = Gérer les rôles
