# Tudo o que o TicketFlow diz em português.

## The panel.
panel-title = Pedidos de compra
panel-text = Aperte o botão e conte para a gente o que você quer comprar. Um canal privado será aberto para você, que só você e nossa equipe podem ver.
create-ticket = Criar ticket

## The conversation.
order-title = Seu pedido
nothing-read-title = Não entendi
nothing-read-text =
    Desculpe, não encontrei nenhum dos nossos produtos nisso.
    { $misread }
    Escreva os nomes dos produtos que você quer, por exemplo “2x Nome”, ou aperte **{ $list }** para ver todos. Nossa equipe também lê este canal.
nothing-read-write =
    Desculpe, não encontrei nenhum dos nossos produtos nisso.
    { $misread }
    Escreva os nomes dos produtos que você quer, por exemplo “2x Nome”. Nossa equipe também lê este canal.
did-you-mean = Você quis dizer { $names }?
not-understood = Não entendi: { $words }
at-most = No máximo { $most ->
    [one] { $most } unidade
   *[other] { $most } unidades
} em cada linha do pedido: { $names }
unfit = { $option } não pode ser { $said }.
unfit-hinted = { $option } não pode ser { $said }: { $hint }
sold-out-title = Indisponível no momento
sold-out = Esgotado: { $names }
only-left = { $left ->
    [one] Resta só { $left }
   *[other] Restam só { $left }
}: { $names }
dropped = Tirado do seu pedido: { $names }. Se ainda quiser, escreva de novo.
and-more = … e mais { $many }
or = ou
quoted = “{ $words }”
terms-built-in = Ao concordar, você confirma que quer comprar o que está listado acima e que aceita as regras deste servidor.
day-written = { $day } de { $month ->
    [1] janeiro
    [2] fevereiro
    [3] março
    [4] abril
    [5] maio
    [6] junho
    [7] julho
    [8] agosto
    [9] setembro
    [10] outubro
    [11] novembro
   *[12] dezembro
} de { $year }
answer-taken = Anotado: { $answer }.
answer-stays = { $question } continua { $answer }: { $said } não serve aí.
either-number = Pode ser { $one } ou { $other }: escreva sem sinal entre os milhares.
inquired-title = Sua pergunta
staff-answer = Eu só conheço os preços e o que há. Nossa equipe lê este canal e vai responder.
surcharge = { $amount } a mais por unidade
no-surcharge = sem acréscimo
awaited-title = Sim ou não?
awaited-order = Aperte um botão ou escreva **sim** ou **não**. Para mudar seu pedido, escreva o que deve ser diferente.
awaited-terms = Aperte um botão ou escreva **sim** ou **não**.
awaited-terms-refresh = Aperte um botão ou escreva **sim** ou **não**. Para mudar seu pedido, escreva **{ $word }** para começar de novo.
placed-title = Pedido completo
placed-text = Daqui em diante nossa equipe cuida de tudo.
yes = Sim
no = Não
close-ticket = Fechar ticket
taken-yes = ✅ **Sim** — { $by }
taken-no = ❌ **Não** — { $by }

## What staff are told.
request = Novo pedido
request-from = Novo pedido de { $customer }
request-calling = { $staff } novo pedido
request-from-calling = { $staff } novo pedido de { $customer }
closed-title = Ticket fechado
closed-text = Fechado por { $by }. Agora só os gerentes veem este canal.
not-moved-title = Este canal não foi movido
not-moved-full = A categoria de tickets fechados está cheia (50 canais), então este canal fica onde está. Exclua ou mova alguns tickets fechados para abrir espaço.
not-moved-unusable = A categoria de tickets fechados não existe mais ou o bot não pode usá-la, então este canal fica onde está. Execute `/ticketflow setup` com uma categoria que o bot possa ver e gerenciar.
customer-left-title = O cliente saiu
customer-left-text = { $customer } não está mais neste servidor. Você pode fechar este ticket.

