"""Requests keep their distance: per host, per machine, per owner."""

import asyncio

from terbuka.crawler.politeness import Caps, Politeness


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    async def sleep(self, seconds):
        self.now += seconds
        await asyncio.sleep(0)


def _moments(caps, turns, *, prepare=lambda politeness: None):
    """When each of `turns` (host, ip) may leave, one after the other."""
    clock = Clock()
    politeness = Politeness(caps, clock=clock, sleep=clock.sleep)
    prepare(politeness)
    moments = []

    async def run():
        for host, ip in turns:
            await politeness.turn(host, ip)
            moments.append(round(clock.now, 3))

    asyncio.run(run())
    return moments


def test_one_host_is_asked_once_a_second():
    assert _moments(Caps(), [("a.kpu.go.id", "1")] * 3) == [0, 1, 2]


def test_one_machine_is_asked_four_times_a_second_whatever_the_host():
    assert _moments(Caps(), [(f"h{n}.id", "1") for n in range(5)]) == [0, 0.25, 0.5, 0.75, 1.0]


def test_one_owner_is_asked_twenty_times_a_second_whatever_the_machine():
    moments = _moments(Caps(), [(f"h{n}.kpu.go.id", str(n)) for n in range(21)])
    assert moments[-1] == 1.0


def test_other_owners_need_not_wait():
    assert _moments(Caps(), [("a.kpu.go.id", "1"), ("b.bawaslu.go.id", "2")]) == [0, 0]


def test_rate_zero_lifts_all_caps():
    assert _moments(Caps.at_rate(0), [("a.id", "1")] * 50) == [0] * 50


def test_a_higher_rate_asked_for_is_not_held_back_by_the_wider_caps():
    assert _moments(Caps.at_rate(10), [("a.id", "1")] * 3) == [0, 0.1, 0.2]


def test_a_crawl_delay_is_honoured_up_to_ten_seconds():
    slow = _moments(Caps(), [("a.id", "1")] * 2, prepare=lambda one: one.slow_down("a.id", 3))
    slower = _moments(Caps(), [("a.id", "1")] * 2, prepare=lambda one: one.slow_down("a.id", 86400))
    assert (slow, slower) == ([0, 3], [0, 10])


def test_a_host_that_asks_for_a_pause_gets_it_even_without_caps():
    assert _moments(Caps.at_rate(0), [("a.id", "1")], prepare=lambda one: one.hold("a.id", 7)) == [7]


def test_a_slow_host_does_not_hold_up_its_neighbour_on_the_same_machine():
    clock = Clock()
    politeness = Politeness(Caps(), clock=clock, sleep=clock.sleep)
    left = []

    async def turns(host, times):
        for _ in range(times):
            await politeness.turn(host, "1")
            left.append((host, round(clock.now, 2)))

    async def run():
        await asyncio.gather(*(turns("a.id", 1) for _ in range(6)), turns("b.id", 1))

    asyncio.run(run())
    assert dict(left)["b.id"] < 2
