"""Connections over which no request comes."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
import uvicorn
from uvicorn.server import ServerState

from desk.web import connection
from desk.web.connection import Prompt


async def _app(_scope: Any, _receive: Any, send: Any) -> None:
    # longer than a head may take
    await asyncio.sleep(0.2)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"whole"})


async def _read(sent: tuple[bytes | float, ...]) -> bytes:
    config = uvicorn.Config(_app, http=Prompt, lifespan="off", log_level="error")
    config.load()
    state = ServerState()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: Prompt(config=config, server_state=state, app_state={}), "127.0.0.1", 0
    )
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    try:
        for part in sent:
            if isinstance(part, bytes):
                writer.write(part)
            await asyncio.sleep(part if isinstance(part, float) else 0.02)
        return await asyncio.wait_for(reader.read(-1), 20)
    except ConnectionResetError:
        return b""
    finally:
        writer.close()
        server.close()


@pytest.mark.parametrize("sent", [(), (b"GET / HT",), (b"GET / HTTP/1.1\r\n", b"Host: a\r\n")])
def test_a_connection_without_a_whole_head_is_closed(
    monkeypatch: pytest.MonkeyPatch, sent: tuple[bytes, ...]
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)
    assert asyncio.run(_read(sent)) == b""


def test_an_answer_may_take_longer_than_a_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)
    head = (b"GET / HTTP/1.1\r\nHost: a\r\n", b"Connection: close\r\n\r\n")
    assert asyncio.run(_read(head)).endswith(b"whole\r\n0\r\n\r\n")


def test_a_second_head_has_its_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.1)
    started: list[bool] = []
    wait = Prompt._wait

    def noted(self: Prompt) -> None:
        started.append(True)
        wait(self)

    monkeypatch.setattr(Prompt, "_wait", noted)
    asyncio.run(_read((b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0.4, b"GET / HT")))
    assert len(started) == 2
