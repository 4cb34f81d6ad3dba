# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories that Python's websockets plays with the server: talk.py PORT STORY"""
import asyncio
import json
import sys

import websockets
from websockets.extensions import permessage_deflate as per_message_deflate

PATIENCE = 10


def url(query=""):
    return f"ws://127.0.0.1:{sys.argv[1]}/ws{query}"


async def hear(socket, kind, fits=lambda event: True):
    """The next event of that type that fits; others are passed over."""
    while True:
        event = json.loads(await asyncio.wait_for(socket.recv(), PATIENCE))
        if event["type"] == kind and fits(event):
            return event


async def say(socket, **frame):
    await socket.send(json.dumps(frame))


async def simple():
    async with websockets.connect(url("?username=ann&room=python")) as ann:
        async with websockets.connect(url("?username=bob&room=python")) as bob:
            await hear(ann, "join", lambda event: event["username"] == "bob")
            await say(bob, type="text", content="grüße 👋")
            for listener in (ann, bob):
                text = await hear(listener, "text")
                assert text["content"] == "grüße 👋" and text["username"] == "bob", text
        await hear(ann, "leave", lambda event: event["username"] == "bob")


async def session():
    async with websockets.connect(url()) as socket:
        await say(socket, type="hello", protocol=1, client="python", username="sue")
        welcome = await hear(socket, "welcome")
        assert welcome["username"] == "sue", welcome
        await say(socket, type="join", room="python-session", id="j1")
        await hear(socket, "user_list", lambda event: event["users"] == ["sue"])
        for _ in range(2):  # the second is the first again
            await say(socket, type="text", room="python-session", content="once", id="t1")
        first, second = [await hear(socket, "text") for _ in range(2)]
        assert first == second and first["seq"] == 1 and first["id"] == "t1", (first, second)
        await say(socket, type="nonsense", id="x")
        error = await hear(socket, "error")
        assert error["code"] == "unknown_type" and error["id"] == "x", error


async def large():
    async with websockets.connect(url("?username=ann&room=large")) as ann:
        await say(ann, type="text", content="x" * 16384)
        assert len((await hear(ann, "text"))["content"]) == 16384
        await say(ann, type="text", content="x" * 16385)
        assert (await hear(ann, "error"))["code"] == "too_long"


async def fragments():
    async with websockets.connect(url("?username=ann&room=fragments")) as ann:
        await ann.send(['{"type":"text",', '"content":"in', ' pieces"}'])
        assert (await hear(ann, "text"))["content"] == "in pieces"


async def pings():
    async with websockets.connect(f"ws://127.0.0.1:{sys.argv[1]}/echo") as socket:
        await asyncio.wait_for(await socket.ping(b"are you there"), PATIENCE)
        await socket.send(b"\x00\xff")
        assert await asyncio.wait_for(socket.recv(), PATIENCE) == b"\x00\xff"
        await socket.close(1000)
        assert socket.close_code == 1000, socket.close_code


async def deflate():
    # What its client offers by itself: windows of 4 KiB.
    async with websockets.connect(url("?username=ann&room=deflate")) as ann:
        assert [extension.name for extension in ann.extensions] == ["permessage-deflate"], ann.extensions
        async with websockets.connect(url("?username=bob&room=deflate"), compression=None) as bob:
            assert not bob.extensions, bob.extensions
            for content in ("over and over ".strip() * 900, "".join(chr(0x4e00 + i) for i in range(5000))):
                await say(bob, type="text", content=content)
                for listener in (ann, bob):
                    assert (await hear(listener, "text"))["content"] == content
                await say(ann, type="text", content=content)
                for listener in (ann, bob):
                    assert (await hear(listener, "text"))["content"] == content
    for bits in (9, 10, 11, 15):
        factory = per_message_deflate.ClientPerMessageDeflateFactory(
            server_max_window_bits=bits, client_max_window_bits=bits)
        async with websockets.connect(f"ws://127.0.0.1:{sys.argv[1]}/echo", extensions=[factory]) as socket:
            assert socket.extensions, bits
            for message in ("x" * 60000, bytes(range(256)) * 200, "", "short"):
                await socket.send(message)
                assert await asyncio.wait_for(socket.recv(), PATIENCE) == message, bits


asyncio.run(globals()[sys.argv[2]]())
