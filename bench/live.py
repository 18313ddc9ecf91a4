"""One room, thousands of listeners: our live hub, the stock Channels pattern and Node's ws, on the same machine.

Starts the real server (pages and sockets) on a database of its own, pinned to one core where the machine allows it; the
listeners are on another. Paced: real contributions through the API, from acknowledgement to each listener. Flat out: a
burst to fewer listeners, each subject in turn. Kills: the sockets' process is killed while people speak, listeners
come back with the last number they have. Needs a `redis-server` or `valkey-server` for the stock pattern only.
"""

import argparse
import sys
import time

import django

django.setup()

from bench._clock import say  # noqa: E402
from bench._live import Machine, machine  # noqa: E402

MESSAGE_BYTES = 300  # about what a frame of ours weighs


def paced(house: Machine, listeners: int, per_second: float, seconds: float) -> dict:
    """Real contributions at a steady pace to a whole hall: delay, loss, CPU a delivery, memory a connection."""
    before = house.memory_kb("sockets")
    crowd = house.listen(listeners)
    memory = (house.memory_kb("sockets") - before) / listeners
    crowd.report()
    busy = house.cpu("sockets")
    acknowledged = house.contribute(per_second, seconds)
    crowd.until(max(acknowledged, default=0))
    busy = house.cpu("sockets") - busy
    told = crowd.report()
    crowd.stop()
    arrivals = [(number, at) for number, at in told["arrivals"] if number in acknowledged]
    delays = sorted(1000 * max(at - acknowledged[number], 0) for number, at in arrivals)
    return {
        "listeners": told["open"],
        "per_second": per_second,
        "accepted": len(acknowledged),
        "lost": told["lost"] + max(0, told["furthest"] - told["nearest"]) + listeners - told["open"],
        "twice": told["twice"],
        "p50_ms": round(delays[len(delays) // 2], 1),
        "p95_ms": round(delays[int(len(delays) * 0.95)], 1),
        "p99_ms": round(delays[int(len(delays) * 0.99)], 1),
        "cpu_per_delivery_us": round(1e6 * busy / told["deliveries"], 1),
        "kb_per_connection": round(memory, 1),
        "listeners_cpu_s": told["cpu_s"],
    }


def flat_out(subject: Machine, listeners: int, messages: int) -> dict:
    """A burst: deliveries a second until the last one came, CPU a delivery (with the bus's), what was lost."""
    crowd = subject.listen(listeners)
    crowd.report()
    busy, start = subject.cpu(), subject.burst(messages, MESSAGE_BYTES)
    complete = crowd.until(crowd.first + messages, patience=90)
    busy = subject.cpu() - busy
    told = crowd.report()
    crowd.stop()
    return {
        "deliveries": told["deliveries"],
        "undelivered": messages * listeners - told["deliveries"],
        "complete": complete,
        "per_s": round(told["deliveries"] / max(told["last_at"] - start, 1e-9)),
        "cpu_us": round(1e6 * busy / max(told["deliveries"], 1), 2),
    }


def stock_paced(subject: Machine, listeners: int, per_second: float, seconds: float) -> float:
    """Messages at a steady pace that the stock pattern can follow: its CPU a delivery, with the bus's, in µs."""
    crowd = subject.listen(listeners)
    crowd.report()
    busy, total = subject.cpu(), int(per_second * seconds)
    for number in range(1, total + 1):
        subject.burst(1, MESSAGE_BYTES, first=number)
        time.sleep(1 / per_second)
    crowd.until(crowd.first + total, patience=30)
    busy = subject.cpu() - busy
    told = crowd.report()
    crowd.stop()
    return round(1e6 * busy / max(told["deliveries"], 1), 1)


def killed(house: Machine, listeners: int, times: int, *, whole: bool = False) -> dict:
    """Kill what serves the sockets while people speak: what was accepted has come to each listener, once.

    `whole`: with the process that stands by, as when a machine is lost and another one starts.

    A kill every ten seconds: the next one meets a process that serves, not one that is starting.
    """
    crowd = house.listen(listeners, resume=True)
    crowd.report()
    acknowledged = house.contribute(5, 10.0 * times, meanwhile=lambda: house.kill("sockets", whole=whole), times=times)
    complete = crowd.until(max(acknowledged, default=0), patience=30)
    told = crowd.report()
    crowd.stop()
    back = told["reconnects"]
    return {
        "kills": times,
        "accepted": len(acknowledged),
        "lost": told["lost"] + (0 if complete else told["furthest"] - told["nearest"]),
        "twice": told["twice"],
        "back_p50_s": round(back[len(back) // 2], 2) if back else None,
    }


def main(options: argparse.Namespace) -> None:
    with machine("ours") as house:
        steady = paced(house, options.listeners, options.rate, options.seconds)
        say(bench="live", part="paced", **steady)
        faults = killed(house, options.listeners // 10, options.kills) if options.kills else {}
        say(bench="live", part="kills", **faults)
        whole = killed(house, options.listeners // 10, 1, whole=True) if options.kills else {}
        say(bench="live", part="the whole killed", **whole)
        house.wait()  # what was killed last may still be starting
        ours = flat_out(house, options.burst_listeners, options.burst)
        say(bench="live", part="ours", **ours)
    with machine("ws") as node:
        ws = flat_out(node, options.burst_listeners, options.burst)
        say(bench="live", part="ws", **ws)
    with machine("stock") as channels:
        # A tenth of the burst and less: it takes as long as the others take for the whole.
        stock = flat_out(channels, options.burst_listeners, max(options.burst // 40, 20))
        say(bench="live", part="stock", **stock)
        stock_us = stock_paced(channels, options.listeners, 1, 10)
        say(bench="live", part="stock paced", listeners=options.listeners, cpu_us=stock_us)
    say(
        bench="live",
        **steady,
        kills=faults,
        whole=whole,
        lost_flat_out=ours["undelivered"],
        flat_out_cpu_us=ours["cpu_us"],
        ws_cpu_per_delivery_us=ws["cpu_us"],
        stock_cpu_per_delivery_us=stock_us,
        stock_flat_out_cpu_us=stock["cpu_us"],
        deliveries_per_s=ours["per_s"],
        ws_deliveries_per_s=ws["per_s"],
        stock_deliveries_per_s=stock["per_s"],
        times_ws=round(ours["per_s"] / max(ws["per_s"], 1), 1),
        times_stock=round(ours["per_s"] / max(stock["per_s"], 1), 1),
        cpu_stock_over_ours=round(stock_us / steady["cpu_per_delivery_us"], 1),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--listeners", type=int, default=2000, help="in the hall, paced")
    parser.add_argument("--rate", type=float, default=10, help="contributions a second, paced")
    parser.add_argument("--seconds", type=float, default=30, help="of the paced part")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--burst", type=int, default=4000, help="messages, flat out")
    parser.add_argument("--burst-listeners", type=int, default=500)
    sys.exit(main(parser.parse_args()))
