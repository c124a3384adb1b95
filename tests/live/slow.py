"""Stands before Redis and lets some of its answers wait: the last line of standard input says for
how many seconds, and which share of them.

    slow.py PORT PORT_OF_REDIS
"""

import asyncio
import random
import sys

delay, share = 0.0, 0.0


async def forward(source, target, late):
    """What is late stays in order, and nothing waits for what comes after it."""
    loop, kept = asyncio.get_running_loop(), asyncio.Queue()

    async def read():
        try:
            while data := await source.read(65536):
                waits = late and random.random() < share
                kept.put_nowait((loop.time() + (delay if waits else 0), data))
        except ConnectionError:
            pass
        kept.put_nowait((0, None))

    reads = asyncio.create_task(read())
    while (it := await kept.get())[1] is not None:
        await asyncio.sleep(max(0, it[0] - loop.time()))
        target.write(it[1])
    target.close()
    await reads


async def serve(port, redis):
    async def meet(asked, answered):
        try:
            answers, questions = await asyncio.open_connection("127.0.0.1", redis)
        except OSError:
            return answered.close()
        await asyncio.gather(forward(asked, questions, False), forward(answers, answered, True))

    async with await asyncio.start_server(meet, "127.0.0.1", port):
        told = asyncio.StreamReader()
        await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(told), sys.stdin)
        global delay, share
        while line := await told.readline():
            delay, share = map(float, line.split())


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
