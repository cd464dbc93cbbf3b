"""Addresses of the open log below /log/. They are the same in every language, as the public formats name them."""

from django.urls import path

from public.views import log

app_name = "log"
urlpatterns = [
    path("checkpoint", log.checkpoint, name="checkpoint"),
    path("vkey", log.verifier_key, name="verifier_key"),
    path("handovers.json", log.handovers, name="handovers"),
    path("tile/<path:path>", log.tile, name="tile"),
    path("disclosures/<int:index>.json", log.disclosures, name="disclosures"),
    path("record/<int:index>.json", log.record, name="record"),
    path("opsw_verify.py", log.verifier, name="verifier"),
    path("export.tar", log.archive, name="archive"),
]
