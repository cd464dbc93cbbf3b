"""The public site reads what is published and nothing else: without the working rows every page is the same."""

from django.apps import apps
from django.db import connection
from django.test import Client

from core.triggers import without
from taskgroups.triggers import TRIGGERS
from tests.architecture.tiers import EDITORIAL, PUBLISHED

WORKING_APPS = ("people", "missions", "taskgroups", "publication", "decisions_log")
NEUTRAL = ["/sitemap.xml", "/robots.txt", "/log/checkpoint", "/log/vkey", "/log/export.tar", "/log/disclosures/0.json"]
NEUTRAL += ["/api/v1/entries.json", "/api/v1/entries.csv", "/api/v1/missions.json", "/api/v1/missions.csv"]
NEUTRAL += ["/api/v1/", "/api/v1/openapi.json", "/api/v1/dataset.jsonld", "/api/v1/terms.jsonld"]


def body_of(client: Client, address: str) -> bytes:
    response = client.get(address)
    return b"".join(response.streaming_content) if response.streaming else response.content


def delete_working_rows() -> int:
    """Empty every table that is not published or editorial, histories included, without asking the models."""
    deleted = 0
    with without(connection, TRIGGERS), connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.app_label in WORKING_APPS and model._meta.label not in PUBLISHED | EDITORIAL:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
                deleted += cursor.rowcount
    return deleted


def test_without_working_rows_every_public_page_is_the_same(client: Client, addresses: dict[str, list[str]]) -> None:
    everything = [*addresses["en"], *addresses["cy"], *NEUTRAL]
    before = {address: body_of(client, address) for address in everything}
    assert delete_working_rows() > 50
    assert {address: body_of(client, address) for address in everything} == before
