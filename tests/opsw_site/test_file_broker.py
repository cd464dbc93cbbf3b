"""Messages in files: what is half written is nobody's yet."""

import os
import threading
from pathlib import Path
from queue import Empty
from typing import Any

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from opsw_site import file_broker

FANOUT = {"exchange": "news", "routing_key": "", "pattern": "", "queue": "log"}


@pytest.fixture
def channel(tmp_path: Path) -> Any:
    folders = {name: str(tmp_path) for name in ("data_folder_in", "data_folder_out", "control_folder")}
    return Connection(transport=file_broker.Transport, transport_options=folders).channel()


def test_a_message_is_found_once_it_is_whole(channel: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    put_there, seen = os.replace, []

    def look_first(draft: Path, name: Path) -> None:
        seen.append(draft.read_text())
        with pytest.raises(Empty):
            channel._get("log")
        put_there(draft, name)

    monkeypatch.setattr(file_broker.os, "replace", look_first)
    channel._put("log", {"body": "Llŷn"})
    assert seen
    assert channel._get("log") == {"body": "Llŷn"}
    with pytest.raises(Empty):
        channel._get("log")


def test_the_queues_are_read_once_they_are_written(channel: Any, tmp_path: Path) -> None:
    channel._queue_bind(**FANOUT)
    file = channel._exchange_file("news")
    whole = file.read_text()
    file.write_text("")
    threading.Timer(0.05, file.write_text, [whole]).start()
    assert [queue.queue for queue in channel.get_table("news")] == ["log"]


def test_a_folder_that_takes_nothing_is_told(channel: Any, tmp_path: Path) -> None:
    channel.data_folder_out = str(tmp_path / "away")
    with pytest.raises(ChannelError):
        channel._put("log", {})
