"""Six bodies on falls at home: who speaks for each, and what they write, in both languages."""

from dataclasses import dataclass

GROUP = {"en": "Falls at home in west Wales", "cy": "Cwympo gartref yng ngorllewin Cymru"}
MISSION = {
    "en": "Nobody stays in hospital for want of care at home",
    "cy": "Neb yn aros yn yr ysbyty am ddiffyg gofal gartref",
}
PURPOSE = {
    "en": "To agree why people who fall at home wait so long on the floor.",
    "cy": "Cytuno pam mae pobl sy'n cwympo gartref yn aros mor hir ar y llawr.",
}
TERMS = {
    "en": "We agree on the problem within nine months.",
    "cy": "Byddwn yn cytuno ar y broblem o fewn naw mis.",
}


@dataclass(frozen=True)
class Speaker:
    """Who speaks for a body, in which language; `names` for one who has no account when invited."""

    name: str
    language: str
    body: dict[str, str]
    names: tuple[str, str] = ("", "")
    role: str = "Member"

    @property
    def email(self) -> str:
        return f"{self.name}@example.wales"

    @property
    def is_new(self) -> bool:
        return any(self.names)


CONVENER = Speaker(
    "prydderch",
    "cy",
    {"en": "Hywel Dda University Health Board", "cy": "Bwrdd Iechyd Prifysgol Hywel Dda"},
    ("Non", "Prydderch"),
    role="Convener",
)
COUNTY = Speaker("ceredigion", "cy", {"en": "Ceredigion County Council", "cy": "Cyngor Sir Ceredigion"})
COAST = Speaker("pembrokeshire", "en", {"en": "Pembrokeshire County Council", "cy": "Cyngor Sir Penfro"})
BOARD = Speaker(
    "hargreaves",
    "en",
    {"en": "West Wales Regional Partnership Board", "cy": "Bwrdd Partneriaeth Rhanbarthol Gorllewin Cymru"},
    ("Tom", "Hargreaves"),
)
FIRE = Speaker(
    "tudur",
    "cy",
    {
        "en": "Mid and West Wales Fire and Rescue Authority",
        "cy": "Awdurdod Tân ac Achub Canolbarth a Gorllewin Cymru",
    },
    ("Mali", "Tudur"),
)
AMBULANCE = Speaker(
    "ambulance",
    "cy",
    {
        "en": "Welsh Ambulance Services University NHS Trust",
        "cy": "Ymddiriedolaeth GIG Prifysgol Gwasanaethau Ambiwlans Cymru",
    },
)
SPEAKERS = (CONVENER, COUNTY, COAST, BOARD, FIRE, AMBULANCE)

# Invited in error, to an address that nobody has.
MISTAKE = Speaker("hargraves", "en", BOARD.body, BOARD.names)

# A signatory of the board's body, without an account.
CHAIR = {"name": "Eirlys Bowen", "email": "cadeirydd@example.wales", "cy": "Cadeirydd", "en": "Chair"}

PROBLEM = "The problem and who it affects"
TEXTS = {
    PROBLEM: {
        "en": "Two people out of three who fall at home are not hurt, and still wait for an ambulance.",
        "cy": "Nid yw dau o bob tri sy'n cwympo gartref wedi'u hanafu, ond maent yn dal i aros am ambiwlans.",
    },
    "What people experience": {
        "en": "A woman of 84 lay in her kitchen from breakfast to dusk.",
        "cy": "Bu menyw 84 oed yn gorwedd yn ei chegin o amser brecwast tan iddi nosi.",
    },
    "What we know and do not know": {
        "en": "We count the calls. Nobody counts the hours on the floor.",
        "cy": "Rydym yn cyfrif y galwadau. Nid oes neb yn cyfrif yr oriau ar y llawr.",
    },
    "The system around it: levels, rules, money": {
        "en": "Each body pays for its own visit; none pays to prevent another's.",
        "cy": "Mae pob corff yn talu am ei ymweliad ei hun; nid oes yr un yn talu i atal ymweliad un arall.",
    },
    "What has been tried": {
        "en": "A fire crew lifted people in one town, for one winter.",
        "cy": "Bu criw tân yn codi pobl mewn un dref, am un gaeaf.",
    },
    "Constraints": {
        "en": "Only some staff may lift a person.",
        "cy": "Dim ond rhai staff sy'n cael codi person.",
    },
    "The ambition we share": {
        "en": "Nobody lies on the floor for more than an hour.",
        "cy": "Nid oes neb yn gorwedd ar y llawr am fwy nag awr.",
    },
    "Open questions": {
        "en": "Who may go in when nobody can open the door?",
        "cy": "Pwy sy'n cael mynd i mewn pan na all neb agor y drws?",
    },
}
ADDED = {"en": " Most of them live alone.", "cy": " Mae'r rhan fwyaf ohonynt yn byw ar eu pen eu hunain."}
LATER = {
    "en": "Three people out of four who fall at home are not hurt, and still wait for an ambulance.",
    "cy": "Nid yw tri o bob pedwar sy'n cwympo gartref wedi'u hanafu, ond maent yn dal i aros am ambiwlans.",
}
RESERVATION = {
    "en": "We agree, but our crews cannot lift people without training.",
    "cy": "Rydym yn cytuno, ond ni all ein criwiau godi pobl heb hyfforddiant.",
}
REOPENED = "Mae'r ffigurau newydd yn newid y broblem / The new figures change the problem"
