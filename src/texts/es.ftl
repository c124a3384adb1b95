# Todo lo que TicketFlow dice en español.

## The panel.
panel-title = Solicitudes de compra
panel-text = Pulsa el botón y dinos qué quieres comprar. Se abrirá un canal privado para ti, que solo tú y nuestro equipo podréis ver.
create-ticket = Crear ticket

## The conversation.
order-title = Tu pedido
nothing-read-title = No lo he entendido
nothing-read-text =
    Lo siento, no he encontrado ninguno de nuestros productos en eso.
    { $misread }
    Escribe los nombres de los productos que quieres, por ejemplo «2x Nombre», o pulsa **{ $list }** para verlos todos. Nuestro equipo también lee este canal.
nothing-read-write =
    Lo siento, no he encontrado ninguno de nuestros productos en eso.
    { $misread }
    Escribe los nombres de los productos que quieres, por ejemplo «2x Nombre». Nuestro equipo también lee este canal.
did-you-mean = ¿Te refieres a { $names }?
not-understood = No entendido: { $words }
at-most = Como máximo { $most ->
    [one] { $most } unidad
   *[other] { $most } unidades
} en cada línea del pedido: { $names }
unfit = { $option } no puede ser { $said }.
unfit-hinted = { $option } no puede ser { $said }: { $hint }
sold-out-title = No disponible por ahora
sold-out = Agotado: { $names }
only-left = { $left ->
    [one] Solo queda { $left }
   *[other] Solo quedan { $left }
}: { $names }
dropped = Quitado de tu pedido: { $names }. Si aún lo quieres, escríbelo otra vez.
and-more = … y { $many } más
or = o
quoted = «{ $words }»
terms-built-in = Al aceptar confirmas que quieres comprar lo que aparece arriba y que aceptas las reglas de este servidor.
day-written = { $day } de { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
} de { $year }
answer-taken = Anotado: { $answer }.
answer-stays = { $question } sigue siendo { $answer }: { $said } no encaja ahí.
either-number = Puede ser { $one } o { $other }: escríbelo sin signo entre los millares.
inquired-title = Tu pregunta
staff-answer = Yo solo conozco los precios y lo que hay. Nuestro equipo lee este canal y te responderá.
surcharge = { $amount } más por unidad
no-surcharge = sin recargo
awaited-title = ¿Sí o no?
awaited-order = Pulsa un botón o escribe **sí** o **no**. Para cambiar tu pedido, escribe qué debe ser distinto.
awaited-terms = Pulsa un botón o escribe **sí** o **no**.
awaited-terms-refresh = Pulsa un botón o escribe **sí** o **no**. Para cambiar tu pedido, escribe **{ $word }** y empezaremos de nuevo.
placed-title = Solicitud completa
placed-text = A partir de aquí se encarga nuestro equipo.
yes = Sí
no = No
close-ticket = Cerrar ticket
taken-yes = ✅ **Sí** — { $by }
taken-no = ❌ **No** — { $by }

## What staff are told.
request = Nueva solicitud
request-from = Nueva solicitud de { $customer }
request-calling = { $staff } nueva solicitud
request-from-calling = { $staff } nueva solicitud de { $customer }
closed-title = Ticket cerrado
closed-text = Cerrado por { $by }. Ahora solo los gestores ven este canal.
not-moved-title = Este canal no se ha movido
not-moved-full = La categoría de tickets cerrados está llena (50 canales), así que este canal se queda donde está. Elimina o mueve algunos tickets cerrados para hacer sitio.
not-moved-unusable = La categoría de tickets cerrados ya no existe o el bot no puede usarla, así que este canal se queda donde está. Ejecuta `/ticketflow setup` con una categoría que el bot pueda ver y gestionar.
customer-left-title = El cliente se ha ido
customer-left-text = { $customer } ya no está en este servidor. Puedes cerrar este ticket.

