"""Addresses of the open data below /api/v1/. They are the same in every language; both languages are inside."""

from django.urls import path, register_converter

from public.open_data.addresses import FormatConverter, KindConverter
from public.views import api

register_converter(KindConverter, "kind")
register_converter(FormatConverter, "format")

app_name = "api"
urlpatterns = [
    path("", api.index, name="index"),
    path("openapi.json", api.openapi, name="openapi"),
    path("dataset.jsonld", api.dataset, name="dataset"),
    path("terms.jsonld", api.terms, name="terms"),
    path("entries.json", api.entries, name="entries"),
    path("entries.csv", api.entries_csv, name="entries_csv"),
    path("<kind:kind>.json", api.record_list, name="list"),
    path("<kind:kind>.csv", api.record_list_csv, name="list_csv"),
    path("<kind:kind>/<slug:slug>.<format:file_format>", api.record, name="record"),
    path("<kind:kind>/<slug:slug>/versions.json", api.versions, name="versions"),
    path("<kind:kind>/<slug:slug>/versions/<int:number>.<format:file_format>", api.version, name="version"),
    path("<path:path>", api.absent, name="absent"),
]
