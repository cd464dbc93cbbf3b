"""What the people of the journey write, in both languages."""

MISSION = {"en": "Warm homes", "cy": "Cartrefi cynnes"}
GROUP = {"en": "Cold rented homes in west Wales", "cy": "Cartrefi rhent oer yng ngorllewin Cymru"}
PURPOSE = {
    "en": "To agree why tenants in the coldest homes are helped last, and what the bodies that visit them will change.",
    "cy": "Cytuno pam mai tenantiaid y cartrefi oeraf sy'n cael cymorth olaf, a beth fydd y cyrff sy'n ymweld â nhw "
    "yn ei newid.",
}
TERMS = {
    "en": "We listen to tenants first. We recommend one change. We stop after nine months.",
    "cy": "Rydym yn gwrando ar denantiaid yn gyntaf. Rydym yn argymell un newid. Rydym yn gorffen ar ôl naw mis.",
}

BODIES = {
    "convener": {"en": "Hywel Dda University Health Board", "cy": "Bwrdd Iechyd Prifysgol Hywel Dda"},
    "local": {"en": "Carmarthenshire County Council", "cy": "Cyngor Sir Gâr"},
    "regional": {"en": "West Wales Regional Partnership Board", "cy": "Bwrdd Partneriaeth Rhanbarthol Gorllewin Cymru"},
    "national": {"en": "Social Care Wales", "cy": "Gofal Cymdeithasol Cymru"},
    "thirdsector": {
        "en": "Pembrokeshire Association of Voluntary Services",
        "cy": "Cymdeithas Gwasanaethau Gwirfoddol Sir Benfro",
    },
}

# By the heading of the section, in order: who drafts it, and the two texts.
PROBLEM = {
    "en": "People who rent the coldest homes wait longest for help, because each body waits for another to begin.",
    "cy": "Pobl sy'n rhentu'r cartrefi oeraf sy'n aros hiraf am gymorth, am fod pob corff yn aros i un arall ddechrau.",
}
EVIDENCE_OF_NATIONAL = {
    "en": "Care workers note a cold home in one visit out of five. Nobody collects the notes.",
    "cy": "Mae gweithwyr gofal yn nodi cartref oer mewn un ymweliad o bob pump. Nid oes neb yn casglu'r nodiadau.",
}
EVIDENCE_OF_LOCAL = {
    "en": "The council's list of cold homes is three years old and leaves out the private sector.",
    "cy": "Mae rhestr y cyngor o gartrefi oer yn dair blwydd oed ac yn hepgor y sector preifat.",
}
EVIDENCE_TOGETHER = {
    language: f"{EVIDENCE_OF_NATIONAL[language]} {EVIDENCE_OF_LOCAL[language]}" for language in ("en", "cy")
}
SECTIONS = {
    "What people experience": (
        "local",
        {
            "en": "Tenants told us they heat one room and sleep in it.",
            "cy": "Dywedodd tenantiaid wrthym eu bod yn gwresogi un ystafell ac yn cysgu ynddi.",
        },
    ),
    "The system around it: levels, rules, money": (
        "national",
        {
            "en": "Four budgets pay for warmth, and none of them pays for the first visit.",
            "cy": "Mae pedair cyllideb yn talu am gynhesrwydd, ac nid oes yr un ohonynt yn talu am yr ymweliad cyntaf.",
        },
    ),
    "What has been tried": (
        "regional",
        {
            "en": "A leaflet and a telephone line. Few landlords answered either.",
            "cy": "Taflen a llinell ffôn. Ychydig o landlordiaid a ymatebodd i'r naill na'r llall.",
        },
    ),
    "Constraints": (
        "local",
        {
            "en": "A council cannot make a private landlord insulate a home.",
            "cy": "Ni all cyngor orfodi landlord preifat i inswleiddio cartref.",
        },
    ),
    "The ambition we share": (
        "regional",
        {
            "en": "Nobody is visited twice about the same cold home.",
            "cy": "Nid oes neb yn cael dau ymweliad am yr un cartref oer.",
        },
    ),
    "Open questions": (
        "national",
        {
            "en": "Will landlords let a surveyor in when no grant is promised?",
            "cy": "A fydd landlordiaid yn gadael i syrfëwr ddod i mewn heb addewid o grant?",
        },
    ),
}

