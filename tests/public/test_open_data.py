"""Open data: one version in three formats, lists, the whole log, and a description that tells the truth."""

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import get_resolver
from hypothesis import given, strategies
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from openlog import removals
from openlog.leaves import Kind as LogEntryKind
from openlog.models import Disclosure, LogEntry
from public.open_data import tables
from public.open_data.addresses import FORMATS
from publication import tasks
from publication.published.models import PublishedVersion
from publication.withholding import withhold
from tests import factories
from tests.public.story import corrected
from tools.prove.example_log import remove

DESCRIPTION = "/api/v1/openapi.json"


@pytest.fixture
def everything(addresses: dict[str, list[str]], decision: PublishedVersion) -> PublishedVersion:
    """Something of every kind is published; the second version of a decision."""
    return decision


def body_of(client: Client, address: str) -> bytes:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response.streaming_content) if response.streaming else response.content


def table(client: Client, address: str) -> list[dict[str, str]]:
    text = body_of(client, address).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def local(address: str) -> str:
    return re.sub("^https?://[^/]+", "", address)


def test_the_table_of_tables_scrolls_by_itself_so_that_no_word_is_broken(client: Client, db: None) -> None:
    for address in ("/en/open-data/", "/cy/data-agored/"):
        page = BeautifulSoup(client.get(address).content, "html.parser")
        tables = page.select("main table")
        assert tables
        for found in tables:
            region = found.parent
            assert region
            assert region["class"] == ["opsw-table"]
            assert (region["role"], region["tabindex"]) == ("region", "0")
            assert region["aria-label"]


def test_one_version_holds_both_languages_and_leads_to_all_about_it(client: Client, decision: PublishedVersion) -> None:
    reference = decision.record.slug_en
    newest = client.get(f"/api/v1/decisions/{reference}.json")
    exact = client.get(f"/api/v1/decisions/{reference}/versions/2.json")
    assert newest.json() == exact.json()
    assert exact.json()["content"]["reasons"] == {"en": "Twice the cost in English", "cy": "Dwywaith y gost yn Gymraeg"}
    assert exact.json()["change_note"]["cy"] == "Roedd y gost yn anghywir."
    assert '/versions/2.json>; rel="canonical"' in newest["Link"]
    assert 'version/3/>; rel="license"' in newest["Link"]
    older = client.get(local(exact.json()["links"]["previous"])).json()
    assert (older["version"], older["links"]["previous"]) == (1, None)
    for address in [
        *exact.json()["links"].values(),
        *exact.json()["pages"].values(),
        exact.json()["log"]["record_file"],
    ]:
        assert client.get(local(address)).status_code == 200, address


def test_anyone_anywhere_may_read_and_no_cache_outlives_an_erasure(client: Client, decision: PublishedVersion) -> None:
    address = f"/api/v1/decisions/{decision.record.slug_en}/versions/1.json"
    response = client.get(address)
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "public" in response["Cache-Control"]
    assert int(re.search(r"max-age=(\d+)", response["Cache-Control"])[1]) <= 5
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304
    assert not response.cookies
    assert client.post(address).status_code == 405


def test_linked_data_says_where_a_version_comes_from(client: Client, decision: PublishedVersion) -> None:
    found = client.get(f"/api/v1/decisions/{decision.record.slug_en}.jsonld")
    assert found["Content-Type"] == "application/ld+json"
    data = found.json()
    assert {"@language": "cy", "@value": decision.title_cy} in data["schema:name"]
    assert data["prov:wasRevisionOf"]["@id"].endswith("/versions/1.jsonld")
    assert data["schema:isBasedOn"][0]["@id"].endswith(f"/{decision.content['position']['reference']}.jsonld")
    assert {"@language": "cy", "@value": "Dwywaith y gost yn Gymraeg"} in data["content"]["reasons"]
    terms = {term["@id"]: term for term in client.get("/api/v1/terms.jsonld").json()["@graph"]}
    assert {"@language": "cy", "@value": "Penderfyniad"} in terms["#Decision"]["rdfs:label"]
    assert {f"#{name}" for name in data["content"]} <= set(terms)