## Answers to presses.
ticket-ready = Tu ticket está listo: { $channel }
ticket-exists = Ya tienes un ticket: { $channel }
ticket-comes = Tu ticket se está abriendo; estará ahí en un momento.
ticket-failed = No se ha podido abrir tu ticket. { $why }
ticket-closed = El ticket está cerrado.
close-failed = No se ha podido cerrar el ticket. { $why }
close-question = ¿Cerrar este ticket? Después solo los gestores verán el canal.
close-for-real = Sí, cerrarlo
keep-open = Dejarlo abierto
stays-open = El ticket sigue abierto.
outside = Úsame en un servidor.
unavailable = Los tickets no están disponibles en este momento. No se ha perdido nada: inténtalo de nuevo en unos minutos.

## What stood in the way.
obstacle-guild-full = Este servidor tiene tantos canales como permite Discord (500): un admin tiene que eliminar algunos.
obstacle-permission = Al bot le falta un permiso: un admin puede ejecutar otra vez `/ticketflow setup`, que dice cuál.
obstacle-unavailable = Discord no ha respondido a tiempo. Inténtalo de nuevo.
obstacle-other = Discord lo ha rechazado. Inténtalo de nuevo y avisa a un admin si sigue así.

## Why nothing was done.
not-set-up = Los tickets aún no están configurados en este servidor: un admin tiene que ejecutar `/ticketflow setup`.
not-your-question = Solo el cliente de este ticket puede responder a eso.
not-your-ticket = Solo el cliente y el equipo pueden hacer eso.
question-over = Esa pregunta ya no está abierta. Responde a la más reciente.
question-over-now = Esa pregunta ya no está abierta, así que tu respuesta no cuenta. Esto es lo que se pregunta ahora:
question-over-title = Esa pregunta ya pasó
with-staff = Tu solicitud ya está en manos de nuestro equipo, que lee este canal y ve lo que has escrito.
with-staff-refresh = Tu solicitud ya está en manos de nuestro equipo, que lee este canal y ve lo que has escrito. Si prefieres empezar de nuevo, escribe **{ $word }**.
rewritten-too-late = Lo que habías escrito ya estaba anotado cuando cambiaste ese mensaje, así que se queda como está. Si algo debe ser diferente, escríbelo en un mensaje nuevo.
no-ticket-here = Ese ticket no está en este canal.
ticket-over = Este ticket ya está cerrado.
ticket-closes = Este ticket se está cerrando.
no-such-ticket = No hay ningún ticket { $ticket } en este servidor.
not-an-admin = Para eso necesitas el permiso **Gestionar servidor** en este servidor.
not-a-manager = Para eso necesitas el permiso **Gestionar servidor** o un rol de gestor en este servidor.
no-catalogue = Todavía no hay catálogo: `/ticketflow catalogue import` recibe uno.
no-terms = Todavía no hay términos: `/ticketflow terms set` los recibe.
no-texts = Todavía no hay textos propios: `/ticketflow texts upload` los recibe.
unknown = No conozco (o ya no conozco) este botón o comando. Si sigue así, un admin debería ejecutar otra vez `/ticketflow setup`.
ours = Algo ha fallado por nuestra parte. Inténtalo de nuevo; si sigue así, da esta referencia a un admin: `{ $reference }`

## Answers to admins.
set-up =
    Todo listo: el panel está en { $panel }.
    Ahora: `/ticketflow catalogue import` para tus productos, `/ticketflow terms set` para tus términos.
messages-unread =
    ⚠️ **Discord no deja que el bot lea lo que escriben los clientes.** Pueden usar botones, menús y formularios, o mencionar al bot.
    Para cambiarlo, quien gestiona el bot abre su página en el Discord Developer Portal (discord.com/developers/applications), activa *Bot → Privileged Gateway Intents → Message Content Intent* y reinicia el bot.
panel-failed = La configuración está guardada, pero no se ha podido publicar el panel. { $why }
catalogue-set =
    { $products ->
        [one] El catálogo tiene ahora { $products } producto (versión { $version }).
       *[other] El catálogo tiene ahora { $products } productos (versión { $version }).
    } Los tickets abiertos pasan a usarlo, salvo aquellos cuyo pedido está confirmado.
terms-set = Los términos están guardados (versión { $version }). Los tickets abiertos conservan aquellos con los que empezaron.
texts-set =
    { $many ->
        [0] Ahora todo se dice como viene con el bot ({ $language }).
        [one] Ahora se dice { $many } texto propio ({ $language }).
       *[other] Ahora se dicen { $many } textos propios ({ $language }).
    } El panel mostrará las palabras nuevas tras el próximo `/ticketflow setup`.