RESERVATION = {
    "en": "We agree with the problem. We cannot yet say who would pay for the first visit.",
    "cy": "Rydym yn cytuno â'r broblem. Ni allwn ddweud eto pwy fyddai'n talu am yr ymweliad cyntaf.",
}

TITLE = {"en": "One first visit for every cold rented home", "cy": "Un ymweliad cyntaf â phob cartref rhent oer"}
QUESTION = {
    "en": "Who makes the first visit to a cold rented home, and what may they offer at the door?",
    "cy": "Pwy sy'n gwneud yr ymweliad cyntaf â chartref rhent oer, a beth gânt ei gynnig wrth y drws?",
}
DECISION = {
    "en": "Whoever finds a cold home makes the first offer of help, for all five bodies.",
    "cy": "Pwy bynnag sy'n canfod cartref oer sy'n gwneud y cynnig cyntaf o gymorth, ar ran y pum corff.",
}
SUMMARY = {
    "en": "The first person at the door can offer help from any of the bodies. Nobody has to ask twice.",
    "cy": "Gall y person cyntaf wrth y drws gynnig cymorth gan unrhyw un o'r cyrff. Nid oes rhaid gofyn ddwywaith.",
}
REASONS = {
    "en": "Tenants trust the person who comes. A second visit is often refused.",
    "cy": "Mae tenantiaid yn ymddiried yn y person sy'n dod. Mae ail ymweliad yn aml yn cael ei wrthod.",
}
CORRECTED_REASONS = {
    "en": "Tenants trust the person who comes. A second visit is refused by one household in three.",
    "cy": "Mae tenantiaid yn ymddiried yn y person sy'n dod. Mae un aelwyd o bob tair yn gwrthod ail ymweliad.",
}
CHANGE_NOTE = {
    "en": "We now have the figure for refused second visits, and say it instead of “often”.",
    "cy": "Mae'r ffigur am ail ymweliadau a wrthodwyd gennym bellach, ac rydym yn ei nodi yn lle “yn aml”.",
}
AUTHORITY = {
    "en": "The group recommends; each body decides under its own rules.",
    "cy": "Mae'r grŵp yn argymell; mae pob corff yn penderfynu o dan ei reolau ei hun.",
}
COST = {
    "en": "£40,000 in the first year, shared equally.",
    "cy": "£40,000 yn y flwyddyn gyntaf, wedi'i rannu'n gyfartal.",
}
SHORT_NOTICE = {
    "en": "The group was asked for an answer before winter.",
    "cy": "Gofynnwyd i'r grŵp am ateb cyn y gaeaf.",
}
WITHHELD_BECAUSE = {
    "en": "From the sum one could work out what one person is paid.",
    "cy": "O'r swm gellid cyfrifo faint y telir un person.",
}
OFFICE = {
    "en": "Monitoring Officer, Pembrokeshire County Council",
    "cy": "Swyddog Monitro, Cyngor Sir Penfro",
}
MEASURE = {
    "en": "The number of homes that need a second visit before help arrives.",
    "cy": "Nifer y cartrefi y mae angen ail ymweliad â nhw cyn i gymorth gyrraedd.",
}
HAPPENED = {
    "en": "Second visits fell by a third, not by half: two bodies started late.",
    "cy": "Bu traean yn llai o ail ymweliadau, nid hanner: dechreuodd dau gorff yn hwyr.",
}
LEARNED = {
    "en": "We should have trained all visitors before the first week, and next time we will.",
    "cy": "Dylem fod wedi hyfforddi pob ymwelydd cyn yr wythnos gyntaf, a'r tro nesaf fe wnawn ni.",
}