def test_a_table_of_one_version_has_a_row_for_each_value_in_reading_order(
    client: Client, decision: PublishedVersion
) -> None:
    rows = {row["path"]: row for row in table(client, f"/api/v1/decisions/{decision.record.slug_en}/versions/2.csv")}
    assert rows["content.reasons.cy"]["value"] == "Dwywaith y gost yn Gymraeg"
    assert rows["content.cost.cy"]["label_en"] == "Cost, and who pays"
    paths = list(rows)
    assert (
        paths.index("content.decision.en") < paths.index("content.options.0.title.en") < paths.index("content.cost.en")
    )
    assert paths.index("content.options.0.title.en") < paths.index("content.options.1.title.en")
    assert rows["version"]["value"] == "2"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *((text, f"'{text}") for text in ("=1+1", "+44", "-5", "@x", " =HYPERLINK()", "＝1", '"=1', "'=1", "\u00a0@x")),
        ("\t=1", "'\t'=1"),
        ("\n=1", "'\n'=1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("x;=1+1", "x;'=1+1"),
        ('x; "=1+1";y', 'x;\' "=1+1";y'),
        ("x\r\n@SUM(1)", "x\r\n'@SUM(1)"),
        ("x\t-1", "x\t'-1"),
        ("- one\n- two", "'- one\n'- two"),
        *((text, text) for text in ("'tis", "O'r diwedd", "a=b", "a - b; c", "x\n\ny", "'", "d'='e")),
    ],
)
def test_no_cell_is_a_formula_and_each_is_read_back_unharmed(text: str, written: str) -> None:
    _mark, _head, line = tables.lines(["value"], [{"value": text}])
    assert next(csv.reader(io.StringIO(line, newline=""))) == [written]
    assert tables.ADDED.sub("", written) == text


@given(strategies.text(alphabet="=+-@;'\"\t\r\n x"))
def test_whatever_is_written_no_cell_is_a_formula_where_semicolons_separate(text: str) -> None:
    _mark, _head, line = tables.lines(["first", "value"], [{"first": "a", "value": text}])
    (_first, written), *rest = csv.reader(io.StringIO(line, newline=""))
    assert not rest
    assert tables.ADDED.sub("", written) == text
    for row in csv.reader(io.StringIO(line, newline=""), delimiter=";"):
        for cell in row:
            assert not cell.strip(' "').startswith(tuple("=+-@")), (text, cell)


def test_the_description_says_how_to_read_a_text_back(client: Client, db: None) -> None:
    published = corrected(factories.published_decision(), cost_en="'=1; =2\n- a", cost_cy="x;=1+1")
    path = client.get(DESCRIPTION).json()["paths"]["/api/v1/{kinds}.csv"]["get"]
    description = path["responses"]["200"]["content"][FORMATS["csv"]]["schema"]["description"]
    added = re.compile(description.rpartition(": ")[2])
    row = table(client, "/api/v1/decisions.csv")[0]
    assert row["cost_en"].startswith("''=1;' =2")
    assert {name: added.sub("", row[f"cost_{name}"]) for name in ("en", "cy")} == published.content["cost"]


def test_formulas_in_published_texts_are_harmless_in_every_table(client: Client, db: None) -> None:
    published = corrected(factories.published_decision(), cost_en="=cmd|' /C calc'!A0", cost_cy="x;@SUM(1)")
    written = ("'=cmd|' /C calc'!A0", "x;'@SUM(1)")
    row = table(client, "/api/v1/decisions.csv")[0]
    assert (row["cost_en"], row["cost_cy"]) == written
    values = {row["value"] for row in table(client, f"/api/v1/decisions/{published.record.slug_en}.csv")}
    assert set(written) <= values


def test_the_table_of_adoptions_names_every_organisation_and_its_answer(
    client: Client, everything: PublishedVersion
) -> None:
    (row,) = table(client, "/api/v1/adoption-sets.csv")
    (item,) = client.get("/api/v1/adoption-sets.json").json()["items"]
    names = [adoption["organisation"]["name"] for adoption in item["content"]["adoptions"]]
    assert [answer["organisation_name"] for answer in item["answers"]] == names
    for language, outcome in (
        ("en", "What the body decided: Not decided yet"),
        ("cy", "Penderfyniad y corff: Heb benderfynu eto"),
    ):
        expected = [f"{name[language]} | {outcome}" for name in names]
        assert row[f"adoptions_{language}"].splitlines() == expected
        assert row[f"answers_{language}"].splitlines() == [
            f"{name[language]}: {outcome.partition(': ')[2]}" for name in names
        ]


