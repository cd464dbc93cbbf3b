"""The broker of the embedded default: files in a folder, each of which is there only once it is written.

kombu's own opens a message under its name before it writes it; a worker that looks just then reads half of it and ends.
"""

import os
import uuid
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from kombu.exceptions import ChannelError
from kombu.transport import filesystem
from kombu.utils.json import dumps

_TRIES = 100


class Channel(filesystem.Channel):
    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override] # kombu names it in two ways
        """Put a message onto the queue. Raises ChannelError when it cannot be written."""
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}.{queue}.msg"
        draft = Path(self.data_folder_out) / f".{name}"  # no queue has files that begin with a dot
        try:
            draft.write_text(dumps(payload))
            os.replace(draft, draft.with_name(name))
        except OSError as error:
            raise ChannelError(f"Cannot add the message {draft}") from error

    def get_table(self, exchange: str) -> list[Any]:
        """The queues of the exchange. Raises ValueError when its file stays unreadable for a second."""
        for _try in range(_TRIES):
            try:
                return super().get_table(exchange)
            except ValueError:  # another process is writing it for the first time
                sleep(0.01)
        return super().get_table(exchange)


class Transport(filesystem.Transport):
    Channel = Channel