texts-reset = Tus textos propios se han retirado: todo se dice como viene con el bot. El panel cambiará con el próximo `/ticketflow setup`.
texts-file = Lo que se dice ahora, idioma { $language }: cambia lo que quieras y súbelo con `/ticketflow texts upload`.
evidence-file =
    Prueba del ticket { $ticket }: abre el archivo en un navegador, se verifica a sí mismo. SHA-256 de sus datos:
    `{ $digest }`
    Guarda este número en un lugar seguro (un mensaje, una carta): solo tú ves esta respuesta, y desaparece. Quien tenga el archivo y el número puede ver que no se ha cambiado nada desde entonces.
evidence-accepted = Los términos fueron aceptados (versión { $version }).
evidence-not-accepted = No se aceptaron términos.
evidence-messages =
    { $many ->
        [one] Tiene { $many } mensaje.
       *[other] Tiene { $many } mensajes.
    }
evidence-cut-short =
    { $many ->
        [one] Solo tiene el primer mensaje: hay demasiados, o Discord fue demasiado lento.
       *[other] Solo tiene los primeros { $many } mensajes: hay demasiados, o Discord fue demasiado lento.
    }
evidence-no-channel = El canal del ticket ya no existe, así que no tiene mensajes.
evidence-not-readable = No puedo leer el canal del ticket, así que no tiene mensajes.
evidence-unreadable = No se pudo leer el ticket. Inténtalo de nuevo.
refresh-on = «refresh» ahora devuelve un ticket a su primera etapa.
refresh-off = «refresh» está desactivado.
set-up-faults = No se ha cambiado nada. Corrige esto y ejecuta el comando otra vez:
document-faults = No se ha cambiado nada. Lo que está mal:
missing-in-guild = Al bot { $many ->
    [one] le falta el permiso
   *[other] le faltan los permisos
} { $missing } en este servidor: Ajustes del servidor → Roles → el rol del bot → Permisos.
missing-in-channel = Al bot { $many ->
    [one] le falta el permiso
   *[other] le faltan los permisos
} { $missing } en { $channel }: Editar canal → Permisos → añade el rol del bot y permíteselo.
no-such-channel = { $channel } no está en este servidor, o el bot no lo ve: elige otro.
not-a-text-channel = { $channel } no es un canal de texto: elige uno para el panel.
not-a-category = { $channel } no es una categoría: elige una.
no-such-role = El rol { $role } no está en este servidor: elige otro.
role-cannot-be-called = El bot no puede llamar a { $role }: Ajustes del servidor → Roles → ese rol → «Permitir que cualquiera @mencione este rol», o da al bot **Mencionar @everyone, @here y todos los roles** (nunca llama a @everyone).
everyone-is-no-staff = @everyone como rol de equipo o de gestor mostraría todos los tickets a todo el mundo: elige otro rol.
panel-text-too-long = El texto del panel tiene { $length } caracteres; caben hasta { $most }.