CHOSEN = {
    "option": {"en": "One visit, one offer", "cy": "Un ymweliad, un cynnig"},
    "summary": {
        "en": "Staff of all five bodies learn to offer what any of them can give.",
        "cy": "Mae staff y pum corff yn dysgu cynnig yr hyn y gall unrhyw un ohonynt ei roi.",
    },
}
NOTHING = {
    "option": {"en": "Do nothing", "cy": "Gwneud dim"},
    "summary": {
        "en": "Each body goes on visiting for itself.",
        "cy": "Mae pob corff yn parhau i ymweld drosto'i hun.",
    },
    "why not": {
        "en": "It is what tenants told us does not work.",
        "cy": "Dyma'r hyn y dywedodd tenantiaid wrthym nad yw'n gweithio.",
    },
}
TRADE_OFF = {
    "what we gain": {"en": "Help at the first knock.", "cy": "Cymorth ar y cnoc cyntaf."},
    "what we give up": {"en": "Some time of specialist staff.", "cy": "Rhywfaint o amser staff arbenigol."},
    "who bears it": {
        "en": "Home care teams, in the first six months.",
        "cy": "Timau gofal cartref, yn y chwe mis cyntaf.",
    },
    "over what time": {"en": "Six months", "cy": "Chwe mis"},
}
CONSTRAINT = {
    "en": "No grant may be promised before a survey.",
    "cy": "Ni ellir addo grant cyn arolwg.",
}
CHANGEABLE_BY = {"en": "The Welsh Ministers", "cy": "Gweinidogion Cymru"}
WELSH_IMPACT = {
    "opportunities for people to use Welsh": {
        "en": "The first visit is by a Welsh speaker where one is asked for.",
        "cy": "Siaradwr Cymraeg sy'n gwneud yr ymweliad cyntaf lle gofynnir am un.",
    },
    "treating Welsh no less favourably than English": {
        "en": "Nobody waits longer for a visit in Welsh.",
        "cy": "Nid oes neb yn aros yn hwy am ymweliad yn Gymraeg.",
    },
    "how to increase the positive effects": {
        "en": "Ask for Welsh in half of the posts.",
        "cy": "Gofyn am y Gymraeg yn hanner y swyddi.",
    },
    "how to lessen the negative effects": {
        "en": "Hold handovers in Welsh where the team can.",
        "cy": "Trosglwyddo gwaith yn Gymraeg lle gall y tîm.",
    },
}
EFFECTS = {
    "equality": {"en": "Disabled people wait less.", "cy": "Mae pobl anabl yn aros llai."},
    "socio_economic": {"en": "Nobody has to pay for the visit.", "cy": "Nid oes neb yn gorfod talu am yr ymweliad."},
    "well_being_goals": {"en": "People stay healthier at home.", "cy": "Mae pobl yn aros yn iachach gartref."},
}
DISSENT = {
    "en": "We would have begun with the homes of people over 80.",
    "cy": "Byddem wedi dechrau gyda chartrefi pobl dros 80 oed.",
}

CONDITIONS = {
    "en": "Our cabinet reads the figures every three months.",
    "cy": "Bydd ein cabinet yn darllen y ffigurau bob tri mis.",
}
UPDATE = {
    "title": {"en": "Who knocks first?", "cy": "Pwy sy'n cnocio gyntaf?"},
    "intro": {
        "en": "The group on cold rented homes has decided who makes the first visit.",
        "cy": "Mae'r grŵp ar gartrefi rhent oer wedi penderfynu pwy sy'n gwneud yr ymweliad cyntaf.",
    },
    "body": {
        "en": "From January, the first person at the door can offer help from five bodies.",
        "cy": "O fis Ionawr ymlaen, gall y person cyntaf wrth y drws gynnig cymorth gan bum corff.",
    },
}


def in_both(
    field: str, texts: dict[str, str], english: str = " in English", welsh: str = " in Welsh"
) -> dict[str, str]:
    """What to write into the pair of fields `field`, Welsh first, as forms show them."""
    return {f"{field}{welsh}": texts["cy"], f"{field}{english}": texts["en"]}


def after_comma(field: str, texts: dict[str, str]) -> dict[str, str]:
    """As `in_both`, for fields whose labels end in ", in Welsh"."""
    return in_both(field, texts, ", in English", ", in Welsh")