## Answers to presses.
ticket-ready = Seu ticket está pronto: { $channel }
ticket-exists = Você já tem um ticket: { $channel }
ticket-comes = Seu ticket está sendo aberto; ele aparece em um instante.
ticket-failed = Não foi possível abrir seu ticket. { $why }
ticket-closed = O ticket está fechado.
close-failed = Não foi possível fechar o ticket. { $why }
close-question = Fechar este ticket? Depois disso, só os gerentes verão o canal.
close-for-real = Sim, fechar
keep-open = Deixar aberto
stays-open = O ticket continua aberto.
outside = Use-me em um servidor.
unavailable = Os tickets não estão disponíveis no momento. Nada se perdeu: tente de novo em alguns minutos.

## What stood in the way.
obstacle-guild-full = Este servidor já tem tantos canais quanto o Discord permite (500): um admin precisa excluir alguns.
obstacle-permission = Falta uma permissão ao bot: um admin pode executar `/ticketflow setup` de novo, que diz qual.
obstacle-unavailable = O Discord não respondeu a tempo. Tente de novo.
obstacle-other = O Discord recusou. Tente de novo e avise um admin se continuar assim.

## Why nothing was done.
not-set-up = Os tickets ainda não estão configurados neste servidor: um admin precisa executar `/ticketflow setup`.
not-your-question = Só o cliente deste ticket pode responder isso.
not-your-ticket = Só o cliente e a equipe podem fazer isso.
question-over = Essa pergunta não está mais aberta. Responda à mais recente.
question-over-now = Essa pergunta não está mais aberta, então sua resposta não conta. É isto que se pergunta agora:
question-over-title = Essa pergunta já passou
with-staff = Seu pedido já está com a nossa equipe, que lê este canal e vê o que você escreveu.
with-staff-refresh = Seu pedido já está com a nossa equipe, que lê este canal e vê o que você escreveu. Se preferir começar de novo, escreva **{ $word }**.
rewritten-too-late = O que você escreveu já estava anotado quando você mudou essa mensagem, então fica como está. Se algo deve ser diferente, escreva em uma nova mensagem.
no-ticket-here = Esse ticket não está neste canal.
ticket-over = Este ticket já está fechado.
ticket-closes = Este ticket está sendo fechado.
no-such-ticket = Não há nenhum ticket { $ticket } neste servidor.
not-an-admin = Para isso você precisa da permissão **Gerenciar servidor** neste servidor.
not-a-manager = Para isso você precisa da permissão **Gerenciar servidor** ou de um cargo de gerente neste servidor.
no-catalogue = Ainda não há catálogo: `/ticketflow catalogue import` recebe um.
no-terms = Ainda não há termos: `/ticketflow terms set` os recebe.
no-texts = Ainda não há textos próprios: `/ticketflow texts upload` os recebe.
unknown = Não conheço (mais) este botão ou comando. Se continuar assim, um admin deve executar `/ticketflow setup` de novo.
ours = Algo deu errado do nosso lado. Tente de novo; se continuar assim, passe esta referência a um admin: `{ $reference }`

## Answers to admins.
set-up =
    Tudo pronto: o painel está em { $panel }.
    Agora: `/ticketflow catalogue import` para seus produtos, `/ticketflow terms set` para seus termos.
messages-unread =
    ⚠️ **O Discord não deixa o bot ler o que os clientes escrevem.** Eles podem usar botões, menus e formulários, ou mencionar o bot.
    Para mudar isso, quem opera o bot abre a página dele no Discord Developer Portal (discord.com/developers/applications), ativa *Bot → Privileged Gateway Intents → Message Content Intent* e reinicia o bot.
panel-failed = A configuração foi salva, mas não foi possível publicar o painel. { $why }
catalogue-set =
    { $products ->
        [one] O catálogo tem agora { $products } produto (versão { $version }).
       *[other] O catálogo tem agora { $products } produtos (versão { $version }).
    } Os tickets abertos passam a usá-lo, menos aqueles cujo pedido está confirmado.
terms-set = Os termos foram definidos (versão { $version }). Os tickets abertos ficam com aqueles com que começaram.
texts-set =
    { $many ->
        [0] Agora tudo é dito como vem com o bot ({ $language }).
        [one] Agora { $many } texto próprio é usado ({ $language }).
       *[other] Agora { $many } textos próprios são usados ({ $language }).
    } O painel mostra as palavras novas depois do próximo `/ticketflow setup`.