## What the commands are for.
command = Configurar y gestionar tickets de solicitudes de compra
command-setup = Elegir roles y categorías y publicar el panel; ejecútalo otra vez para cambiarlos o arreglarlos
command-setup-panel = Dónde pulsan los clientes «Crear ticket»
command-setup-staff = Ve los tickets abiertos y recibe las llamadas
command-setup-managers = Ve los tickets cerrados
command-setup-open = La categoría de los tickets abiertos
command-setup-closed = La categoría de los tickets cerrados
command-setup-text = Lo que dice el panel encima de su botón
command-setup-more-staff = Otro rol de equipo
command-setup-more-managers = Otro rol de gestor
command-catalogue = Los productos que los clientes pueden pedir
command-catalogue-import = Sustituir el catálogo por un archivo (JSON o CSV)
command-catalogue-import-file = El archivo
command-catalogue-export = Obtener el catálogo como archivo
command-catalogue-export-format = JSON, salvo que elijas CSV
command-catalogue-stock = Lo que queda de los productos limitados
command-catalogue-recount = Decir cuántos quedan de un producto
command-catalogue-recount-product = El nombre, un alias o el id del producto
command-catalogue-recount-left = Cuántos quedan, sin los reservados para tickets
command-terms = Los términos y condiciones que aceptan los clientes
command-terms-set = Definir los términos, como texto o como archivo de texto
command-terms-set-text = Los términos
command-terms-set-file = Un archivo de texto con los términos
command-texts = Lo que dice el bot, con tus propias palabras
command-texts-upload = Sustituir las palabras del bot en un idioma por un archivo (.ftl)
command-texts-upload-language = El idioma del archivo
command-texts-upload-file = Un archivo de «texts download», cambiado
command-texts-download = Obtener lo que dice el bot como archivo para cambiarlo
command-texts-download-language = El idioma del servidor, salvo que elijas otro
command-texts-reset = Volver a las palabras que vienen con el bot
command-texts-reset-language = Todos los idiomas, salvo que elijas uno
command-evidence = Términos, pedido, aceptación y mensajes de un ticket en un archivo que se verifica solo
command-evidence-ticket = El número del ticket; sin él, el ticket de este canal
command-refresh = Si escribir «refresh» devuelve un ticket a su primera etapa
command-refresh-enabled = Activado o no

## Orders, their card, and what is asked about them.
not-an-answer-title = No lo he entendido
awaited-choice = Elige una de las respuestas: pulsa un botón o escribe lo que pone.
awaited-words = Eso no encaja aquí. Inténtalo otra vez.
way-out = Si no sabes cómo seguir: nuestro equipo también lee este canal, escribe simplemente lo que necesitas. Si quieres dejarlo, pulsa **{ $close }**.
leave-title = ¿Quieres dejarlo?
leave-close = Para cerrar este ticket, pulsa **{ $close }**.
leave-refresh = Para empezar de nuevo, escribe **{ $word }**.
leave-words = Si esa era tu respuesta, escríbela con algunas palabras más.
leave-go-on = Para seguir, responde simplemente a la pregunta:
awaited-files = Envía un archivo aquí en el canal.
awaited-files-most = Hasta { $most } en total.
files-left =
    { $left ->
        [one] Envía un archivo más, por favor.
       *[other] Envía { $left } archivos más, por favor.
    }
awaited-files-kinds = Se aceptan: { $kinds }.
kind-image = imágenes
kind-video = vídeos
kind-audio = grabaciones
kind-pdf = PDF
kind-text = archivos de texto
awaited-number = Escribe un número en cifras.
awaited-day = Escribe un día, por ejemplo { $example }.
awaited-between = De { $least } a { $most }.
awaited-from = A partir de { $least }.
awaited-up-to = Hasta { $most }.
awaited-example = Por ejemplo { $example }.
awaited-length = De { $least } a { $most } caracteres.
reminder-title = ¿Sigues ahí?
reminder-text = La pregunta de arriba sigue esperando tu respuesta.
which-title = ¿A cuál te refieres?
which-text = { $words } puede referirse a varios de nuestros productos. Pulsa un botón o escribe cuál.
which-line = { $words }: ¿para qué parte de tu pedido? Pulsa un botón o escribe cuál.
whether-title = ¿Lo quieres?
whether-text = Sobre { $words }: ¿quieres { $name }? Pulsa el botón o escribe Sí. Todavía no está en tu pedido.
neither = Ninguno
so-far = Hasta ahora:
option-text = { $option } para { $product }: pulsa un botón o escribe lo que quieres.
option-needed = { $product } necesita { $option }. Si ya no lo quieres, escribe «quita { $product }».
option-quote = Si es justo eso lo que debe poner, escríbelo entre comillas.
option-words = { $option } para { $product }: escríbelo aquí.
catalogue-changed-title = Nuestra oferta ha cambiado mientras tanto
not-sold = Ya no se vende: { $names }
renamed = { $before } ahora se llama { $now }
repriced = { $name }: { $now } en vez de { $before }
option-gone = { $name } ya no se puede pedir con { $value }
labelled = { $name }: { $value }
price-on-request = precio a consultar
over-limit-title = Es demasiado para un solo pedido
over-limit = Escribe de qué puedes prescindir.
over-lines = Un pedido admite como máximo { $most ->
    [one] una línea
   *[other] { $most } líneas
}; el mismo producto con otras opciones es una línea aparte.
over-pieces = Un pedido admite como máximo { $most ->
    [one] una unidad
   *[other] { $most } unidades
} entre todos los productos.
over-total = Un pedido puede costar como máximo { $most }.
over-of-one = Un pedido admite como máximo { $most } de { $name }.
subtotal = Subtotal: { $amount }
discount = { $name } (−{ $percent } %): −{ $amount }
total = **Total: { $amount }**
unpriced = sin contar { $many ->
    [one] un producto
   *[other] { $many } productos
} cuyo precio aún no se ha fijado
card-status = Estado
card-draft = Aún sin confirmar
card-confirmed = Confirmado, aún incompleto
card-placed = Completo
card-handler = Lo atiende
card-nobody = nadie todavía
card-menu = Cambiar un producto…
card-remove = Quitar { $name }
choice-menu = Elegir…
claim = Lo atiendo yo
release = Devolver
claimed-title = En buenas manos
claimed-text = { $by } se ocupa de esta solicitud.
released-text = Por ahora nadie se ocupa de esta solicitud.
taken-choice = ✅ **{ $choice }** — { $by }
taken-neither = ❌ **Ninguno** — { $by }
written-too-late = Esta pregunta ya se ha respondido o se ha vuelto a hacer. Has escrito: { $text }
order-fixed = El pedido ya no se puede cambiar en este punto.
line-gone = Este producto ya no está en el pedido.
not-staff = Solo el equipo puede hacer esto.
handled-by = { $handler } ya se ocupa de esta solicitud.
form-title = Tu respuesta
form-label = ¿Qué quieres decir?
write = Escribir
change = Cambiar