def test_a_list_of_a_decision_has_a_line_for_each_of_its_rows_in_both_languages(
    client: Client, everything: PublishedVersion
) -> None:
    row, content = table(client, "/api/v1/decisions.csv")[0], everything.content
    assert row["options_en"].splitlines() == [
        f"{option['title']['en']} | Choice: {'Chosen' if option['chosen'] else 'Not chosen'}"
        for option in content["options"]
    ]
    assert row["dissents_cy"].startswith("Cyngor Sir Penfro | ")
    lists = {name: value for name, value in content.items() if f"{name}_en" in row and isinstance(value, list)}
    assert {"options", "trade_offs", "constraints", "evidence", "consultations", "impacts", "interests"} <= set(lists)
    for name, rows in lists.items():
        for language in ("cy", "en"):
            assert len(row[f"{name}_{language}"].splitlines()) == len(rows), name


def test_what_is_withheld_is_counted_by_part_and_says_which_why_by_whom_and_when(client: Client, db: None) -> None:
    decision = factories.decided()
    factories.publish(decision.group.mission)
    by = factories.convener(decision.group)
    for part in ("cost", f"options.{decision.options.last().uuid}.why_not"):
        given = factories.reasons(reason_en=f"Why {part} in English", reason_cy=f"Pam {part} yn Gymraeg")
        withhold(record=decision, part=part, by=by, **given)
    version = factories.publish(decision)
    hidden = client.get(f"/api/v1/decisions/{version.record.slug_en}.json").json()["withheld"]
    assert {part["path"] for part in hidden} == {"content.cost", "content.options.1.why_not"}
    cost = next(part for part in hidden if part["path"] == "content.cost")
    notice = version.content["cost"]["withheld"]
    assert cost["label"] == {"en": "Cost, and who pays", "cy": cost["label"]["cy"]}
    assert "section 43" in cost["ground_label"]["en"]
    assert "adran 43" in cost["ground_label"]["cy"]
    for name in ("ground", "office", "decided_on", "review_on", "reason"):
        assert cost[name] == notice[name], name
    rows = Disclosure.objects.filter(entry_id=version.log_index, status="withheld", reason_en=cost["reason"]["en"])
    assert sorted(cost["digests"]) == sorted(rows.values_list("digest", flat=True))
    assert len(cost["digests"]) == 2
    for row in (table(client, "/api/v1/decisions.csv")[0], table(client, "/api/v1/entries.csv")[version.log_index]):
        assert row["withheld"] == "2"
        assert row["withheld_path"].splitlines() == [part["path"] for part in hidden]
        assert row["withheld_status"].splitlines() == ["withheld", "withheld"]
        for name in ("ground", "decided_on", "review_on"):
            assert row[f"withheld_{name}"].splitlines() == [part[name] for part in hidden], name
        for name in ("label", "ground_label", "office", "reason"):
            assert row[f"withheld_{name}_cy"].splitlines() == [part[name]["cy"] for part in hidden], name
    schema = client.get(DESCRIPTION).json()
    portion = schema["paths"]["/api/v1/entries.json"]["get"]["responses"]["200"]["content"][FORMATS["json"]]["schema"]
    described = {**portion, "components": schema["components"]}
    Draft202012Validator(described).validate(client.get("/api/v1/entries.json").json())