texts-reset = Seus textos próprios foram retirados: tudo é dito como vem com o bot. O painel muda com o próximo `/ticketflow setup`.
texts-file = O que é dito agora, idioma { $language }: mude o que quiser e envie com `/ticketflow texts upload`.
evidence-file =
    Prova do ticket { $ticket }: abra o arquivo em um navegador, ele se verifica sozinho. SHA-256 dos seus dados:
    `{ $digest }`
    Guarde este número em um lugar seguro (uma mensagem, uma carta): só você vê esta resposta, e ela desaparece. Quem tem o arquivo e o número pode ver que nada foi mudado desde então.
evidence-accepted = Os termos foram aceitos (versão { $version }).
evidence-not-accepted = Nenhum termo foi aceito.
evidence-messages =
    { $many ->
        [one] Ele tem { $many } mensagem.
       *[other] Ele tem { $many } mensagens.
    }
evidence-cut-short =
    { $many ->
        [one] Ele só tem a primeira mensagem: há demais, ou o Discord foi lento demais.
       *[other] Ele só tem as primeiras { $many } mensagens: há demais, ou o Discord foi lento demais.
    }
evidence-no-channel = O canal do ticket não existe mais, por isso ele não tem mensagens.
evidence-not-readable = Não posso ler o canal do ticket, por isso ele não tem mensagens.
evidence-unreadable = O ticket não pôde ser lido. Tente de novo.
refresh-on = “refresh” agora leva um ticket de volta à primeira etapa.
refresh-off = “refresh” está desativado.
set-up-faults = Nada foi alterado. Corrija isto e execute o comando de novo:
document-faults = Nada foi alterado. O que está errado:
missing-in-guild = { $many ->
    [one] Falta ao bot a permissão
   *[other] Faltam ao bot as permissões
} { $missing } neste servidor: Configurações do servidor → Cargos → o cargo do bot → Permissões.
missing-in-channel = { $many ->
    [one] Falta ao bot a permissão
   *[other] Faltam ao bot as permissões
} { $missing } em { $channel }: Editar canal → Permissões → adicione o cargo do bot e permita.
no-such-channel = { $channel } não está neste servidor, ou o bot não o vê: escolha outro.
not-a-text-channel = { $channel } não é um canal de texto: escolha um para o painel.
not-a-category = { $channel } não é uma categoria: escolha uma.
no-such-role = O cargo { $role } não está neste servidor: escolha outro.
role-cannot-be-called = O bot não pode chamar { $role }: Configurações do servidor → Cargos → esse cargo → “Permitir que qualquer um @mencione este cargo”, ou dê ao bot **Mencionar @everyone, @here e todos os cargos** (ele nunca chama @everyone).
everyone-is-no-staff = @everyone como cargo de equipe ou de gerente mostraria todos os tickets a todo mundo: escolha outro cargo.
panel-text-too-long = O texto do painel tem { $length } caracteres; cabem até { $most }.