## Versiones de documentos, y tipos de tickets.
what-catalogue = Catálogo
what-terms = Términos
what-flow = Flujo
for-type = Para los tickets del tipo **{ $of }**.
flow-set = El flujo está guardado (versión { $version }). Los tickets abiertos conservan aquel con el que empezaron.
advice = Quizá quieras cambiar:
document-file = { $what }, versión { $version }.
document-built-in = { $what }: lo que viene con el bot.
document-unreadable = No se ha podido leer el documento. Súbelo de nuevo.
rolled-back = **{ $what }**: la versión { $version } vuelve a estar en uso.
rolled-back-to-none = **{ $what }**: vuelve a valer lo que vale cuando no se ha subido nada.
history-in-use = **{ $what }**: la versión { $version } está en uso.
history-none = **{ $what }**: no está en uso nada de lo que se ha subido.
history-given = versión { $version }, { $at }, por { $by }
history-rolled-back = de vuelta a la versión { $version }, { $at }, por { $by }
history-empty = No se ha publicado nada últimamente.
stock-head = **Lo que puede agotarse:**
stock-line = { $left ->
    [one] **{ $product }**: queda { $left }
   *[other] **{ $product }**: quedan { $left }
} ({ $held } en reserva)
stock-none = Ningún producto del catálogo dice cuántos hay (`stock`).
not-counted = El catálogo no dice cuántos **{ $product }** hay (`stock`), así que no se agota.
panel-stands = El panel está en { $panel }.
types-head = El panel ofrece:
no-types = El panel no ofrece tipos de tickets, solo su único botón. `/ticketflow type set` añade uno.
no-such-type = Ese tipo de ticket no existe. El panel ofrece: { $names }
no-such-version = Esa versión no existe. La más nueva es la { $newest }.
type-retired = Este tipo de ticket ya no se ofrece. Busca un panel más nuevo.
no-panel = Guardado. No hay ningún panel que pueda mostrarlo: `/ticketflow setup` publica uno.
bad-type-name = El nombre de un tipo tiene hasta 24 letras minúsculas de la a a la z, cifras y guiones, por ejemplo «support».
bad-label = El texto de un botón tiene de 1 a 80 caracteres.
too-many-types = El panel ya ofrece 25 tipos de tickets y Discord no admite más botones: quita antes uno con `/ticketflow type remove`.
command-of = El tipo de ticket al que se refiere; si no, todo el servidor
command-history = Qué valía cuándo, y quién lo cambió
command-rollback = Volver a usar una versión anterior
command-rollback-version = Su número, como lo dice el historial; 0: ninguna propia
command-version = Otra versión que la que está en uso
command-terms-export = Obtener los términos como archivo
command-flow = La conversación que mantiene el bot
command-flow-upload = Sustituir el flujo por un archivo (YAML o JSON)
command-flow-upload-file = El archivo
command-flow-download = Obtener el flujo como archivo
command-type = Los tipos de tickets que ofrece el panel
command-type-set = Ofrecer un tipo de ticket, o cambiar cómo se ofrece
command-type-set-name = Su nombre en los comandos, por ejemplo «support»
command-type-set-label = Lo que dice su botón
command-type-set-role = En lugar del rol del servidor
command-type-set-category = En lugar de la categoría del servidor
command-type-remove = Dejar de ofrecer un tipo de ticket
command-type-list = Mostrar los tipos de tickets
list = Elegir productos
list-text = Elige lo que quieres: cada elección añade uno al pedido. Página { $page } de { $pages }.
list-left = { $left ->
    [one] queda { $left }
   *[other] quedan { $left }
}
list-sold-out = agotado
list-none = Ningún producto se llama así. Busca otras letras o míralos todos.
list-menu = Añadir un producto…
list-found = Encontrado para «{ $letters }»…
list-search = Buscar
list-letters = Unas letras del nombre
list-all = Todos los productos
picked = ✅ El pedido tiene ahora **{ $many } × { $name }**. Elige más o sigue con tu pedido en el canal.
picked-not-sold = Este producto ya no se vende. Abre la lista otra vez.
unheard = Aquí solo leo lo que me menciona. Usa los botones y los menús.
unheard-files = Solo veo archivos en un mensaje que me mencione: envía el tuyo en uno así.

