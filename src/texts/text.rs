//! Every text that there is. What it says stands in the catalogues, under its key.

use super::{
    form::{Form, Longest, texts},
    longest::{
        CODE, DIGEST, DIGITS, LISTED, MENTION, MENTIONS, MISREAD, NAME, NUMBER, OBSTACLE,
        PERMISSIONS, PRICE, REFERENCE, TYPE, WHAT,
    },
};

/// Discord's limits (Discord docs, Embed Limits, Create Message, Component Reference, Application
/// Command Object).
const TITLE: usize = 256;
const DESCRIPTION: usize = 4_096;
const CONTENT: usize = 2_000;
const BUTTON: usize = 80;
const COMMAND: usize = 100;
/// What stands beside terms, or a list of faults, has less.
const BESIDE_TERMS: usize = 590;
const HEAD: usize = 200;
const FAULT: usize = 500;
pub(super) const OBSTACLE_ROOM: usize = 500;
pub(super) const WHAT_ROOM: usize = 30;
pub(super) const PERMISSION: usize = 30;

texts! { 'a:
    // The panel.
    PanelTitle = "panel-title" in TITLE;
    PanelText = "panel-text" in DESCRIPTION;
    CreateTicket = "create-ticket" in BUTTON;

    // The conversation.
    OrderTitle = "order-title" in TITLE;
    NothingReadTitle = "nothing-read-title" in TITLE;
    NothingReadText { misread: &'a str = MISREAD, list: &'a str = Longest::Words(80) }
        = "nothing-read-text" in DESCRIPTION;
    NothingReadWrite { misread: &'a str = MISREAD } = "nothing-read-write" in DESCRIPTION;
    DidYouMean { names: &'a str = LISTED } = "did-you-mean" in 480;
    NotUnderstood { words: &'a str = LISTED } = "not-understood" in 510;
    AtMost { most: u32 = NUMBER, names: &'a str = LISTED } = "at-most" in 530;
    Unfit { option: &'a str = Longest::Words(94), said: &'a str = Longest::Words(94) } = "unfit" in 300;
    UnfitHinted { option: &'a str = Longest::Words(94), said: &'a str = Longest::Words(94), hint: &'a str = Longest::Words(200) }
        = "unfit-hinted" in 530;
    SoldOut { names: &'a str = LISTED } = "sold-out" in 530;
    OnlyLeft { left: u32 = NUMBER, names: &'a str = LISTED } = "only-left" in 530;
    Dropped { names: &'a str = LISTED } = "dropped" in 530;
    AndMore { many: u32 = NUMBER } = "and-more" in 60;
    Or = "or" in 10;
    Quoted { words: &'a str = Longest::Words(200) } = "quoted" in 210;
    TermsBuiltIn = "terms-built-in" in 3_500;
    AwaitedTitle = "awaited-title" in TITLE;
    AwaitedOrder = "awaited-order" in DESCRIPTION;
    DayWritten { day: u32 = NUMBER, month: u32 = NUMBER, year: &'a str = Longest::Words(4) }
        = "day-written" in 60;
    AnswerTaken { answer: &'a str = Longest::Words(200) } = "answer-taken" in 260;
    AnswerStays { question: &'a str = Longest::Words(210), answer: &'a str = Longest::Words(210), said: &'a str = Longest::Words(210) }
        = "answer-stays" in 720;
    EitherNumber { one: &'a str = Longest::Words(30), other: &'a str = Longest::Words(30) } = "either-number" in 300;
    InquiredTitle = "inquired-title" in TITLE;
    StaffAnswer = "staff-answer" in 300;
    Surcharge { amount: &'a str = PRICE } = "surcharge" in 120;
    NoSurcharge = "no-surcharge" in 60;
    AwaitedTerms = "awaited-terms" in DESCRIPTION;
    AwaitedTermsRefresh { word: &'a str = Longest::Words(200) } = "awaited-terms-refresh" in DESCRIPTION;
    PlacedTitle = "placed-title" in TITLE;
    PlacedText = "placed-text" in 500;
    Yes = "yes" in BUTTON;
    No = "no" in BUTTON;
    CloseTicket = "close-ticket" in BUTTON;
    TakenYes { by: &'a str = MENTION } = "taken-yes" in CONTENT;
    TakenNo { by: &'a str = MENTION } = "taken-no" in CONTENT;

    // Orders, their card, and what is asked about them.
    NotAnAnswerTitle = "not-an-answer-title" in TITLE;
    AwaitedChoice = "awaited-choice" in DESCRIPTION;
    AwaitedWords = "awaited-words" in DESCRIPTION;
    WayOut { close: &'a str = Longest::Words(80) } = "way-out" in 400;
    LeaveTitle = "leave-title" in TITLE;
    LeaveClose { close: &'a str = Longest::Words(80) } = "leave-close" in 300;
    LeaveRefresh { word: &'a str = Longest::Words(200) } = "leave-refresh" in 400;
    LeaveWords = "leave-words" in 200;
    LeaveGoOn = "leave-go-on" in 200;
    AwaitedFiles = "awaited-files" in 200;
    AwaitedFilesMost { most: u8 = NUMBER } = "awaited-files-most" in 200;
    FilesLeft { left: u8 = NUMBER } = "files-left" in 200;
    AwaitedFilesKinds { kinds: &'a str = Longest::Words(200) } = "awaited-files-kinds" in 400;
    KindImage = "kind-image" in 40;
    KindVideo = "kind-video" in 40;
    KindAudio = "kind-audio" in 40;
    KindPdf = "kind-pdf" in 40;
    KindText = "kind-text" in 40;
    AwaitedNumber = "awaited-number" in 400;
    AwaitedDay { example: &'a str = Longest::Words(20) } = "awaited-day" in 400;
    AwaitedBetween { least: &'a str = Longest::Words(20), most: &'a str = Longest::Words(20) }
        = "awaited-between" in 200;
    AwaitedFrom { least: &'a str = Longest::Words(20) } = "awaited-from" in 200;
    AwaitedExample { example: &'a str = Longest::Words(220) } = "awaited-example" in 400;
    AwaitedLength { least: u16 = NUMBER, most: u16 = NUMBER } = "awaited-length" in 200;
    AwaitedUpTo { most: &'a str = Longest::Words(20) } = "awaited-up-to" in 200;
    ReminderTitle = "reminder-title" in TITLE;
    ReminderText = "reminder-text" in DESCRIPTION;
    WhichTitle = "which-title" in TITLE;
    WhichText { words: &'a str = Longest::Words(220) } = "which-text" in BESIDE_TERMS;
    WhichLine { words: &'a str = Longest::Words(220) } = "which-line" in BESIDE_TERMS;
    WhetherTitle = "whether-title" in TITLE;
    WhetherText { words: &'a str = Longest::Words(220), name: &'a str = Longest::Words(270) }
        = "whether-text" in BESIDE_TERMS;
    Neither = "neither" in BUTTON;
    SoFar = "so-far" in HEAD;
    OptionText { option: &'a str = Longest::Words(100), product: &'a str = Longest::Words(220) }
        = "option-text" in BESIDE_TERMS;
    OptionNeeded { option: &'a str = Longest::Words(100), product: &'a str = Longest::Words(220) }
        = "option-needed" in DESCRIPTION;
    OptionQuote = "option-quote" in 300;
    OptionWords { option: &'a str = Longest::Words(100), product: &'a str = Longest::Words(220) }
        = "option-words" in BESIDE_TERMS;
    CatalogueChangedTitle = "catalogue-changed-title" in TITLE;
    NotSold { names: &'a str = LISTED } = "not-sold" in 500;
    Renamed { before: &'a str = Longest::Words(210), now: &'a str = Longest::Words(210) }
        = "renamed" in 500;
    Repriced { name: &'a str = Longest::Words(210), before: &'a str = PRICE, now: &'a str = PRICE }
        = "repriced" in 400;
    OptionGone { name: &'a str = Longest::Words(210), value: &'a str = Longest::Words(410) }
        = "option-gone" in 700;
    Labelled { name: &'a str = Longest::Words(260), value: &'a str = Longest::Words(1_030) }
        = "labelled" in 1_500;
    PriceOnRequest = "price-on-request" in 60;
    OverLimitTitle = "over-limit-title" in TITLE;
    OverLines { most: u32 = NUMBER } = "over-lines" in 300;
    OverPieces { most: u32 = NUMBER } = "over-pieces" in 300;
    OverTotal { most: &'a str = PRICE } = "over-total" in 300;
    OverOfOne { name: &'a str = Longest::Words(210), most: u32 = NUMBER } = "over-of-one" in 500;
    OverLimit = "over-limit" in 300;
    SoldOutTitle = "sold-out-title" in TITLE;
    Subtotal { amount: &'a str = PRICE } = "subtotal" in 120;
    Discount { name: &'a str = Longest::Words(210), percent: &'a str = Longest::Words(10), amount: &'a str = PRICE }
        = "discount" in 400;
    Total { amount: &'a str = PRICE } = "total" in 120;
    Unpriced { many: u32 = NUMBER } = "unpriced" in 160;
    CardStatus = "card-status" in TITLE;
    CardDraft = "card-draft" in 400;
    CardConfirmed = "card-confirmed" in 400;
    CardPlaced = "card-placed" in 400;
    CardHandler = "card-handler" in TITLE;
    CardNobody = "card-nobody" in 400;
    CardMenu = "card-menu" in BUTTON;
    CardRemove { name: &'a str = Longest::Words(60) } = "card-remove" in BUTTON;
    ChoiceMenu = "choice-menu" in BUTTON;
    Claim = "claim" in BUTTON;
    Release = "release" in BUTTON;
    ClaimedTitle = "claimed-title" in TITLE;
    ClaimedText { by: &'a str = MENTION } = "claimed-text" in DESCRIPTION;
    ReleasedText = "released-text" in DESCRIPTION;
    TakenChoice { choice: &'a str = Longest::Words(210), by: &'a str = MENTION } = "taken-choice" in CONTENT;
    TakenNeither { by: &'a str = MENTION } = "taken-neither" in CONTENT;
    WrittenTooLate { text: &'a str = Longest::Words(1_500) } = "written-too-late" in CONTENT;
    OrderFixed = "order-fixed" in CONTENT;
    LineGone = "line-gone" in CONTENT;
    NotStaff = "not-staff" in CONTENT;
    HandledBy { handler: &'a str = MENTION } = "handled-by" in CONTENT;
    List = "list" in BUTTON;
    ListText { page: u32 = NUMBER, pages: u32 = NUMBER } = "list-text" in CONTENT;
    ListLeft { left: u32 = NUMBER } = "list-left" in 40;
    ListSoldOut = "list-sold-out" in 40;
    ListNone = "list-none" in CONTENT;
    ListMenu = "list-menu" in BUTTON;
    ListFound { letters: &'a str = Longest::Words(60) } = "list-found" in 150;
    ListSearch = "list-search" in 45;
    ListLetters = "list-letters" in 45;
    ListAll = "list-all" in BUTTON;
    Picked { many: u32 = NUMBER, name: &'a str = Longest::Words(210) } = "picked" in CONTENT;
    PickedNotSold = "picked-not-sold" in CONTENT;
    Unheard = "unheard" in 300;
    UnheardFiles = "unheard-files" in 300;
    Write = "write" in BUTTON;
    Change = "change" in BUTTON;
    FormTitle = "form-title" in 45;
    FormLabel = "form-label" in 45;

    // What staff are told.
    Request = "request" in CONTENT;
    RequestFrom { customer: &'a str = MENTION } = "request-from" in CONTENT;
    RequestCalling { staff: &'a str = MENTIONS } = "request-calling" in CONTENT;
    RequestFromCalling { staff: &'a str = MENTIONS, customer: &'a str = MENTION }
        = "request-from-calling" in CONTENT;
    ClosedTitle = "closed-title" in TITLE;
    ClosedText { by: &'a str = MENTION } = "closed-text" in DESCRIPTION;
    NotMovedTitle = "not-moved-title" in TITLE;
    NotMovedFull = "not-moved-full" in DESCRIPTION;
    NotMovedUnusable = "not-moved-unusable" in DESCRIPTION;
    CustomerLeftTitle = "customer-left-title" in TITLE;
    CustomerLeftText { customer: &'a str = MENTION } = "customer-left-text" in DESCRIPTION;

    // Answers to presses.
    TicketReady { channel: &'a str = MENTION } = "ticket-ready" in CONTENT;
    TicketExists { channel: &'a str = MENTION } = "ticket-exists" in CONTENT;
    TicketComes = "ticket-comes" in CONTENT;
    TicketFailed { why: &'a str = OBSTACLE } = "ticket-failed" in CONTENT;
    TicketClosed = "ticket-closed" in CONTENT;
    CloseFailed { why: &'a str = OBSTACLE } = "close-failed" in CONTENT;
    CloseQuestion = "close-question" in CONTENT;
    CloseForReal = "close-for-real" in BUTTON;
    KeepOpen = "keep-open" in BUTTON;
    StaysOpen = "stays-open" in CONTENT;
    Outside = "outside" in CONTENT;
    Unavailable = "unavailable" in CONTENT;

    // What stood in the way.
    ObstacleGuildFull = "obstacle-guild-full" in OBSTACLE_ROOM;
    ObstaclePermission = "obstacle-permission" in OBSTACLE_ROOM;
    ObstacleUnavailable = "obstacle-unavailable" in OBSTACLE_ROOM;
    ObstacleOther = "obstacle-other" in OBSTACLE_ROOM;

    // Refusals.
    NotSetUp = "not-set-up" in CONTENT;
    NotYourQuestion = "not-your-question" in CONTENT;
    NotYourTicket = "not-your-ticket" in CONTENT;
    QuestionOver = "question-over" in CONTENT;
    QuestionOverNow = "question-over-now" in 200;
    QuestionOverTitle = "question-over-title" in TITLE;
    WithStaff = "with-staff" in CONTENT;
    WithStaffRefresh { word: &'a str = Longest::Words(200) } = "with-staff-refresh" in CONTENT;
    RewrittenTooLate = "rewritten-too-late" in CONTENT;
    NoTicketHere = "no-ticket-here" in CONTENT;
    TicketOver = "ticket-over" in CONTENT;
    TicketCloses = "ticket-closes" in CONTENT;
    NoSuchTicket { ticket: &'a str = DIGITS } = "no-such-ticket" in CONTENT;
    NotAnAdmin = "not-an-admin" in CONTENT;
    NotAManager = "not-a-manager" in CONTENT;
    NoCatalogue = "no-catalogue" in CONTENT;
    NoTerms = "no-terms" in CONTENT;
    NoTexts = "no-texts" in CONTENT;
    Unknown = "unknown" in CONTENT;
    Ours { reference: &'a str = REFERENCE } = "ours" in CONTENT;

    // Answers to admins.
    SetUp { panel: &'a str = MENTION } = "set-up" in CONTENT;
    MessagesUnread = "messages-unread" in 700;
    PanelFailed { why: &'a str = OBSTACLE } = "panel-failed" in CONTENT;
    CatalogueSet { products: u32 = NUMBER, version: u32 = NUMBER } = "catalogue-set" in CONTENT;
    TermsSet { version: u32 = NUMBER } = "terms-set" in CONTENT;
    TextsSet { language: &'a str = CODE, many: u32 = NUMBER } = "texts-set" in CONTENT;
    TextsReset = "texts-reset" in CONTENT;
    TextsFile { language: &'a str = CODE } = "texts-file" in CONTENT;
    EvidenceFile { ticket: &'a str = DIGITS, digest: &'a str = DIGEST } = "evidence-file" in 1_200;
    EvidenceAccepted { version: u32 = NUMBER } = "evidence-accepted" in HEAD;
    EvidenceNotAccepted = "evidence-not-accepted" in HEAD;
    EvidenceMessages { many: u32 = NUMBER } = "evidence-messages" in HEAD;
    EvidenceCutShort { many: u32 = NUMBER } = "evidence-cut-short" in HEAD;
    EvidenceNoChannel = "evidence-no-channel" in HEAD;
    EvidenceNotReadable = "evidence-not-readable" in HEAD;
    EvidenceUnreadable = "evidence-unreadable" in CONTENT;
    RefreshOn = "refresh-on" in CONTENT;
    RefreshOff = "refresh-off" in CONTENT;
    SetUpFaults = "set-up-faults" in HEAD;
    DocumentFaults = "document-faults" in HEAD;
    MissingInGuild { many: u32 = NUMBER, missing: &'a str = PERMISSIONS }
        = "missing-in-guild" in FAULT;
    MissingInChannel { many: u32 = NUMBER, missing: &'a str = PERMISSIONS, channel: &'a str = MENTION }
        = "missing-in-channel" in FAULT;
    PermissionViewChannels = "permission-view-channels" in PERMISSION;
    PermissionSendMessages = "permission-send-messages" in PERMISSION;
    PermissionEmbedLinks = "permission-embed-links" in PERMISSION;
    PermissionAttachFiles = "permission-attach-files" in PERMISSION;
    PermissionReadMessageHistory = "permission-read-message-history" in PERMISSION;
    PermissionManageChannels = "permission-manage-channels" in PERMISSION;
    PermissionManageRoles = "permission-manage-roles" in PERMISSION;
    NoSuchChannel { channel: &'a str = MENTION } = "no-such-channel" in FAULT;
    NotATextChannel { channel: &'a str = MENTION } = "not-a-text-channel" in FAULT;
    NotACategory { channel: &'a str = MENTION } = "not-a-category" in FAULT;
    NoSuchRole { role: &'a str = MENTION } = "no-such-role" in FAULT;
    RoleCannotBeCalled { role: &'a str = MENTION } = "role-cannot-be-called" in FAULT;
    EveryoneIsNoStaff = "everyone-is-no-staff" in FAULT;
    PanelTextTooLong { length: &'a str = DIGITS, most: &'a str = DIGITS }
        = "panel-text-too-long" in FAULT;

    // Versions of documents, and types of tickets.
    WhatCatalogue = "what-catalogue" in WHAT_ROOM;
    WhatTerms = "what-terms" in WHAT_ROOM;
    WhatFlow = "what-flow" in WHAT_ROOM;
    ForType { of: &'a str = TYPE } = "for-type" in HEAD;
    TryIt = "try-it" in BUTTON;
    RehearsalHead = "rehearsal-head" in HEAD;
    RehearsalOver = "rehearsal-over" in CONTENT;
    FlowSet { version: u32 = NUMBER } = "flow-set" in CONTENT;
    Advice = "advice" in HEAD;
    DocumentFile { what: &'a str = WHAT, version: u32 = NUMBER } = "document-file" in CONTENT;
    DocumentBuiltIn { what: &'a str = WHAT } = "document-built-in" in CONTENT;
    DocumentUnreadable = "document-unreadable" in CONTENT;
    RolledBack { what: &'a str = WHAT, version: u32 = NUMBER } = "rolled-back" in CONTENT;
    RolledBackToNone { what: &'a str = WHAT } = "rolled-back-to-none" in CONTENT;
    HistoryInUse { what: &'a str = WHAT, version: u32 = NUMBER } = "history-in-use" in HEAD;
    HistoryNone { what: &'a str = WHAT } = "history-none" in HEAD;
    HistoryGiven { version: u32 = NUMBER, at: &'a str = MENTION, by: &'a str = MENTION }
        = "history-given" in HEAD;
    HistoryRolledBack { version: u32 = NUMBER, at: &'a str = MENTION, by: &'a str = MENTION }
        = "history-rolled-back" in HEAD;
    HistoryEmpty = "history-empty" in HEAD;
    StockHead = "stock-head" in HEAD;
    StockLine { product: &'a str = NAME, left: u32 = NUMBER, held: u32 = NUMBER } = "stock-line" in 550;
    StockNone = "stock-none" in CONTENT;
    NotCounted { product: &'a str = NAME } = "not-counted" in CONTENT;
    PanelStands { panel: &'a str = MENTION } = "panel-stands" in HEAD;
    TypesHead = "types-head" in HEAD;
    NoTypes = "no-types" in CONTENT;
    NoSuchType { names: &'a str = Longest::Words(800) } = "no-such-type" in CONTENT;
    NoSuchVersion { newest: u32 = NUMBER } = "no-such-version" in CONTENT;
    TypeRetired = "type-retired" in CONTENT;
    NoPanel = "no-panel" in CONTENT;
    BadTypeName = "bad-type-name" in FAULT;
    BadLabel = "bad-label" in FAULT;
    TooManyTypes = "too-many-types" in FAULT;

    // Aliases that staff teach.
    LessonTitle = "lesson-title" in 45;
    LessonAlias = "lesson-alias" in 45;
    LessonProduct = "lesson-product" in 45;
    AliasTaught { alias: &'a str = NAME, product: &'a str = NAME, version: u32 = NUMBER }
        = "alias-taught" in CONTENT;
    HistoryAlias { version: u32 = NUMBER, at: &'a str = MENTION, by: &'a str = MENTION, alias: &'a str = NAME, product: &'a str = NAME }
        = "history-alias" in 550;
    NotTaughtWritten = "not-taught-written" in CONTENT;
    NotTaughtElse = "not-taught-else" in CONTENT;
    NotTaughtNothing = "not-taught-nothing" in CONTENT;
    NotTaughtLong { most: u32 = NUMBER } = "not-taught-long" in CONTENT;
    NotTaughtMany { product: &'a str = NAME } = "not-taught-many" in CONTENT;
    NotTaughtKnown { product: &'a str = NAME } = "not-taught-known" in CONTENT;
    NotTaughtTaken { product: &'a str = NAME } = "not-taught-taken" in CONTENT;
    NoSuchProduct { written: &'a str = NAME } = "no-such-product" in CONTENT;
    NoSuchProductNear { written: &'a str = NAME, names: &'a str = Longest::Words(1_100) } = "no-such-product-near" in CONTENT;
    CommandTeach = "command-teach" in 32;

    // What the commands are for, as Discord's clients show it.
    Command = "command" in COMMAND;
    CommandSetup = "command-setup" in COMMAND;
    CommandSetupPanel = "command-setup-panel" in COMMAND;
    CommandSetupStaff = "command-setup-staff" in COMMAND;
    CommandSetupManagers = "command-setup-managers" in COMMAND;
    CommandSetupOpen = "command-setup-open" in COMMAND;
    CommandSetupClosed = "command-setup-closed" in COMMAND;
    CommandSetupText = "command-setup-text" in COMMAND;
    CommandSetupMoreStaff = "command-setup-more-staff" in COMMAND;
    CommandSetupMoreManagers = "command-setup-more-managers" in COMMAND;
    CommandCatalogue = "command-catalogue" in COMMAND;
    CommandCatalogueImport = "command-catalogue-import" in COMMAND;
    CommandCatalogueImportFile = "command-catalogue-import-file" in COMMAND;
    CommandCatalogueExport = "command-catalogue-export" in COMMAND;
    CommandCatalogueExportFormat = "command-catalogue-export-format" in COMMAND;
    CommandCatalogueStock = "command-catalogue-stock" in COMMAND;
    CommandCatalogueRecount = "command-catalogue-recount" in COMMAND;
    CommandCatalogueRecountProduct = "command-catalogue-recount-product" in COMMAND;
    CommandCatalogueRecountLeft = "command-catalogue-recount-left" in COMMAND;
    CommandTerms = "command-terms" in COMMAND;
    CommandTermsSet = "command-terms-set" in COMMAND;
    CommandTermsSetText = "command-terms-set-text" in COMMAND;
    CommandTermsSetFile = "command-terms-set-file" in COMMAND;
    CommandOf = "command-of" in COMMAND;
    CommandHistory = "command-history" in COMMAND;
    CommandRollback = "command-rollback" in COMMAND;
    CommandRollbackVersion = "command-rollback-version" in COMMAND;
    CommandVersion = "command-version" in COMMAND;
    CommandTermsExport = "command-terms-export" in COMMAND;
    CommandFlow = "command-flow" in COMMAND;
    CommandFlowUpload = "command-flow-upload" in COMMAND;
    CommandFlowUploadFile = "command-flow-upload-file" in COMMAND;
    CommandFlowDownload = "command-flow-download" in COMMAND;
    CommandFlowTry = "command-flow-try" in COMMAND;
    CommandType = "command-type" in COMMAND;
    CommandTypeSet = "command-type-set" in COMMAND;
    CommandTypeSetName = "command-type-set-name" in COMMAND;
    CommandTypeSetLabel = "command-type-set-label" in COMMAND;
    CommandTypeSetRole = "command-type-set-role" in COMMAND;
    CommandTypeSetCategory = "command-type-set-category" in COMMAND;
    CommandTypeRemove = "command-type-remove" in COMMAND;
    CommandTypeList = "command-type-list" in COMMAND;
    CommandTexts = "command-texts" in COMMAND;
    CommandTextsUpload = "command-texts-upload" in COMMAND;
    CommandTextsUploadLanguage = "command-texts-upload-language" in COMMAND;
    CommandTextsUploadFile = "command-texts-upload-file" in COMMAND;
    CommandTextsDownload = "command-texts-download" in COMMAND;
    CommandTextsDownloadLanguage = "command-texts-download-language" in COMMAND;
    CommandTextsReset = "command-texts-reset" in COMMAND;
    CommandTextsResetLanguage = "command-texts-reset-language" in COMMAND;
    CommandEvidence = "command-evidence" in COMMAND;
    CommandEvidenceTicket = "command-evidence-ticket" in COMMAND;
    CommandRefresh = "command-refresh" in COMMAND;
    CommandRefreshEnabled = "command-refresh-enabled" in COMMAND;
}