## What the commands are for.
command = Configurar e gerenciar tickets de pedidos de compra
command-setup = Escolher cargos e categorias e publicar o painel; execute de novo para mudar ou corrigir
command-setup-panel = Onde os clientes apertam “Criar ticket”
command-setup-staff = Vê os tickets abertos e é chamado
command-setup-managers = Vê os tickets fechados
command-setup-open = A categoria dos tickets abertos
command-setup-closed = A categoria dos tickets fechados
command-setup-text = O que o painel diz acima do botão
command-setup-more-staff = Outro cargo de equipe
command-setup-more-managers = Outro cargo de gerente
command-catalogue = Os produtos que os clientes podem pedir
command-catalogue-import = Substituir o catálogo por um arquivo (JSON ou CSV)
command-catalogue-import-file = O arquivo
command-catalogue-export = Receber o catálogo como arquivo
command-catalogue-export-format = JSON, a menos que você escolha CSV
command-catalogue-stock = O que resta dos produtos limitados
command-catalogue-recount = Dizer quantos restam de um produto
command-catalogue-recount-product = O nome, um alias ou o id do produto
command-catalogue-recount-left = Quantos restam, sem os reservados para tickets
command-terms = Os termos e condições que os clientes aceitam
command-terms-set = Definir os termos, como texto ou como arquivo de texto
command-terms-set-text = Os termos
command-terms-set-file = Um arquivo de texto com os termos
command-texts = O que o bot diz, com suas próprias palavras
command-texts-upload = Substituir as palavras do bot em um idioma por um arquivo (.ftl)
command-texts-upload-language = O idioma do arquivo
command-texts-upload-file = Um arquivo de “texts download”, alterado
command-texts-download = Receber o que o bot diz como arquivo para mudar
command-texts-download-language = O idioma do servidor, a menos que você escolha outro
command-texts-reset = Voltar às palavras que vêm com o bot
command-texts-reset-language = Todos os idiomas, a menos que você escolha um
command-evidence = Termos, pedido, aceite e mensagens de um ticket em um arquivo que se verifica sozinho
command-evidence-ticket = O número do ticket; sem ele, o ticket deste canal
command-refresh = Se escrever “refresh” leva um ticket de volta à primeira etapa
command-refresh-enabled = Ligado ou desligado

## Orders, their card, and what is asked about them.
not-an-answer-title = Não entendi
awaited-choice = Escolha uma das respostas: aperte um botão ou escreva o que está nele.
awaited-words = Isso não serve aqui. Tente mais uma vez.
way-out = Se você não sabe como continuar: nossa equipe também lê este canal, é só escrever do que precisa. Se quiser parar, aperte **{ $close }**.
leave-title = Você quer parar?
leave-close = Para fechar este ticket, aperte **{ $close }**.
leave-refresh = Para começar de novo, escreva **{ $word }**.
leave-words = Se essa era a sua resposta, escreva com mais algumas palavras.
leave-go-on = Para continuar, é só responder à pergunta:
awaited-files = Envie um arquivo aqui no canal.
awaited-files-most = Até { $most } no total.
files-left =
    { $left ->
        [one] Envie mais um arquivo, por favor.
       *[other] Envie mais { $left } arquivos, por favor.
    }
awaited-files-kinds = São aceitos: { $kinds }.
kind-image = imagens
kind-video = vídeos
kind-audio = gravações
kind-pdf = PDF
kind-text = arquivos de texto
awaited-number = Escreva um número em algarismos.
awaited-day = Escreva um dia, por exemplo { $example }.
awaited-between = De { $least } a { $most }.
awaited-from = A partir de { $least }.
awaited-up-to = Até { $most }.
awaited-example = Por exemplo { $example }.
awaited-length = De { $least } a { $most } caracteres.
reminder-title = Você ainda está aí?
reminder-text = A pergunta acima ainda está esperando sua resposta.
which-title = A qual você se refere?
which-text = { $words } pode se referir a vários dos nossos produtos. Aperte um botão ou escreva qual.
which-line = { $words }: para qual parte do seu pedido? Aperte um botão ou escreva qual.
whether-title = Você quer isto?
whether-text = Sobre { $words }: você quer { $name }? Aperte o botão ou escreva Sim. Ainda não está no seu pedido.
neither = Nenhum
so-far = Até agora:
option-text = { $option } para { $product }: aperte um botão ou escreva o que você quer.
option-needed = { $product } precisa de { $option }. Se não quiser mais, escreva “remove { $product }”.
option-quote = Se é exatamente isso que deve constar, escreva entre aspas.
option-words = { $option } para { $product }: escreva aqui.
catalogue-changed-title = Nossa oferta mudou nesse meio-tempo
not-sold = Não é mais vendido: { $names }
renamed = { $before } agora se chama { $now }
repriced = { $name }: { $now } em vez de { $before }
option-gone = { $name } já não está disponível com { $value }
labelled = { $name }: { $value }
price-on-request = preço sob consulta
over-limit-title = É demais para um só pedido
over-limit = Escreva o que você pode dispensar.
over-lines = Um pedido aceita no máximo { $most ->
    [one] { $most } linha
   *[other] { $most } linhas
}; o mesmo produto com outras opções é uma linha à parte.
over-pieces = Um pedido aceita no máximo { $most ->
    [one] { $most } unidade
   *[other] { $most } unidades
} somando todos os produtos.
over-total = Um pedido pode custar no máximo { $most }.
over-of-one = Um pedido aceita no máximo { $most } de { $name }.
subtotal = Subtotal: { $amount }
discount = { $name } (−{ $percent }%): −{ $amount }
total = **Total: { $amount }**
unpriced = sem contar { $many ->
    [one] { $many } produto
   *[other] { $many } produtos
} cujo preço ainda não foi definido
card-status = Situação
card-draft = Ainda não confirmado
card-confirmed = Confirmado, ainda incompleto
card-placed = Completo
card-handler = Atendido por
card-nobody = ninguém ainda
card-menu = Mudar um produto…
card-remove = Remover { $name }
choice-menu = Escolher…
claim = Eu atendo
release = Devolver
claimed-title = Em boas mãos
claimed-text = { $by } está cuidando deste pedido.
released-text = No momento ninguém está cuidando deste pedido.
taken-choice = ✅ **{ $choice }** — { $by }
taken-neither = ❌ **Nenhum** — { $by }
written-too-late = Esta pergunta já foi respondida ou feita de novo. Você escreveu: { $text }
order-fixed = O pedido não pode mais ser alterado neste ponto.
line-gone = Este produto não está mais no pedido.
not-staff = Só a equipe pode fazer isso.
handled-by = { $handler } já está cuidando deste pedido.
form-title = Sua resposta
form-label = O que você quer dizer?
write = Escrever
change = Mudar