## Los alias que enseña el equipo.
command-teach = Enseñar un alias
lesson-title = Enseñar un alias
lesson-alias = Lo que dicen los clientes
lesson-product = El producto: su nombre o su id
alias-taught = «{ $alias }» significa ahora **{ $product }**. Vale de inmediato, en cada ticket cuyo pedido no esté confirmado (catálogo, versión { $version }).
history-alias = versión { $version }, { $at }, por { $by }: «{ $alias }» significa **{ $product }**
not-taught-written = Nadie escribió este mensaje: elige uno que haya escrito una persona.
not-taught-else = Estas palabras ya significan Sí, No o un número, así que no pueden significar un producto.
not-taught-nothing = Un alias necesita una letra o una cifra para que se reconozca.
not-taught-long = Un alias tiene como máximo { $most } caracteres: usa las pocas palabras que significan el producto.
not-taught-many = **{ $product }** tiene tantos alias como puede tener. Quita antes algunos del catálogo.
not-taught-known = Estas palabras ya significan **{ $product }**. Mayúsculas, acentos, espacios y signos no cambian nada, salvo un signo más detrás de una palabra y el punto de un número.
not-taught-taken = Estas palabras ya significan **{ $product }**, así que no pueden significar otro producto. Quítalas antes de allí o usa otras palabras.
no-such-product = No hay ningún producto «{ $written }». Escribe su nombre o su id como está en el catálogo.
no-such-product-near = No hay ningún producto «{ $written }». ¿Te refieres a { $names }? Escribe el nombre o el id como está en el catálogo.

## Rehearsals.
try-it = Probar
rehearsal-head = **Ensayo**: solo tú ves esto. No se llama a nadie y no se guarda nada.
rehearsal-over = Este ensayo ha terminado. `/ticketflow flow try` empieza otro.
command-flow-try = Mantener la conversación contigo mismo, sin que nadie la vea

## Permissions, as Discord’s client calls them in this language.
permission-view-channels = Ver canales
permission-send-messages = Enviar mensajes
permission-embed-links = Insertar enlaces
permission-attach-files = Adjuntar archivos
permission-read-message-history = Leer el historial de mensajes
permission-manage-channels = Gestionar canales
permission-manage-roles = Gestionar roles