def test_what_is_withheld_says_so_and_why_in_every_format(client: Client, decision: PublishedVersion) -> None:
    cost = Disclosure.objects.get(entry__index=decision.log_index, path="cost.en")
    remove(LogEntryKind.REDACT, cost)
    tasks.sign_log()
    removals.complete_removals()
    address = f"/api/v1/decisions/{decision.record.slug_en}"
    reason = "Data personol trydydd parti."
    (hidden,) = client.get(f"{address}.json").json()["withheld"]
    assert (hidden["status"], hidden["digests"], hidden["reason"]["cy"]) == ("withheld", [cost.digest], reason)
    assert (hidden["path"], hidden["ground"], hidden["office"], hidden["decided_on"]) == (None, None, None, None)
    assert reason in body_of(client, f"{address}.jsonld").decode()
    assert reason in [row["value"] for row in table(client, f"{address}.csv")]
    for row in (table(client, "/api/v1/decisions.csv")[0], table(client, "/api/v1/entries.csv")[decision.log_index]):
        assert (row["withheld"], row["withheld_reason_cy"]) == ("1", reason)
    assert client.get(f"{address}/versions/1.json").json()["withheld"] == []


def test_a_list_has_the_newest_version_of_each_record_once(
    client: Client, everything: PublishedVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("public.views.api._READ_AT_ONCE", 1)
    for kind, word in (("decision", "decisions"), ("task_group", "task-groups")):
        newest = {
            version.record.slug_en: version
            for version in PublishedVersion.objects.newest()
            if version.record.kind == kind
        }
        rows = table(client, f"/api/v1/{word}.csv")
        assert {row["reference"]: row["version"] for row in rows} == {k: str(v.number) for k, v in newest.items()}
        listed = client.get(f"/api/v1/{word}.json").json()["items"]
        assert [item["reference"] for item in listed] == [row["reference"] for row in rows]
    row = table(client, "/api/v1/decisions.csv")[0]
    assert (row["state"], row["group"]) == ("decided", everything.content["group"]["slug"]["en"])


def portions(client: Client, address: str | None) -> Iterator[dict[str, Any]]:
    while address:
        page = client.get(local(address)).json()
        assert len(page["items"]) <= 2
        yield from page["items"]
        address = page["next"]


def test_portions_together_are_the_whole_log(client: Client, everything: PublishedVersion) -> None:
    size = LogEntry.objects.count()
    entries = list(portions(client, "/api/v1/entries.json?limit=2"))
    assert [entry["entry"] for entry in entries] == list(range(size))
    rows = table(client, "/api/v1/entries.csv")
    assert [int(row["entry"]) for row in rows] == list(range(size))
    assert [row["reference"] for row in rows] == [entry["record"]["reference"] for entry in entries]
    assert entries[everything.log_index]["published"]["content"]["reasons"]["en"] == "Twice the cost in English"
    assert client.get(f"/api/v1/entries.json?after={size - 1}").json() == {
        "items": [],
        "next": None,
        "licence": entries[everything.log_index]["published"]["licence"],
    }


def test_who_keeps_the_last_place_is_told_of_what_changes_later(client: Client, db: None) -> None:
    first = factories.published_decision()
    factories.published_decision()
    last = client.get("/api/v1/decisions.json").json()["items"][-1]["log"]["entry"]
    assert client.get(f"/api/v1/decisions.json?after={last}").json()["items"] == []
    corrected(first)
    changed = client.get(f"/api/v1/decisions.json?after={last}").json()["items"]
    assert [(item["reference"], item["version"]) for item in changed] == [(first.record.slug_en, 2)]


@pytest.mark.parametrize("query", ["after=x", "after=-1", "limit=0", "limit=201", "after=" + "9" * 30])
def test_a_place_that_is_none_is_refused_in_both_languages(client: Client, db: None, query: str) -> None:
    response = client.get(f"/api/v1/decisions.json?{query}")
    assert response.status_code == 400
    assert set(response.json()["message"]) == {"cy", "en"}


def test_what_is_not_there_or_not_signed_is_not_there(client: Client, decision: PublishedVersion) -> None:
    mission = factories.active_mission(title_en="UNSIGNED")
    waiting = factories.approve(factories.requested(mission))
    for address in (
        f"missions/{waiting.record.slug_en}",
        "decisions/OPSW-1999-0001",
        f"decisions/{decision.record.slug_en}/versions/3",
    ):
        for name in FORMATS:
            response = client.get(f"/api/v1/{address}.{name}")
            assert (response.status_code, response.json()["status"]) == (404, 404), address
    for address in ("missions.json", "missions.csv", "entries.json", "entries.csv"):
        assert b"UNSIGNED" not in body_of(client, f"/api/v1/{address}")
        assert waiting.record.slug_en.encode() not in body_of(client, f"/api/v1/{address}")
    tasks.sign_log()
    assert b"UNSIGNED" in body_of(client, "/api/v1/missions.csv")


def test_the_description_is_valid_and_every_address_in_it_answers_as_it_says(
    client: Client, everything: PublishedVersion
) -> None:
    description = client.get(DESCRIPTION).json()
    validate(description)
    described = {path.removeprefix("/api/v1/") for path in description["paths"]}
    assert described == {path for pattern in _patterns() for path in _as_described(pattern)}
    for path, operations in description["paths"].items():
        ok = operations["get"]["responses"]["200"]["content"]
        (media_type,) = ok
        for address in _examples(path, description):
            response = client.get(address)
            assert (response.status_code, response["Content-Type"]) == (200, media_type), address
            if "json" in media_type:
                schema = {**ok[media_type]["schema"], "components": description["components"]}
                Draft202012Validator(schema).validate(response.json())


def _patterns() -> list[str]:
    api = next(entry for entry in get_resolver().url_patterns if getattr(entry, "namespace", None) == "api")
    return [str(entry.pattern) for entry in api.url_patterns if entry.name != "absent"]  # what answers for no address


def _as_described(pattern: str) -> list[str]:
    """A pattern of ours as the description writes it: one address for each format."""
    names = {"<kind:kind>": "{kinds}", "<slug:slug>": "{reference}", "<int:number>": "{number}"}
    for ours, theirs in names.items():
        pattern = pattern.replace(ours, theirs)
    return [pattern.replace("<format:file_format>", name) for name in FORMATS]


def _examples(path: str, description: dict[str, Any]) -> list[str]:
    if "{kinds}" not in path:
        return [path]
    found = []
    for word in description["components"]["parameters"]["kinds"]["schema"]["enum"]:
        kind = word.replace("-", "_")[:-1]
        version = PublishedVersion.objects.filter(record__kind=kind).select_related("record")[0]
        filled = path.replace("{kinds}", word).replace("{reference}", version.record.slug_en)
        found.append(filled.replace("{number}", str(version.number)))
    return found


@pytest.mark.parametrize(
    ("address", "first", "second"),
    [
        ("/en/decisions/{}/versions/1/", "Decision {}, version 1, published on", "Penderfyniad {}, fersiwn 1"),
        ("/cy/penderfyniadau/{}/fersiynau/1/", "Penderfyniad {}, fersiwn 1, cyhoeddwyd ar", "Decision {}, version 1"),
    ],
)
def test_a_version_can_be_cited_in_both_languages_and_taken_away(
    client: Client, decision: PublishedVersion, address: str, first: str, second: str
) -> None:
    reference = decision.record.slug_en
    shown = PublishedVersion.objects.get(record=decision.record, number=1)
    page = client.get(address.format(reference)).content.decode()
    first, second = first.format(reference), second.format(reference)
    assert page.index(f">{shown.title}. {first}") < page.index(second)
    foot = re.search(r'class="opsw-print-foot">(.*?)</p>', page)[1]
    assert reference in foot
    assert str(shown.log_index) in foot
    assert foot.endswith(address.format(reference))
    offered = re.findall(
        rf'href="(/(?:api/v1/decisions/{reference}/versions/1|log/record/{shown.log_index})\.[a-z]+)"', page
    )
    assert {link.rpartition(".")[2] for link in offered} == set(FORMATS)
    for link in offered:
        assert body_of(client, link)


def test_reference_software_gets_one_entry(client: Client, decision: PublishedVersion) -> None:
    found = body_of(client, f"/api/v1/decisions/{decision.record.slug_en}/versions/2.ris").decode()
    tags = dict(re.findall(r"^(\w\w)  - (.*)\r$", found, re.MULTILINE))
    assert found.startswith("TY  - RPRT\r\n")
    assert (tags["TI"], tags["TT"], tags["ET"], tags["ER"]) == (decision.title_en, decision.title_cy, "2", "")