## Versões de documentos, e tipos de tickets.
what-catalogue = Catálogo
what-terms = Termos
what-flow = Fluxo
for-type = Para os tickets do tipo **{ $of }**.
flow-set = O fluxo foi definido (versão { $version }). Os tickets abertos ficam com aquele com que começaram.
advice = Talvez você queira mudar:
document-file = { $what }, versão { $version }.
document-built-in = { $what }: aquilo que vem com o bot.
document-unreadable = Não foi possível ler o documento. Envie-o de novo.
rolled-back = **{ $what }**: a versão { $version } está em uso de novo.
rolled-back-to-none = **{ $what }**: volta a valer o que vale quando nada foi enviado.
history-in-use = **{ $what }**: a versão { $version } está em uso.
history-none = **{ $what }**: nada do que foi enviado está em uso.
history-given = versão { $version }, { $at }, por { $by }
history-rolled-back = de volta à versão { $version }, { $at }, por { $by }
history-empty = Nada foi publicado ultimamente.
stock-head = **O que pode se esgotar:**
stock-line = { $left ->
    [one] **{ $product }**: resta { $left }
   *[other] **{ $product }**: restam { $left }
} ({ $held } em reserva)
stock-none = Nenhum produto do catálogo diz quantos há (`stock`).
not-counted = O catálogo não diz quantos **{ $product }** há (`stock`), então o produto não se esgota.
panel-stands = O painel está em { $panel }.
types-head = O painel oferece:
no-types = O painel não oferece tipos de tickets, só o seu único botão. `/ticketflow type set` adiciona um.
no-such-type = Esse tipo de ticket não existe. O painel oferece: { $names }
no-such-version = Essa versão não existe. A mais nova é a { $newest }.
type-retired = Este tipo de ticket não é mais oferecido. Procure um painel mais novo.
no-panel = Salvo. Não há painel que possa mostrá-lo: `/ticketflow setup` publica um.
bad-type-name = O nome de um tipo tem até 24 letras minúsculas de a a z, algarismos e hifens, por exemplo “support”.
bad-label = O texto de um botão tem de 1 a 80 caracteres.
too-many-types = O painel já oferece 25 tipos de tickets e o Discord não aceita mais botões: retire antes um com `/ticketflow type remove`.
command-of = O tipo de ticket a que se refere; senão, o servidor inteiro
command-history = O que valia quando, e quem mudou
command-rollback = Voltar a usar uma versão anterior
command-rollback-version = O número dela, como o histórico diz; 0: nenhuma própria
command-version = Outra versão que não a que está em uso
command-terms-export = Receber os termos como arquivo
command-flow = A conversa que o bot conduz
command-flow-upload = Substituir o fluxo por um arquivo (YAML ou JSON)
command-flow-upload-file = O arquivo
command-flow-download = Receber o fluxo como arquivo
command-type = Os tipos de tickets que o painel oferece
command-type-set = Oferecer um tipo de ticket, ou mudar como ele é oferecido
command-type-set-name = O nome dele nos comandos, por exemplo “support”
command-type-set-label = O que o botão dele diz
command-type-set-role = Em vez do cargo do servidor
command-type-set-category = Em vez da categoria do servidor
command-type-remove = Deixar de oferecer um tipo de ticket
command-type-list = Mostrar os tipos de tickets
list = Escolher produtos
list-text = Escolha o que você quer: cada escolha acrescenta um ao pedido. Página { $page } de { $pages }.
list-left = { $left ->
    [one] resta { $left }
   *[other] restam { $left }
}
list-sold-out = esgotado
list-none = Nenhum produto tem esse nome. Procure por outras letras ou veja todos.
list-menu = Adicionar um produto…
list-found = Encontrado para “{ $letters }”…
list-search = Procurar
list-letters = Algumas letras do nome
list-all = Todos os produtos
picked = ✅ O pedido tem agora **{ $many } × { $name }**. Escolha mais ou continue com seu pedido no canal.
picked-not-sold = Este produto não é mais vendido. Abra a lista de novo.
unheard = Aqui só leio o que me menciona. Use os botões e os menus.
unheard-files = Só vejo arquivos em uma mensagem que me mencione: envie o seu em uma assim.

## Os apelidos que a equipe ensina.
command-teach = Ensinar um apelido
lesson-title = Ensinar um apelido
lesson-alias = O que os clientes dizem
lesson-product = O produto: seu nome ou id
alias-taught = “{ $alias }” agora significa **{ $product }**. Vale na hora, em cada ticket cujo pedido não esteja confirmado (catálogo, versão { $version }).
history-alias = versão { $version }, { $at }, por { $by }: “{ $alias }” significa **{ $product }**
not-taught-written = Ninguém escreveu esta mensagem: escolha uma que uma pessoa escreveu.
not-taught-else = Essas palavras já significam Sim, Não ou um número, por isso não podem significar um produto.
not-taught-nothing = Um apelido precisa de uma letra ou de um algarismo para ser reconhecido.
not-taught-long = Um apelido tem no máximo { $most } caracteres: use as poucas palavras que significam o produto.
not-taught-many = **{ $product }** tem tantos apelidos quanto pode ter. Remova antes alguns do catálogo.
not-taught-known = Estas palavras já significam **{ $product }**. Maiúsculas, acentos, espaços e pontuação não fazem diferença, exceto um sinal de mais depois de uma palavra e o ponto de um número.
not-taught-taken = Estas palavras já significam **{ $product }**, então não podem significar outro produto. Remova-as antes de lá ou use outras palavras.
no-such-product = Não há nenhum produto “{ $written }”. Escreva o nome ou o id como está no catálogo.
no-such-product-near = Não há nenhum produto “{ $written }”. Você quis dizer { $names }? Escreva o nome ou o id como está no catálogo.

## Rehearsals.
try-it = Experimentar
rehearsal-head = **Ensaio** – só você vê isto. Ninguém é chamado e nada é guardado.
rehearsal-over = Este ensaio terminou. `/ticketflow flow try` começa outro.
command-flow-try = Ter a conversa consigo mesmo, sem que ninguém a veja

## Permissions, as Discord’s client calls them in this language.
permission-view-channels = Ver canais
permission-send-messages = Enviar mensagens
permission-embed-links = Inserir links
permission-attach-files = Anexar arquivos
permission-read-message-history = Ver histórico de mensagens
permission-manage-channels = Gerenciar canais
permission-manage-roles = Gerenciar cargos
